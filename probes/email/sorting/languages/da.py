"""Danish."""

from probes.email.sorting.wording import Wording

DANISH = Wording(
    language="da",
    automatic=(
        r"(?:virtuel|digital)e? (?:assistent|medarbejder)|(?:er|som) (?:en )?(?:chat)?robot",
        r"dette er (?:et|en) (?:automatisk|autogenereret|maskinelt|systemgenereret|autosvar)",
        (
            r"(?:e-?mailen|mailen|beskeden|svaret|meddelelsen|kvitteringen|e-?mail|mail)? ?(?:er|bliver"
            r"|blev|er blevet) (?:automatisk|autogenereret|maskinelt|genereret automatisk"
            r"|sendt automatisk|afsendt automatisk|dannet automatisk|genereret af|systemgenereret)"
        ),
        (
            r"automatisk (?:genereret|udsendt|kvittering|bekræftelse|svarmail|svarbesked|besked"
            r"|meddelelse|dannet)"
        ),
        r"^\W*(?:automatisk svar fra|autosvar|autoreply)",
    ),
    do_not_reply=(
        r"(?:du )?(?:skal|behøver) ikke gøre (?:noget|mere)",
        r"kan ikke (?:besvares|svares på)",
        (
            r"(?:ikke|undlad) (?:at )?(?:svar|besvar|svare|besvare) (?:venligst )?(?:på )?(?:denne"
            r"|dette)|svar venligst ikke"
        ),
        r"svar (?:på|til) denne (?:e-?mail|mail|besked)\w* (?:bliver|vil)",
        (
            r"(?:adressen|postkassen|mailadressen|indbakken) (?:bliver ikke læst|overvåges ikke"
            r"|læses ikke|er ikke (?:bemandet|overvåget))"
        ),
        r"(?:behøver|skal) ikke (?:at )?(?:svare|foretage dig)",
    ),
    received=(
        r"(?:fået|registreret (?:med|som|under)) (?:id|nummer|sagsnummer|reference|sagsnr|nr)\b",
        r"(?:her er |dette er )?en kopi|kopi af (?:din|beskeden|det du)|du har sendt følgende",
        (
            r"(?:modtaget|registreret|kommet (?:ind|frem|til)|taget imod|oprettet|kvitterer for"
            r"|journaliseret|landet)\b.{0,50}\b(?:henvendelse|mail|e-?mail|besked|sag|spørgsmål"
            r"|forespørgsel|ansøgning|klage|blanket|brev|indberetning)"
        ),
        (
            r"(?:henvendelse|mail|e-?mail|besked|sag|spørgsmål|forespørgsel|ansøgning|klage|blanket"
            r"|brev|indberetning)\w*\b.{0,40}\b(?:modtaget|registreret|kommet (?:ind|frem|til)"
            r"|taget imod|oprettet|journaliseret|landet|hos os|sendt videre til|tildelt|lagt i kø"
            r"|i køen)\b"
        ),
        r"dette er (?:blot |kun )?en (?:bekræftelse|kvittering)",
        (
            r"(?:har|bekræfter at have|bekræfter, at vi har) (?:nu |hermed )?(?:modtaget|registreret"
            r"|fået) (?:din|dit|jeres|en|et|henvendelsen|mailen|beskeden|ansøgningen|spørgsmålet|den)"
        ),
        (
            r"(?:henvendelsen|mailen|e-?mailen|beskeden|sagen|ansøgningen|spørgsmålet)(?: din)? (?:er"
            r"|blev|er blevet) (?:nu |hermed )?(?:modtaget|registreret|oprettet|journaliseret|fordelt"
            r"|landet)"
        ),
        (
            r"(?:din|dit|jeres) (?:henvendelse|mail|e-?mail|besked|forespørgsel|spørgsmål|sag|ansøgning"
            r"|meddelelse) (?:er|blev|er blevet) (?:nu |hermed )?(?:modtaget|registreret|oprettet"
            r"|videresendt|fordelt|landet|kommet|sendt)"
        ),
        r"(?:bekræfter|bekræftelse på) (?:modtagelse|modtagelsen|hermed|at)",
        r"kvittering for (?:modtagelse|modtaget|at|din henvendelse)|modtagelseskvittering|kvitteringsmail",
        (
            r"(?:der er|er der|vi har) (?:nu )?(?:oprettet|registreret) (?:en )?(?:ny )?(?:sag"
            r"|henvendelse|opgave)"
        ),
        r"er kommet frem til os",
    ),
    will_answer=(
        r"tålmodig",
        r"svar (?:plejer at tage|tager|kan tage)",
        (
            r"(?:bliver|vil blive|blive|læses|behandles|besvares) (?:læst|behandlet|fordelt|sendt"
            r"|besvaret|gennemgået|løbende|i (?:den|tur)|af|så)"
        ),
        r"(?:alle|vi læser alle) (?:henvendelser|mails|beskeder|får svar|der skriver)",
        r"(?:rækkefølge|tur og orden|efter tur|i køen?)\b",
        (
            r"(?:det )?(?:kan|vil) (?:desværre )?(?:tage|gå) (?:lidt|noget|op til|nogle|flere|længere"
            r"|et par)"
        ),
        r"du (?:vil )?(?:får|få) (?:\w+ )?(?:besked|svar|en mail|tilbagemelding)\b",
        r"\btager (?:normalt|typisk|som regel)\b",
        (
            r"(?:inden for|indenfor|senest|op til|normalt|typisk)\b.{0,40}\b(?:svar|besvaret|kontakt"
            r"|tilbagemelding)\b"
        ),
        (
            r"(?:svar|besvar|kontakt|tilbagemelding|besked|kigger på)\w*\b.{0,50}\b(?:inden for"
            r"|indenfor|snarest|løbende|hverdag|arbejdsdag|så snart|hurtigst|næste)\w*"
        ),
        (
            r"(?:svarer|besvarer|besvare|svare|behandler|behandle|vender|vende|svar|hører|høre"
            r"|kontakter|kontakt|besvaret|behandlet|sagsbehandler|kigger på)\b.{0,60}(?:så (?:snart"
            r"|hurtigt) (?:som muligt|vi kan|vi har)|hurtigst muligt|inden for|indenfor|senest|snarest"
            r"|hverdage|arbejdsdage|løbende)"
        ),
        r"(?:så (?:snart|hurtigt) (?:som muligt|vi kan|vi har)|hurtigst muligt|snarest muligt)",
        (
            r"(?:vores|normal|forventet|gennemsnitlig) (?:svartid|sagsbehandlingstid|behandlingstid"
            r"|ekspeditionstid)"
        ),
        r"svartiden? (?:er|kan|på|hos)",
        r"(?:vil|bliver) (?:blive )?(?:besvaret|behandlet|læst|fordelt|videresendt|videreformidlet)",
        r"en af (?:vores|vore) (?:sagsbehandlere|medarbejdere|rådgivere|kolleger)",
        r"en (?:sagsbehandler|medarbejder|rådgiver|kollega) (?:vil|tager|kigger|vender|svarer|kontakter)",
        r"(?:travlt|mange henvendelser|stort antal|stor travlhed|stort pres)",
        r"du (?:vil )?(?:få|får|hører|høre|modtager|modtage) (?:\w+ )?(?:svar|fra os|besked)",
        r"vi (?:vil )?(?:vender|vende|kontakter) (?:tilbage|dig)",
    ),
    number_given=(
        (
            r"(?:sagsnummer|sagsnr|referencenummer|referencenr|reference|sags-id|journalnummer"
            r"|henvendelsesnummer)\w*\W"
        ),
        (
            r"(?:oplys|angiv|brug|gem|henvis til) (?:altid |gerne |venligst )?(?:dette|sagsnummer"
            r"|nummeret|referencen)"
        ),
        r"(?:behold|ændr ikke) .{0,25}(?:emnefeltet|emnelinjen|emnet)",
    ),
    thanks=(
        (
            r"(?:tak|mange tak|tusind tak) for (?:at du|din|dit|jeres|henvendelsen|mailen|beskeden|at I"
            r"|interessen|tålmodigheden)"
        ),
    ),
    meanwhile=(
        r"(?:vores )?(?:åbningstid|telefontid)",
        r"(?:ofte stillede|hyppige) spørgsmål",
        r"finder (?:du )?(?:også )?(?:svar|information|mere information)|finde (?:svar|information)",
        r"(?:mere information|læs mere|se også|besøg|følg os)\b",
        r"(?:haster|akut|vagttelefon|døgnvagt)\b",
        r"(?:følsomme|fortrolige|personfølsomme) (?:oplysninger|personoplysninger)",
        r"personoplysning|databeskyttelse|gdpr|cpr-?nummer|digital post|privatlivspolitik|persondata",
        r"hovednummer|omstilling|postadresse|cvr|ean",
        r"i mellemtiden|imens",
        r"chat(?:robot|botten|ten)?\b",
    ),
    away=(
        r"(?:er) (?:pt |nu )?(?:på|til) (?:konference|kursus|ferie|tjenesterejse|rejse|møder|orlov)",
        r"sporadisk",
        r"(?:har|holder) \w*ferie\b",
        (
            r"(?:sidste arbejdsdag|fratræder|opsagt|ferielukket|åbner igen|begrænset tilgængelig"
            r"|optaget (?:hele dagen|af møder)|tilgængelig igen|(?:når|så snart) jeg er (?:tilbage"
            r"|retur|på plads))"
        ),
        (
            r"(?:vil være|er|kommer) tilbage (?:på|i|til|efter|fra|mandag|tirsdag|onsdag|torsdag|fredag"
            r"|den|d\.|\d)"
        ),
        r"(?:har|holder|tager|taget) (?:fri|nogle fridage|en fridag)\b",
        r"arbejder (?:ikke|deltid)\b",
        (
            r"(?:ser|læser|tjekker|svarer|vender tilbage) (?:på |dig |din )?(?:mail\w* "
            r"|e-?mail\w* )?(?:igen |først )?(?:når jeg|(?:på )?\w+dag(?! (?:til|till|og|och|-|–))"
            r"|efter ferien|efter weekenden)"
        ),
        r"(?:uden|dårlig) dækning|ikke at træffe|træffes ikke",
        r"(?:jule|sommer|ferie|påske)-?(?:lukket|lukker)",
        r"på farten\b|i udlandet\b",
        (
            r"(?:jeg|vi|hun|han) (?:er|har|holder|vil være) (?:for tiden |i øjeblikket |nu |desværre "
            r"|også |pt\.? )?(?:på |i |ude på )?(?:ferie|sommerferie|juleferie|påskeferie|efterårsferie"
            r"|vinterferie|fri|bortrejst|fraværende|orlov|barsel|barselsorlov|sygemeldt|syg|kursus"
            r"|tjenesterejse|rejse|konference|seminar|møder|møde|lukket|ferielukket|afspadserer"
            r"|ude af huset|ikke (?:på kontoret|til stede|tilgængelig|på arbejde|at træffe))"
        ),
        r"afholder ferie|holder ferie|holder fri|afspadserer",
        r"fraværsbesked|fraværsmeddelelse|fraværsassistent",
        r"(?:ude af|ikke på|væk fra|ude fra) kontoret|ude af huset",
        r"kontoret (?:er|holder) (?:\w+ )?(?:lukket|ferie)",
        r"(?:læser|tjekker|ser) (?:ikke|sjældent|kun sporadisk) (?:min )?(?:e-?mail|mail)",
        r"begrænset (?:adgang|mulighed)",
    ),
    back=(
        (
            r"(?:tilbage|retur) (?:på (?:kontoret|arbejde|pinden) )?(?:igen )?(?:\w+dag|den \d|i uge"
            r"|d\. ?\d|\d|uge|efter|fra|først|om)"
        ),
        r"(?:på kontoret|på arbejde) igen",
        r"(?:til og med|fra og med|f\.?o\.?m|t\.?o\.?m)\b",
    ),
    instead=(
        r"(?:ved|i) (?:behov|hastesager|hastende|spørgsmål|presserende|akutte)",
        r"(?:haster|hastesager|hastende|presserende)",
        (
            r"(?:kontakt|kontakte|henvend dig|skriv til|ring til) .{0,30}(?:kollega|leder|@|hovednummer"
            r"|hovedpostkasse|afløser|vikar)"
        ),
        r"(?:mail|e-?mail|besked)\w* (?:bliver|vil) (?:ikke )?(?:blive )?(?:læst|videresendt|besvaret)",
    ),
    left=(
        (
            r"(?:har|er) (?:nu |desværre )?(?:fratrådt|stoppet|ikke længere ansat|gået på pension"
            r"|opsagt|rejst)"
        ),
        r"(?:arbejder|er) ikke længere (?:ansat|her|hos|i)?",
        r"ikke længere (?:ansat|arbejder)",
    ),
    undelivered=(
        (
            r"(?:kunne|kan|blev|er) (?:desværre )?ikke (?:blive )?(?:lever|aflever|videresend"
            r"|afsend)(?:et|es|e)"
        ),
        (
            r"(?:modtager|adresse|bruger|postkasse|e-?mailadresse|mailadresse|mailboks|konto|indbakke"
            r"|domæne)\w* .{0,60}(?:findes ikke|eksisterer ikke|blev ikke fundet|er ukendt|er fuld"
            r"|er nedlagt|er spærret|er lukket|ukendt|kunne ikke findes)"
        ),
        r"(?:fandt|finder|kunne ikke finde) (?:ikke )?(?:modtager|adressen|brugeren)",
        (
            r"(?:retur|returneret|sendt tilbage) til afsender|ikke leveret|leveringsfejl"
            r"|levering(?:en)? (?:mislykkedes|fejlede)|uanbringelig"
        ),
        r"(?:afvist|afviste|blokeret) (?:af|mailen|beskeden)",
        r"permanent fejl",
    ),
    delayed=(
        r"(?:er|blev|er blevet) forsinket",
        r"endnu ikke (?:er )?(?:blevet )?leveret|(?:fortsætter|fortsætte) med at (?:forsøge|prøve)",
    ),
    newsletter=(
        r"nyhedsbrev",
        r"(?:afmeld|frameld|meld dig fra)|abonnement",
        r"(?:vis|åbn|se) (?:mailen |e-?mailen |nyhedsbrevet )?i (?:din )?browser",
        r"du (?:modtager|får) (?:denne|dette) .{0,30}fordi",
    ),
    survey=(
        r"(?:bruger|kunde|borger|tilfredsheds|spørgeskema)undersøgelse|spørgeskema",
        r"hvor (?:tilfreds|sandsynligt) (?:er|var)",
        r"hvordan (?:du )?(?:oplevede|var|synes) (?:du|din|kontakten|mødet)?",
        r"svare? på (?:nogle|tre|to|fem|et par|\d) (?:korte |hurtige )?spørgsmål",
        r"(?:bedøm|vurder|anmeld) (?:os|din)",
    ),
    closing=(
        (
            r"(?:sagen|din sag|henvendelsen|din henvendelse) (?:er|vil blive|bliver|blev|er blevet"
            r"|lukkes) (?:nu |automatisk |hermed )*(?:lukket|afsluttet|løst|automatisk)"
        ),
        r"(?:lukkes|afsluttes|lukket|afsluttet) automatisk",
        r"ikke (?:hørt|modtaget svar|fået svar|modtaget (?:noget|nogen)) fra dig|ikke hørt fra dig",
        r"hvis vi ikke (?:hører|får|modtager)",
        r"(?:påmindelse|rykker) (?:om|for|:)",
    ),
    receipt=(
        r"(?:faktura|regning)\w* .{0,30}\b(?:klar|ligger|sendt|tilgængelig)",
        r"betalingsfrist|forfaldsdato|til betaling",
        r"borgermøde|informationsmøde|sig din mening|høringsfrist|arrangement",
        r"tak for (?:din bestilling|bestillingen|købet|handlen|din tilmelding|tilmeldingen)",
        r"(?:du|I) er (?:nu )?(?:tilmeldt|booket|registreret som)",
        (
            r"(?:bruger|konto|bestilling|ordre|booking|tilmelding|billet|profil)\w* (?:din "
            r"|dine )?(?:er|er blevet|ligger) (?:nu )?(?:oprettet|bekræftet|klar|vedhæftet|aktiveret)"
        ),
        r"(?:nyt|ny|en ny|et nyt) (?:brev|post|dokument|faktura|afgørelse|besked) (?:fra|i|til)",
        r"log ind (?:for at|med|på)",
        r"husk (?:din|dit) (?:tid|besøg|aftale)",
        r"(?:vi inviterer|invitation|du inviteres|velkommen til)\b",
        (
            r"(?:planlagt|planlagte) (?:arbejde|vedligehold|afbrydelse)|driftsinformation|(?:vandet"
            r"|strømmen|vejen) (?:bliver|er) (?:lukket|afbrudt|spærret)"
        ),
        r"(?:køb|bestil) billet|tilmeld dig|tilmelding|åbent hus|temaaften|afbud",
        r"ordrebekræftelse|kvittering for (?:køb|betaling|bestilling)|bookingbekræftelse|tidsbestilling",
        r"påmindelse om (?:tid|aftale)",
        (
            r"(?:bekræft|aktiver) (?:din e-?mail|din konto|e-?mailadressen)|engangskode"
            r"|nulstil adgangskode|ny adgangskode"
        ),
        r"(?:blev læst|blev vist|er læst|blev åbnet) ",
        r"(?:betalingen|bestillingen|bookingen|tiden) er (?:registreret|bekræftet|modtaget)",
    ),
    first_person=(r"(?:jeg|mig)\b", r"undertegnede"),
    answer=(
        r"^\W*(?:ja|nej|jo|jep|ok|okay|fint|super|hej,? ja|hej,? nej|desværre|beklager)\b",
        (
            r"det (?:stemmer|passer|er (?:rigtigt|korrekt|muligt|ikke muligt|gratis|fuldt|desværre|bare"
            r"|fint|okay)|går (?:fint|an)|koster|gælder|kræver)"
        ),
        (
            r"(?:svar(?:et)? på (?:dit|dine|spørgsmålet|det)|vedrørende|angående|hvad angår"
            r"|med hensyn til|i forhold til|efter reglerne|ifølge)"
        ),
        (
            r"(?:håber (?:det|dette|at)|du er (?:velkommen|altid velkommen)|endelig (?:ringe|skrive"
            r"|sige til)|sig endelig til|bare (?:ring|skriv|send|kom))"
        ),
        r"(?:koster|prisen er|gebyret er|fristen er|frist)\b.{0,30}\d",
    ),
    advice=(
        (
            r"du (?:kan|må|skal|bør|behøver|har ret|søger|afleverer|sender|finder blanketten|bestiller"
            r"|betaler|går)\b"
        ),
        r"(?:send|udfyld|log|ring|mød|bestil|søg|aflever|læg|medbring|husk|sæt|brug|skriv)\b.{3,}",
        r"(?:vedhæftet|vedlagt|vedhæfter|på dette link|via linket|her er)",
        r"(?:så længe|hvis|såfremt|medmindre)\b",
    ),
    handled=(
        (
            r"(?:jeg|vi) har (?:nu |også )?(?:tjekket|undersøgt|talt|snakket|set|videresendt|sendt"
            r"|rettet|ændret|bestilt|lagt|afklaret|opdateret|noteret|ordnet|fikset|hørt|slettet|flyttet"
            r"|vurderet|spurgt|kigget)"
        ),
        r"(?:ser|fandt|finder|kan se) (?:i systemet|at du|at I|at din)",
        (
            r"(?:sender|videresender|oversender) (?:den|sagen|mailen|dette|henvendelsen|spørgsmålet"
            r"|din \w+) (?:videre|til|over)"
        ),
        (
            r"(?:forkert (?:adresse|afdeling|kommune)|ikke (?:os|kommunen), der|ikke (?:os"
            r"|kommunen) der|hører (?:ikke )?(?:under|ind|til))"
        ),
        r"(?:beklager|undskyld) (?:det sene|sent|at det|ventetiden|at du|forsinkelsen)",
    ),
    asks=(
        (
            r"(?:kan|kunne|vil) du (?:\w+ )?(?:sende|oplyse|sige|fortælle|bekræfte|skrive|uddybe"
            r"|forklare|tage|ringe|præcisere|give)"
        ),
        r"(?:hvilken|hvilket|hvilke|hvor mange|hvornår|hvor|hvad) .{3,60}\?",
        (
            r"(?:mangler|har brug for|skal bruge|skal have) (?:mere |flere |din |dit "
            r"|nogle )+.{0,30}(?:oplysning|information|adresse|nummer|dato|navn)"
        ),
        r"(?:drejer det sig om|gælder det|handler det om) .{2,60}\?",
    ),
    framing=(
        (
            r"(?:sagen|din sag|henvendelsen|din henvendelse) (?:er|er blevet|blev) (?:opdateret"
            r"|besvaret|kommenteret)"
        ),
        r"(?:har )?(?:tilføjet|skrevet|svaret) (?:en |et )?(?:ny |nyt )?(?:kommentar|svar|besked)",
        r"(?:ny|nyt) (?:besked|svar|kommentar) (?:i|på|fra|til)",
        r"(?:sagsbehandler|besvaret af)\s*:",
    ),
    titles=(
        (
            r"(?:sagsbehandler|rådgiver|konsulent|kundemedarbejder|sekretær|afdelingsleder"
            r"|byggesagsbehandler|ingeniør|skoleleder|bibliotekar|fuldmægtig|kontorassistent"
            r"|kommunikationsmedarbejder|borgerrådgiver|specialkonsulent|assistent|overassistent"
            r"|teamleder|administrativ medarbejder|planlægger)\b"
        ),
    ),
    subject_automatic=(r"automatisk (?:svar|besked|meddelelse|kvittering)", r"autosvar|autoreply"),
    subject_received=(
        r"(?:vi har modtaget|modtaget|kvittering|bekræftelse|tak for (?:din|henvendelsen|mailen|at))",
        r"(?:din henvendelse|din sag|sagen) (?:er|blev)",
    ),
    subject_away=(
        r"(?:fravær|ferie\b|ikke på kontoret|ude af kontoret|ikke til stede|barsel|orlov|fratrådt)",
    ),
    subject_undelivered=(
        (
            r"(?:ikke leveret|kan ikke leveres|kunne ikke leveres|leveringsfejl|ikke afleveret"
            r"|uanbringelig|retur til afsender|levering mislykkedes)"
        ),
    ),
    subject_delayed=(r"(?:forsinket|forsinkelse)",),
    subject_read=(r"(?:læst|ikke læst|læsekvittering)\s*:", r"læsekvittering|læsebekræftelse"),
    subject_other=(
        (
            r"nyhedsbrev|undersøgelse|hvordan var|hvor tilfreds|din mening|påmindelse|nyheder|nyt fra"
            r"|ordrebekræftelse"
        ),
    ),
    subject_closed=(r"(?:er|bliver) (?:nu )?(?:lukket|afsluttet)",),
    subject_reply=(
        r"(?:svar|svaret) (?:på|fra|til|vedr)\b",
        r"^(?:sv|vs|re|fwd|fw|svar)\s*:",
    ),
)
