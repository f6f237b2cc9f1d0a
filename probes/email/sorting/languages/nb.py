"""Norwegian, Bokmål."""

from probes.email.sorting.wording import Wording

BOKMAL = Wording(
    language="nb",
    automatic=(
        r"(?:virtuell|digital)e? (?:assistent|medarbeider|kollega)|(?:er|som) (?:en )?(?:chat)?robot",
        r"dette er (?:et|en) (?:automatisk|autogenerert|automatgenerert|maskinelt|maskingenerert)",
        (
            r"(?:e-?posten|meldingen|svaret|mailen|kvitteringen|beskjeden|bekreftelsen)? ?(?:er|ble"
            r"|blir|har blitt) (?:automatisk|autogenerert|maskinelt|maskingenerert|generert automatisk"
            r"|sendt automatisk|sendt ut automatisk|laget automatisk|generert av)"
        ),
        (
            r"automatisk (?:generert|utsendt|utsendelse|kvittering|bekreftelse|svarmelding"
            r"|mottaksbekreftelse|tilbakemelding)"
        ),
        r"^\W*automatisk svar fra",
        r"^\W*(?:autosvar|auto-svar)",
        r"systemgenerert",
    ),
    do_not_reply=(
        r"(?:trenger|behøver) (?:ikke|du ikke) (?:å )?gjøre (?:noe|mer)",
        r"kan ikke (?:besvares|svares på)",
        r"ikke (?:svar|besvar|svare|besvare|returner) (?:på )?(?:denne|dette)",
        r"svar (?:på|til) denne (?:e-?post|melding|adresse)\w* (?:blir|vil)",
        r"ikke (?:mulig|nødvendig) å svare",
        (
            r"(?:adressen|postkassen|e-?postadressen|innboksen) (?:blir ikke lest|overvåkes ikke"
            r"|er ikke (?:betjent|overvåket|bemannet))"
        ),
        r"trenger ikke (?:å )?(?:svare|besvare|foreta)",
    ),
    received=(
        r"(?:fått|gitt|registrert (?:med|som|under)) (?:id|nummer|saksnummer|referanse|saksnr|nr)\b",
        r"(?:her er |dette er )?en kopi av|kopi av (?:din|meldingen|det du)|du har sendt følgende",
        (
            r"(?:mottatt|mottok|registrert|kommet (?:inn|fram|frem|til)|tatt imot|opprettet"
            r"|kvitterer for|journalført|landet)\b.{0,50}\b(?:henvendelse|e-?post|epost|melding|mail"
            r"|sak|spørsmål|forespørsel|søknad|klage|skjema|brev|dokument|innspill)"
        ),
        (
            r"(?:henvendelse|e-?post|epost|melding|mail|sak|spørsmål|forespørsel|søknad|klage|skjema"
            r"|brev|dokument|innspill)\w*\b.{0,40}\b(?:mottatt|registrert|kommet (?:inn|fram|frem|til)"
            r"|tatt imot|opprettet|journalført|landet|er hos oss|sendt videre til|tildelt|lagt i kø"
            r"|i køen)\b"
        ),
        r"dette er (?:bare )?en (?:bekreftelse|kvittering)",
        (
            r"(?:har|bekrefter å ha|ha) (?:nå |herved )?(?:mottatt|registrert|fått inn) (?:din|ditt"
            r"|deres|en|et|henvendelsen|meldingen|e-?posten|eposten|søknaden|spørsmålet|skjemaet"
            r"|dokument|den)"
        ),
        (
            r"(?:henvendelsen|e-?posten|eposten|meldingen|saken|spørsmålet|skjemaet|søknaden"
            r"|mailen)(?: din| ditt| deres)? (?:er|ble|har blitt|har) (?:nå |herved )?(?:kommet|mottatt"
            r"|registrert|opprettet|journalført|fordelt|tildelt|lagt|satt)"
        ),
        (
            r"(?:din|deres|ditt) (?:henvendelse|melding|e-?post|epost|forespørsel|spørsmål|mail|sak"
            r"|søknad) (?:er|ble|har blitt|har|ligger) (?:nå |herved )?(?:kommet|mottatt|registrert"
            r"|opprettet|videresendt|fordelt|tildelt|lagt|satt|i kø)"
        ),
        r"bekreft(?:er|else på) (?:mottak|at vi har mottatt|at (?:din|henvendelsen|meldingen))",
        r"mottaksbekreftelse",
        r"kvittering (?:på|for) (?:mottatt|mottak|at|innsendt|din henvendelse|henvendelse)",
        (
            r"(?:det er|er det|vi har) (?:nå )?(?:opprettet|registrert) (?:en |et )?(?:ny )?(?:sak"
            r"|henvendelse|oppgave|ticket)"
        ),
        r"er nå i systemet",
        r"har kommet (?:fram|frem|inn) til oss",
    ),
    will_answer=(
        r"tålmodig",
        r"svar (?:pleier å ta|tar|kan ta)",
        (
            r"(?:blir|vil bli|bli|leses|behandles|besvares) (?:lest|behandlet|fordelt|sendt|besvart"
            r"|gjennomgått|fortløpende|i (?:den|tur)|av|så)"
        ),
        (
            r"(?:alle|vi leser alle) (?:henvendelser|e-poster|eposter|meldinger|innspill|får svar"
            r"|som skriver)"
        ),
        r"(?:rekkefølge|tur og orden|etter tur|i køen?)\b",
        (
            r"(?:det )?(?:kan|vil) (?:dessverre )?ta (?:noe|litt|opptil|inntil|opp til|noen|flere"
            r"|lengre)"
        ),
        r"du (?:vil )?(?:får|få) (?:\w+ )?(?:beskjed|svar|melding|en e-post|tilbakemelding)\b",
        r"\btar (?:normalt|vanligvis|gjerne|som regel)\b",
        (
            r"(?:inntil|innen|i løpet av|opptil|normalt|vanligvis)\b.{0,40}\b(?:svar|besvart|kontakt"
            r"|tilbakemelding)\b"
        ),
        (
            r"(?:svar|besvar|kontakt|tilbakemelding|beskjed)\w*\b.{0,50}\b(?:innen|i løpet av|snarest"
            r"|fortløpende|virkedag|arbeidsdag|så snart|så fort|neste)\w*"
        ),
        (
            r"(?:svarer|besvarer|svare deg|besvare|behandler|behandle|svar|høre|hører|tilbake til deg"
            r"|kontakter|kontakt|besvart|behandlet|fulgt opp|følger opp|oppfølging|saksbehandler"
            r"|ser på)\b.{0,60}(?:så (?:snart|raskt|fort) (?:som mulig|vi kan|vi har)|innen \w+"
            r"|i løpet av|fortløpende|snarest|virkedager|arbeidsdager|i tur og orden)"
        ),
        (
            r"(?:normalt|vanligvis|innen|i løpet av)\b.{0,30}(?:virkedag|arbeidsdag|dag|time"
            r"|uke)\w*\b.{0,30}(?:svar|besvar|tilbake)"
        ),
        r"så snart (?:som mulig|vi kan|vi har (?:mulighet|kapasitet|anledning))",
        r"(?:vår|normal|forventet|vanlig|gjennomsnittlig) (?:svartid|responstid|behandlingstid)",
        r"svartid(?:en)? (?:er|kan|på|hos)",
        (
            r"(?:vil|blir) (?:bli )?(?:besvart|behandlet|fulgt opp|lest|fordelt|videresendt"
            r"|videreformidlet) (?:av|til|så|i|innen|fort)"
        ),
        (
            r"(?:en|én) av (?:våre|vår) (?:saksbehandlere|medarbeidere|rådgivere|ansatte"
            r"|kundebehandlere|kollegaer)"
        ),
        r"en (?:saksbehandler|medarbeider|kundebehandler|rådgiver|kollega) (?:vil|tar|ser|kommer|svarer)",
        r"(?:stor|høy|mange|stort) (?:pågang|henvendelser|antall henvendelser|trykk)",
        r"(?:lengre|lenger) (?:svartid|behandlingstid|ventetid) enn",
        r"du (?:vil )?(?:få|får|hører|høre) (?:\w+ )?(?:svar|fra oss|tilbakemelding)",
        r"vi (?:vil )?(?:tar|ta|kommer|komme) (?:kontakt|tilbake)",
        r"vi (?:vil )?(?:se|ser) på (?:den|saken|henvendelsen)",
    ),
    number_given=(
        (
            r"(?:saksnummer|saksnr|referansenummer|referansenr|referanse|henvendelsesnummer|saksid"
            r"|journalnummer|id-nummer)\w*\W"
        ),
        (
            r"(?:oppgi|bruk|ta vare på|noter) (?:alltid |gjerne )?(?:dette|denne|nummeret|saksnummer"
            r"|referanse)"
        ),
        r"(?:behold|ikke endre) .{0,25}(?:emnefeltet|emnelinjen|emnet)",
        r"følge? (?:saken|med på saken|status)",
    ),
    thanks=(
        (
            r"(?:takk|tusen takk|mange takk|hjertelig takk) for (?:at du|din|ditt|deres|henvendelse"
            r"|e-?post|meldingen|mailen|interesse|at dere|kontakt|beskjed|tålmodighet)"
        ),
        r"vi setter pris på",
    ),
    meanwhile=(
        r"(?:våre |vår )?(?:åpningstid|telefontid|kontortid|besøkstid)",
        r"(?:ofte stilte|vanlige|hyppige) spørsmål",
        r"finner (?:du )?(?:også )?(?:svar|informasjon|mer informasjon|nyttig)",
        r"(?:mer informasjon|les mer|se også|besøk)\b",
        r"(?:haster|er akutt|nødsituasjon|øyeblikkelig hjelp|vakttelefon|vakt)\b",
        r"(?:sensitive|taushetsbelagte|fortrolige|personlige) (?:opplysninger|personopplysninger)",
        r"(?:personvern|personopplysninger|fødselsnummer|personnummer)",
        r"(?:følg oss|facebook|instagram)",
        r"sentralbord|postadresse|besøksadresse|org\.? ?nr",
        r"i mellomtiden",
        r"offentleglova|offentlighetsloven|offentleg journal|postjournal",
        r"chat(?:robot|bot|ten)?\b",
    ),
    away=(
        (
            r"(?:er|bare er) (?:for tiden |nå )?(?:på|i|til) (?:konferanse|kurs|seminar|ferie"
            r"|tjenestereise|reise|møter|permisjon)"
        ),
        r"sporadisk|uregelmessig",
        r"(?:har|holder) \w*ferie\b",
        (
            r"(?:siste arbeidsdag|slutter i (?:jobben|stillingen)|permittert|planleggingsdag"
            r"|feriestengt|åpner igjen|lite tilgjengelig|opptatt (?:hele dagen|i møter)"
            r"|tilgjengelig igjen|(?:når|så snart) jeg er (?:tilbake|på plass))"
        ),
        (
            r"(?:vil være|er|kommer) tilbake (?:på|i|til|etter|fra|mandag|tirsdag|onsdag|torsdag|fredag"
            r"|den|\d)"
        ),
        r"(?:har|tar|tatt|tatt meg) (?:meg )?(?:fri|noen fridager|langhelg|en pause)\b",
        r"jobber (?:ikke|deltid)\b",
        (
            r"(?:ser|leser|sjekker|svarer) (?:på |deg |ikke på )?(?:e-?post\w* |epost\w* "
            r"|mail\w* )?(?:igjen |først |tilbake )?(?:når jeg|(?:på )?\w+dag(?! (?:til|till|og|och|-"
            r"|–))|etter ferien|over helgen)"
        ),
        r"(?:uten|dårlig) dekning|ikke å treffe|treffes ikke",
        r"(?:jule|sommer|ferie|påske|nyttårs)-?(?:stengt|lukket|stenger)",
        r"på farten\b|på fjellet\b|i utlandet\b",
        (
            r"(?:jeg|vi|undertegnede|hun|han) (?:er|har|vil være|kommer til å være) (?:for tiden |nå "
            r"|dessverre |da |fortiden |også )?(?:på |i |ute på )?(?:ferie|sommerferie|juleferie"
            r"|påskeferie|høstferie|vinterferie|fri|bortreist|fravær|fraværende|permisjon"
            r"|foreldrepermisjon|pappaperm|mammaperm|fødselspermisjon|syk|sykmeldt|sykemeldt"
            r"|ute av kontoret|reise|reisefot|kurs|tjenestereise|seminar|konferanse|møter|avspaser"
            r"|ikke (?:på kontoret|til stede|tilstede|tilgjengelig|på jobb)|utilgjengelig|borte"
            r"|opptatt i møter|langhelg|stengt|ferielukket|studiepermisjon)"
        ),
        r"(?:avvikler|tar ut|holder|tar) (?:ferie|fri|permisjon|pappaperm)",
        r"fraværsmelding|fraværsassistent|fraværsbeskjed",
        r"(?:ute av|ikke på|borte fra|vekke fra) kontoret",
        r"kontoret (?:er|holder) (?:\w+ )?(?:stengt|ferielukket|ferie)",
        r"(?:leser|sjekker) (?:ikke|sjelden|bare sporadisk) (?:e-?post|mail|epost)",
        r"begrenset (?:tilgang|mulighet)|sporadisk tilgang",
        r"ferieavvikling",
    ),
    back=(
        (
            r"tilbake (?:på (?:kontoret|jobb|plass) )?(?:igjen )?(?:\w+dag|den \d|i uke|\d|uke|etter"
            r"|fra|først|om|over|igjen|til \w+dag)"
        ),
        r"(?:på kontoret|på jobb) igjen",
        r"(?:til og med|f\.?o\.?m|t\.?o\.?m|fra og med)\b",
    ),
    instead=(
        r"(?:ved (?:behov|hastesaker|hast|spørsmål|akutt|presserende))",
        r"(?:haster|hastesaker|presserende)",
        (
            r"(?:kontakt|kontakte|henvend deg|ta kontakt med|send) .{0,30}(?:kollega|leder|@"
            r"|sentralbord|postmottak|stedfortreder|vikar)"
        ),
        (
            r"(?:e-?posten|meldingen|eposten) (?:din )?(?:blir|vil) (?:ikke )?(?:bli )?(?:lest"
            r"|videresendt|besvart)"
        ),
    ),
    left=(
        (
            r"(?:har|er) (?:nå |dessverre )?(?:sluttet|ikke lenger ansatt|fratrådt|gått av|pensjon"
            r"|ikke ansatt lenger)"
        ),
        r"(?:arbeider|jobber) ikke lenger",
        r"ikke lenger (?:ansatt|jobber|arbeider)",
        r"(?:sluttet|slutter) (?:i|hos|ved|som)",
    ),
    undelivered=(
        (
            r"(?:kunne|kan|ble|er|har) (?:dessverre )?ikke (?:bli |blitt )?(?:lever|overlever"
            r"|videresend)(?:t|es|te)"
        ),
        (
            r"(?:mottaker|adresse|bruker|postboks|e-?postadresse|konto|postkasse|innboks"
            r"|domene)\w* .{0,60}(?:finnes ikke|finst ikke|er ukjent|ble ikke funnet|eksisterer ikke"
            r"|er full|ikke funnet|er sperret|er stengt|er deaktivert|er nedlagt|er ikke lenger i bruk"
            r"|ukjent)"
        ),
        r"(?:fant|finner) ikke (?:mottaker|adresse|bruker|postboks)",
        r"ulevert|uleverbar|(?:i retur|returner(?:t|es)) til avsender|leveringsfeil|leveringsrapport",
        r"leveringen? (?:mislyktes|feilet|er mislykket|til)",
        r"(?:avvist|avviste|blokkert|stoppet) (?:av|meldingen|e-?posten)",
        r"kvoten? (?:er )?(?:overskredet|brukt opp)",
        r"permanent feil",
    ),
    delayed=(
        r"(?:er|ble|har blitt) forsinket",
        r"(?:fortsette|fortsetter|prøver|forsøker) (?:å |fortsatt )?(?:prøve|forsøke|levere)",
        r"ikke (?:blitt )?levert (?:ennå|enda)",
    ),
    newsletter=(
        r"nyhetsbrev",
        (
            r"(?:meld deg|melde deg) av|avmeld|avslutt abonnement|stopp abonnement"
            r"|endre (?:dine )?(?:abonnement|innstillinger)"
        ),
        r"(?:åpne|vis|se) (?:e-?posten |meldingen )?i nettleser",
        r"du (?:mottar|får) (?:denne|dette) .{0,30}fordi",
        r"påmelding(?:sfrist)?\b.{0,20}(?:her|innen|lenke)",
    ),
    survey=(
        r"(?:bruker|kunde|spørre|innbygger|tilfredshets)undersøkelse",
        r"hvor (?:fornøyd|tilfreds|sannsynlig|godt) (?:er|var|synes)",
        r"hvordan (?:du )?(?:opplevde|var|synes) (?:du|din|kontakten|møtet)?",
        r"svare?r? på (?:noen|tre|to|fem|et par|noen få|\d) (?:korte |enkle |raske )?spørsmål",
        r"(?:vurder|gi) (?:oss|din) (?:en )?(?:tilbakemelding|vurdering|karakter)",
    ),
    closing=(
        (
            r"(?:saken|henvendelsen)(?: din| deres)? (?:er|vil bli|blir|ble|har blitt|vil) (?:nå "
            r"|automatisk |da )*(?:lukket|avsluttet|løst|lukkes|avsluttes|stengt)"
        ),
        r"(?:lukkes|avsluttes|lukket|avsluttet) (?:saken )?automatisk",
        (
            r"(?:har|fortsatt) ikke (?:hørt|mottatt (?:svar|tilbakemelding)|fått (?:svar"
            r"|tilbakemelding)) fra deg"
        ),
        r"(?:hvis|dersom|om) vi ikke (?:hører|får svar|mottar)",
        r"(?:påminnelse|purring) (?:om|på) (?:at|svar|saken|manglende)",
    ),
    receipt=(
        r"(?:faktura|regning)\w* .{0,30}\b(?:klar|ligger|sendt|tilgjengelig)",
        r"forfallsdato|betalingsfrist|til betaling",
        r"folkemøte|informasjonsmøte|medvirkning|si din mening|høringsfrist|arrangement",
        r"takk for (?:bestillingen|handelen|kjøpet|påmeldingen|registreringen)",
        r"(?:du|dere) er (?:nå )?(?:påmeldt|booket|bestilt|registrert som)",
        (
            r"(?:bruker|konto|bestilling|ordre|booking|påmelding|billett|profil|abonnement)\w* (?:din "
            r"|dine )?(?:er|har blitt|ligger) (?:nå )?(?:opprettet|bekreftet|registrert|klar|vedlagt"
            r"|aktivert)"
        ),
        r"(?:nytt|ny|en ny|et nytt) (?:brev|post|dokument|faktura|vedtak) (?:fra|i|til)",
        r"logg inn (?:for å|med|på)",
        r"husk (?:timen|avtalen|møtet)|(?:din|ditt) (?:time|besøk) (?:hos|på|er)",
        r"(?:vi inviterer|invitasjon|du inviteres|velkommen til)\b",
        (
            r"(?:planlagt|planlagte) (?:arbeid|vedlikehold|strømstans|stans)|driftsmelding|(?:vannet"
            r"|strømmen|veien|vegen) (?:blir|er|vil bli) (?:stengt|borte|sperret)"
        ),
        r"(?:kjøp|bestill) billett|meld deg på|påmelding|åpent hus|temakveld",
        (
            r"ordrebekreftelse|kvittering for (?:kjøp|betaling|bestilling)|bestillingsbekreftelse"
            r"|timebekreftelse"
        ),
        r"påminnelse om (?:time|avtale|forfall)",
        r"(?:bekreft|aktiver) (?:e-?postadressen|kontoen|brukeren)",
        r"(?:nytt passord|tilbakestill passord|engangskode|bekreftelseskode)",
        r"ble (?:lest|slettet uten å bli lest|vist|åpnet) \w+dag|ble lest (?:den|\d)",
        r"(?:betalingen|bestillingen|timen) (?:din )?er (?:registrert|bekreftet|mottatt)",
    ),
    first_person=(r"(?:jeg|meg)\b", r"undertegnede"),
    answer=(
        (
            r"^\W*(?:ja|nei|jo|jepp|joda|ok|okei|flott|supert|fint|hei,? ja|hei,? nei|dessverre"
            r"|beklager|desverre)\b"
        ),
        (
            r"det (?:stemmer|er (?:riktig|korrekt|mulig|ikke mulig|gratis|fullt|dessverre|bare|fint"
            r"|greit)|går (?:bra|fint|greit|an)|koster|gjelder|kreves|trengs|holder)"
        ),
        r"(?:helt|ikke) riktig",
        (
            r"(?:svar(?:et)? på (?:ditt|dine|spørsmål|det)|til spørsmålet|viser til (?:din|e-?post"
            r"|henvendelse|spørsmål|telefon)|når det gjelder|angående|vedrørende|i henhold til"
            r"|etter reglene)"
        ),
        (
            r"(?:håper (?:dette|det) (?:var|er|hjelper|gir)|bare (?:å )?(?:ring|send|spør|si|ta kontakt"
            r"|kom)|si (?:gjerne )?(?:fra|ifra))"
        ),
        r"(?:koster|prisen er|gebyret er|fristen er|frist)\b.{0,30}\d",
    ),
    advice=(
        (
            r"du (?:kan|må|skal|bør|trenger|har rett|søker|leverer|sender|finner skjema|bestiller"
            r"|betaler|går|møter|ringer)\b"
        ),
        r"(?:send|fyll|logg|ring|møt|bestill|søk|lever|legg|ta med|husk|sett|bruk)\b.{3,}",
        r"(?:vedlagt|vedlegg|legger ved|i lenken|på denne lenken|her er)",
        r"(?:så lenge|dersom|hvis|så fremt|med mindre)\b",
    ),
    handled=(
        (
            r"(?:jeg|vi) har (?:nå |også |da )?(?:sjekket|undersøkt|snakket|sett|videresendt|sendt"
            r"|rettet|endret|bestilt|lagt|avklart|oppdatert|ryddet|notert|ordnet|fikset|hørt med"
            r"|kontrollert|slettet|flyttet|vurdert)"
        ),
        r"(?:ser|fant|finner) (?:i systemet|at du|at dere|ut at)",
        (
            r"(?:sender|setter|videresender|oversender) (?:den|saken|e-?posten|dette|henvendelsen"
            r"|spørsmålet|mailen) (?:din )?(?:videre|til|over)"
        ),
        (
            r"(?:feil (?:adresse|avdeling|kommune|instans)|ikke (?:vi|oss|vårt|vårt ansvar|vår"
            r"|kommunen) som|hører (?:ikke )?(?:under|inn|til))"
        ),
        r"(?:beklager|beklagar) (?:sent|sein|at det|ventetiden|at du|den)",
    ),
    asks=(
        (
            r"(?:kan|kunne|vil) du (?:\w+ )?(?:sende|opplyse|oppgi|si|fortelle|bekrefte|skrive|utdype"
            r"|forklare|ta|ringe|presisere|gi)"
        ),
        r"(?:hvilken|hvilket|hvilke|hva slags|hvor mange|når|hvor) .{3,60}\?",
        (
            r"(?:trenger|mangler|ber om|må ha) (?:vi |jeg |mer |flere |din |ditt "
            r"|noen )+.{0,30}(?:opplysning|informasjon|adresse|nummer|dato|navn)"
        ),
        r"gjelder (?:det|dette) .{2,60}\?",
    ),
    framing=(
        r"(?:saken|henvendelsen)(?: din)? (?:er|har blitt|ble) (?:oppdatert|besvart|kommentert)",
        r"(?:har )?(?:lagt til|skrevet|svart) (?:en |et )?(?:ny )?(?:kommentar|svar|melding)",
        r"(?:ny|nytt) (?:melding|svar|kommentar) (?:i|på|fra|til)",
        r"svar fra (?:saksbehandler|kundeservice|kommunen|oss)",
        r"(?:saksbehandler|behandlet av|besvart av)\s*:",
    ),
    titles=(
        (
            r"(?:saksbehandler|rådgiver|konsulent|førstekonsulent|seniorrådgiver|kundebehandler"
            r"|kundekonsulent|sekretær|avdelingsleder|byggesaksbehandler|ingeniør|rektor|driftsleder"
            r"|fagleder|veileder|spesialkonsulent|bibliotekar|virksomhetsleder|fagansvarlig|teamleder"
            r"|servicemedarbeider|arkivar)\b"
        ),
    ),
    subject_automatic=(r"automatisk (?:svar|melding|e-?post|kvittering)", r"autosvar", r"auto-?svar"),
    subject_received=(
        (
            r"(?:vi har mottatt|mottatt|kvittering|mottaksbekreftelse|bekreftelse på|takk for (?:din"
            r"|henvendelsen|e-?posten|meldingen|at))"
        ),
        r"(?:din henvendelse|saken din|henvendelsen din) (?:er|har|ble)",
        r"(?:ny|ny sak|sak) (?:opprettet|registrert)",
    ),
    subject_away=(
        (
            r"(?:fravær|fraværsmelding|på ferie|ferie\b|ikke på kontoret|ute av kontoret|bortreist"
            r"|permisjon|ute på|ikke til stede|sluttet)"
        ),
    ),
    subject_undelivered=(
        (
            r"(?:ikke levert|ulevert|kan ikke leveres|kunne ikke levere|leveringsfeil|uleverbar"
            r"|returnert|retur til avsender|feil ved levering)"
        ),
        r"leveringen mislyktes",
    ),
    subject_delayed=(r"(?:forsinket|forsinkelse)",),
    subject_read=(
        r"(?:lest|ikke lest|lesebekreftelse|lesekvittering)\s*:",
        r"lesebekreftelse|lesekvittering",
    ),
    subject_other=(
        (
            r"nyhetsbrev|undersøkelse|hvordan var|hvor fornøyd|din mening|påminnelse|nytt fra|nyheter"
            r"|ordrebekreftelse|timebestilling|gi (?:oss )?(?:din )?tilbakemelding|vurder"
        ),
    ),
    subject_closed=(r"(?:er|blir) (?:nå )?(?:lukket|avsluttet)",),
    subject_reply=(
        r"(?:svar|svaret) (?:på|fra|til|vedr)\b",
        r"^(?:sv|vs|re|fwd|fw|svar)\s*:",
    ),
)
