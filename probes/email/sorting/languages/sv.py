"""Swedish."""

from probes.email.sorting.wording import Wording

SWEDISH = Wording(
    language="sv",
    automatic=(
        (
            r"(?:virtuell|digital)a? (?:assistent|medarbetare)|(?:är|som) (?:en )?(?:chatt?)?(?:robot"
            r"|bot)\b"
        ),
        (
            r"det(?:ta|här| här)? är ett (?:automatiskt|autogenererat|automatgenererat|maskinellt"
            r"|systemgenererat)"
        ),
        (
            r"(?:e-?postmeddelandet|meddelandet|mejlet|mailet|svaret|brevet|bekräftelsen"
            r"|e-?brevet)? ?(?:är|har|skickas|skickades|genereras|genererades|har skickats"
            r"|skapades) (?:automatiskt|autogenererat|automatgenererat|maskinellt|genererats"
            r"|skickats automatiskt|skapats automatiskt)"
        ),
        (
            r"automatiskt (?:genererat|utskick|svarsmeddelande|meddelande|mejl|mottagningsbevis"
            r"|genererad)"
        ),
        r"^\W*(?:autosvar|automatsvar)\b|automatgenererat",
    ),
    do_not_reply=(
        r"(?:du )?behöver (?:inte|du inte) göra (?:något|mer)",
        r"(?:går|kan) (?:ej|inte|det inte) (?:att )?(?:besvara|svara på|besvaras|svara)",
        r"(?:svara|besvara) (?:ej|inte|helst inte) (?:på )?(?:detta|det här|denna)",
        r"svar (?:på|till) (?:detta|denna|den här) \w+ (?:läses|kommer)",
        (
            r"(?:adressen|brevlådan|inkorgen|e-?postadressen) (?:läses inte|bevakas inte|bevakas ej"
            r"|övervakas inte|är inte bemannad|är obevakad)"
        ),
        r"behöver inte (?:svara|besvara|göra något)",
    ),
    received=(
        (
            r"(?:fått|registrerats (?:med|som|under)) (?:id|nummer|ärendenummer|referens|nr)\b"
            r"|överlämnad till"
        ),
        r"(?:här är |detta är )?en kopia (?:av|på)|kopia av (?:ditt|det du)|du har skickat följande",
        (
            r"(?:mottagit|mottaget|mottagen|registrerat|registrerats|kommit (?:in|fram|till)|inkommit"
            r"|tagit emot|skapat|skapats|diarieförts|landat)\b.{0,50}\b(?:ärende|meddelande|mejl|mail"
            r"|e-?post|fråga|förfrågan|ansökan|synpunkt|anmälan|skrivelse|felanmälan|klagomål)"
        ),
        (
            r"(?:ärende|meddelande|mejl|mail|e-?post|fråga|förfrågan|ansökan|synpunkt|anmälan|skrivelse"
            r"|felanmälan|klagomål)\w*\b.{0,40}\b(?:mottagit|mottagits|mottaget|mottagen|registrerat"
            r"|registrerats|registrerad|kommit (?:in|fram|till)|inkommit|skapats|skapat|diarieförts"
            r"|landat|hos oss|skickats vidare|tilldelats|lagts i kö|i kön?)\b"
        ),
        r"detta är (?:bara |endast )?en (?:bekräftelse|kvittens)",
        (
            r"(?:har|bekräftar att vi har|härmed) (?:nu |härmed )?(?:tagit emot|mottagit|fått"
            r"|registrerat|fått in) (?:din|ditt|er|ert|en|ett|ärendet|meddelandet|mejlet|frågan|ansökan"
            r"|e-?post|ärende)"
        ),
        (
            r"(?:ärendet|meddelandet|mejlet|mailet|frågan|ansökan|förfrågan|e-?posten|synpunkten"
            r"|anmälan)(?: har| är)? (?:nu )?(?:är |har )?(?:mottagits|mottaget|mottagen|registrerats"
            r"|registrerat|registrerad|kommit in|inkommit|skapats|tagits emot|kommit fram|diarieförts)"
        ),
        (
            r"(?:ditt|din|ert|er) (?:ärende|meddelande|mejl|mail|e-?post|fråga|förfrågan"
            r"|e-?postmeddelande|ansökan|synpunkt) (?:har|är) (?:nu )?(?:mottagits|mottaget|mottagen"
            r"|registrerats|registrerat|registrerad|kommit|inkommit|skapats|tagits emot"
            r"|vidarebefordrats|skickats|tilldelats)"
        ),
        r"(?:bekräftelse på|bekräftar) (?:mottagande|att (?:vi|ditt|din)|mottaget|mottagen|att)",
        r"mottagningsbevis|mottagningsbekräftelse|mottagningskvittens|kvittens på",
        (
            r"(?:ett|det har|vi har) (?:nytt )?(?:ärende )?(?:skapat|skapats|registrerat|upprättats"
            r"|öppnats) (?:ett )?(?:nytt )?(?:ärende)?"
        ),
    ),
    will_answer=(
        r"tålamod",
        r"svar (?:brukar ta|tar|kan ta)|brukar (?:ta|dröja)",
        (
            r"(?:läses|besvaras|hanteras|behandlas|handläggs|fördelas) (?:av|så|i|inom|löpande|under"
            r"|nästa|och)"
        ),
        r"(?:alla|vi läser alla) (?:ärenden|mejl|synpunkter|meddelanden|frågor|får svar|som)",
        r"(?:turordning|tur och ordning|i den ordning|kö(?:n)?)\b",
        (
            r"(?:det )?(?:kan|kommer att) (?:tyvärr )?(?:ta|dröja) (?:lite|något|upp till|några|flera"
            r"|längre|en)"
        ),
        (
            r"du (?:kommer att )?(?:får|få) (?:\w+ )?(?:besked|svar|meddelande|ett mejl|återkoppling"
            r"|det inom)\b"
        ),
        r"\btar (?:normalt|vanligtvis|oftast)\b",
        r"(?:inom|senast|normalt|vanligtvis|oftast)\b.{0,40}\b(?:svar|besked|kontakt|återkoppling)\b",
        (
            r"(?:svar|svarar|besked|kontakt|återkoppling|återkommer|läser)\w*\b.{0,50}\b(?:inom|under"
            r"|snarast|löpande|arbetsdag|vardag|så snart|så fort|nästa)\w*"
        ),
        (
            r"(?:svarar|besvarar|svara|besvara|handlägger|hanterar|behandlar|återkommer|återkomma|svar"
            r"|hör av|höra av|kontaktar|kontakta|besvaras|hanteras|behandlas|återkoppling|återkopplar"
            r"|handläggare)\b.{0,60}(?:så (?:snart|fort|snabbt) (?:som möjligt|vi kan|vi har|det går)"
            r"|inom \w+|under dagen|snarast|löpande|arbetsdagar|vardagar|i turordning|i tur och ordning)"
        ),
        r"så (?:snart|fort|snabbt) (?:som möjligt|vi kan|vi har|det går|vi hinner)",
        (
            r"(?:vår|normal|förväntad|genomsnittlig|våra) (?:svarstid|handläggningstid|hanteringstid"
            r"|svarstider)"
        ),
        r"svarstiden? (?:är|kan|på|hos)",
        (
            r"(?:kommer att|kommer|ska) (?:besvaras|behandlas|hanteras|läsas|fördelas|vidarebefordras"
            r"|skickas vidare|handläggas)"
        ),
        r"en av (?:våra|vår) (?:handläggare|medarbetare|rådgivare|kundtjänst)",
        (
            r"en (?:handläggare|medarbetare|kommunvägledare|rådgivare|kollega) (?:kommer|tar|återkommer"
            r"|ser|svarar)"
        ),
        r"(?:högt|många|stort|hög) (?:tryck|ärenden|antal ärenden|förfrågningar|belastning|inflöde)",
        r"du (?:kommer att )?(?:få|får|hör) (?:\w+ )?(?:svar|återkoppling|besked)",
        r"vi (?:återkommer|hör av oss|kontaktar dig)",
        r"(?:normalt|vanligtvis|vanligen|oftast)\b.{0,40}(?:dagar|dag|timmar|vecka)",
    ),
    number_given=(
        r"(?:ärendenummer|ärendenr|ärende-id|diarienummer|referensnummer|referens|ärendets nummer)\w*\W",
        (
            r"(?:ange|uppge|spara|använd|hänvisa till) (?:alltid |gärna )?(?:detta|ärendenummer|numret"
            r"|diarienummer|referens)"
        ),
        r"(?:behåll|ändra inte) .{0,25}(?:ämnesraden|ämnet|ämnesfältet)",
        r"följa? (?:ditt ärende|ärendet|status)",
    ),
    thanks=(
        (
            r"(?:tack|stort tack|tusen tack) för (?:att du|ditt|din|er|ert|e-?post|mejlet|meddelandet"
            r"|visat|att ni|kontakt|tålamod|intresse)"
        ),
    ),
    meanwhile=(
        r"(?:våra |vår )?(?:öppettider|telefontid|öppettid|telefontider)",
        r"(?:vanliga frågor|frågor och svar)",
        r"hittar (?:du )?(?:även |också )?(?:svar|information|mer information)",
        r"(?:mer information|läs mer|se även|besök|följ oss)\b",
        r"(?:brådskar|brådskande|akut|akuta|jour)\b",
        r"(?:känsliga|sekretessbelagda|personliga) (?:uppgifter|personuppgifter)",
        r"(?:personuppgift|gdpr|dataskydd|personnummer|integritetspolicy)",
        (
            r"(?:växel|växeln|postadress|besöksadress|org\.? ?nr|allmän handling|offentlighetsprincipen"
            r"|offentlig handling)"
        ),
        r"under tiden|i väntan på",
        r"chatt?(?:en|bot)?\b",
    ),
    away=(
        (
            r"(?:är|iväg) (?:för närvarande |nu |iväg )?på (?:konferens|kurs|semester|tjänsteresa|resa"
            r"|möten|utbildning)"
        ),
        r"sporadiskt",
        r"har \w*(?:lov|semester)\b",
        (
            r"(?:sista arbetsdag|slutar min (?:tjänst|anställning)|permitterad|studiedag|planeringsdag"
            r"|öppnar igen|begränsat tillgänglig|upptagen (?:hela dagen|i möten)|tillgänglig igen"
            r"|(?:när|så snart) jag är (?:tillbaka|åter|på plats))"
        ),
        (
            r"(?:kommer att vara|är|kommer) (?:tillbaka|åter) (?:på|i|till|efter|från|måndag|tisdag"
            r"|onsdag|torsdag|fredag|den|\d)"
        ),
        r"(?:har|tar|tagit) (?:ut )?(?:ledigt|semester|några lediga dagar)\b|är ledig\b",
        r"(?:jobbar|arbetar) (?:inte|ej|deltid)\b",
        (
            r"(?:svarar|läser|återkommer|kollar) (?:på |dig )?(?:mejl\w* |mail\w* "
            r"|e-?post\w* )?(?:igen |först |åter )?(?:när jag|(?:på )?\w+dag(?! (?:til|till|og|och|-"
            r"|–))|efter semestern|efter helgen)"
        ),
        r"(?:utan|dålig) täckning|inte anträffbar|nås inte|går inte att nå",
        r"(?:jul|sommar|semester|påsk)(?:stängt|stänger|stängd)",
        r"på resande fot|utomlands\b",
        (
            r"(?:jag|vi|hon|han) (?:är|har|kommer att vara) (?:för närvarande |nu |tyvärr |just nu "
            r"|också )?(?:på |i |ute på |iväg på )?(?:semester|ledig|ledighet|bortrest|frånvarande"
            r"|föräldraledig|föräldraledighet|tjänstledig|sjukskriven|sjuk|resande fot|tjänsteresa|kurs"
            r"|konferens|utbildning|möten|sommarstängt|julledig|inte (?:på kontoret|på plats|i tjänst"
            r"|anträffbar|tillgänglig|på jobbet)|ej (?:på kontoret|i tjänst|anträffbar|på plats)|borta"
            r"|stängt|vabbar)"
        ),
        r"vabbar?\b|tar semester|har semester|semesterstängt|semesterledig",
        r"frånvaromeddelande|frånvarohanterare|frånvaro\b",
        r"(?:inte|ej|borta|ute) (?:på|från) kontoret",
        r"kontoret (?:är|håller) (?:\w+ )?(?:stängt|semester)",
        r"(?:läser|kollar) (?:inte|sällan|ej|endast sporadiskt) (?:min )?(?:e-?post|mejl|mail)",
        r"begränsad (?:tillgång|möjlighet|åtkomst)",
    ),
    back=(
        (
            r"(?:åter|tillbaka|åter i tjänst|åter på kontoret|är åter|på plats igen) (?:på (?:kontoret"
            r"|jobbet|plats) )?(?:i tjänst )?(?:igen )?(?:\w+dag|den \d|i vecka|v\.? ?\d|\d|vecka|efter"
            r"|från|först|om|i tjänst|på)"
        ),
        r"(?:till och med|fr\.?o\.?m|t\.?o\.?m|from|tom|från och med)\b.{0,15}\d",
    ),
    instead=(
        r"(?:vid|för) (?:behov|brådskande|akuta|frågor|bråttom)",
        r"(?:brådskar|brådskande|akut)",
        (
            r"(?:kontakta|vänd dig|mejla|maila|ring|hör av dig) .{0,30}(?:kollega|chef|@|växeln"
            r"|registrator|ersättare|vikarie)"
        ),
        r"(?:mejl|e-?post|mail|meddelande)\w* (?:läses|vidarebefordras|kommer) (?:inte|ej)?",
    ),
    left=(
        (
            r"(?:har|är) (?:nu |tyvärr )?(?:slutat|inte längre anställd|gått i pension|pensionerad"
            r"|avslutat min)"
        ),
        r"(?:arbetar|jobbar) (?:inte|ej) (?:längre|kvar)",
        r"(?:inte längre|ej längre) (?:anställd|kvar)",
        r"(?:slutat|slutar) (?:på|hos|min|vid|som)",
    ),
    undelivered=(
        (
            r"(?:kunde|kan|gick|har) (?:tyvärr )?(?:inte|ej) (?:att )?(?:lever|nå|skicka)(?:eras|erades"
            r"|era|erats|s|)"
        ),
        (
            r"(?:mottagar|adress|användar|brevlåd|e-?postadress|konto|inkorg|domän"
            r"|postlåd)\w* .{0,60}(?:finns inte|finns ej|existerar inte|hittades inte|är okänd|är full"
            r"|okänd|är stängd|är spärrad|inaktiverad|kunde inte hittas)"
        ),
        r"(?:hittade|hittar) (?:inte|ingen) (?:mottagar|adress|användar)",
        (
            r"olevererbar|ej levererat|inte levererat|retur till avsändaren|returneras till avsändaren"
            r"|leveransfel|leveransen misslyckades|leveransrapport"
        ),
        r"(?:avvisades|avvisat|blockerades|stoppades|nekades) (?:av|meddelandet)?",
        r"permanent fel",
    ),
    delayed=(
        r"(?:är|har blivit|blev) (?:försenat|försenad|fördröjt)",
        r"inte (?:levererats|kunnat levereras) ännu|fortsätter? (?:att )?försöka",
    ),
    newsletter=(
        r"nyhetsbrev",
        r"avregistrera|avsluta prenumeration|avprenumerera|prenumeration",
        r"(?:öppna|visa|läs) (?:mejlet |brevet |nyhetsbrevet )?i (?:webbläsar|din webbläsare)",
        r"du (?:får|mottar) (?:detta|det här) .{0,30}(?:eftersom|därför)",
    ),
    survey=(
        r"(?:kund|brukar|medborgar|nöjdhets|webb)?(?:undersökning|enkät)",
        r"hur (?:nöjd|troligt|sannolikt) (?:är|var)",
        r"hur (?:du )?(?:upplevde|var|tyckte) (?:du|ditt|kontakten|bemötandet)?",
        r"svara på (?:några|tre|två|fem|ett par|\d) (?:korta |snabba |enkla )?frågor",
        r"(?:betygsätt|lämna) (?:ditt |ett |din )?(?:omdöme|betyg|oss)",
    ),
    closing=(
        (
            r"(?:ärendet|ditt ärende) (?:är|har|kommer att|avslutas|stängs|kommer) (?:nu |automatiskt "
            r"|härmed )*(?:avslutat|avslutats|stängts|stängt|stängas|avslutas|lösts|löst|automatiskt)"
        ),
        r"(?:avslutas|stängs) automatiskt",
        r"inte (?:hört av dig|fått (?:något )?svar|hört något)",
        r"om vi inte (?:hör|får)",
        r"påminnelse (?:om|på|:)",
    ),
    receipt=(
        r"(?:faktura|räkning)\w* .{0,30}\b(?:klar|finns|skickad|tillgänglig)",
        r"förfallodag|betalas senast|att betala",
        r"samråd|medborgardialog|tycka till|tyck till|öppet möte|informationsmöte|evenemang",
        r"tack för (?:din beställning|beställningen|köpet|din anmälan|din bokning|bokningen)",
        r"(?:du|ni) är (?:nu )?(?:anmäld|bokad|registrerad som)",
        (
            r"(?:konto|beställning|bokning|order|anmälan|biljett|profil|prenumeration)\w* (?:är|har"
            r"|ligger) (?:nu )?(?:skapat|skapats|bekräftad|bekräftats|klar|bifogad|aktiverat|aktiverats)"
        ),
        (
            r"(?:ny|nytt|en ny|ett nytt) (?:post|brev|dokument|faktura|meddelande|beslut) (?:från|i"
            r"|till)"
        ),
        r"logga in (?:för att|med|på)",
        r"(?:glöm inte|kom ihåg) (?:din|ditt) (?:tid|besök)|din (?:tid|bokning)\b",
        r"(?:vi bjuder in|inbjudan|du är inbjuden|välkommen (?:till|på))\b",
        (
            r"(?:planerat|planerade) (?:arbete|underhåll|avbrott)|driftstörning|driftinformation"
            r"|(?:vattnet|strömmen|vägen) (?:är|kommer att|stängs) "
        ),
        r"(?:köp|boka) biljett|anmäl dig|öppet hus|temakväll|avboka",
        r"orderbekräftelse|kvitto (?:på|för)|bokningsbekräftelse|tidsbokning",
        r"påminnelse om (?:tid|bokad|besök)",
        (
            r"(?:bekräfta|aktivera) (?:din e-?post|ditt konto|e-?postadressen)|engångskod"
            r"|återställ lösenord|nytt lösenord"
        ),
        r"(?:lästes|har lästs|öppnades|visades) (?:den|\d|\w+dag)",
        (
            r"(?:betalningen|bokningen|beställningen) (?:är|har) (?:bekräftad|registrerad|mottagits"
            r"|registrerats)"
        ),
    ),
    first_person=(r"(?:jag|mig)\b", r"undertecknad"),
    answer=(
        (
            r"^\W*(?:ja|nej|jo|japp|jodå|absolut|ok|okej|visst|hej,? ja|hej,? nej|tyvärr|beklagar"
            r"|det går bra)\b"
        ),
        (
            r"det (?:stämmer|är (?:rätt|riktigt|korrekt|möjligt|inte möjligt|gratis|kostnadsfritt|fullt"
            r"|tyvärr|bara|okej|ok|fritt)|går (?:bra|jättebra|att|fint|inte)|kostar|gäller|krävs|behövs"
            r"|räcker)"
        ),
        (
            r"(?:svar på (?:din|dina|ditt|frågan|era)|angående|gällande|vad gäller|när det gäller"
            r"|enligt (?:reglerna|våra|taxan))"
        ),
        (
            r"(?:hoppas (?:att )?(?:det|detta|du)|hör (?:gärna )?av (?:dig|er)|återkom (?:gärna|om)"
            r"|bara att (?:ringa|mejla|höra))"
        ),
        r"(?:kostar|avgiften är|priset är|taxan är|sista (?:dag|ansökningsdag))\b.{0,30}\d",
    ),
    advice=(
        r"du (?:kan|måste|ska|bör|behöver|har rätt|ansöker|lämnar|skickar|bokar|betalar|går)\b",
        r"(?:skicka|fyll|logga|ring|boka|ansök|lämna|lägg|ta med|kom ihåg|använd|mejla|maila)\b.{3,}",
        r"(?:bifogar|bifogad|bifogat|i länken|på länken|via länken|här är)",
        r"(?:så länge|förutsatt att|såvida)\b",
    ),
    handled=(
        (
            r"(?:jag|vi) har (?:nu |också |även )?(?:kollat|kontrollerat|undersökt|pratat|talat|sett"
            r"|vidarebefordrat|skickat|rättat|ändrat|bokat|lagt|uppdaterat|noterat|ordnat|fixat|hört"
            r"|stämt|raderat|flyttat|bedömt|frågat|beställt)"
        ),
        r"(?:ser|hittade|hittar) (?:i systemet|att du|att ni|din ansökan)",
        (
            r"(?:skickar|vidarebefordrar|lämnar|sänder) (?:ditt|din|det|ärendet|frågan|mejlet"
            r"|den) (?:\w+ )?(?:vidare|till|över)"
        ),
        (
            r"(?:fel (?:adress|avdelning|kommun|förvaltning)|inte (?:vi|oss|kommunen) som|(?:hör"
            r"|ligger) (?:inte )?(?:under|till|hos))"
        ),
        r"(?:ursäkta|beklagar|förlåt) (?:sent|sena|att det|dröjsmålet|väntan|det sena)",
    ),
    asks=(
        (
            r"(?:kan|kunde|skulle|vill) du (?:\w+ )?(?:skicka|uppge|säga|berätta|bekräfta|skriva"
            r"|förtydliga|förklara|ta|ringa|ge|ange|återkomma)"
        ),
        r"(?:vilken|vilket|vilka|hur många|när|var|vad) .{3,60}\?",
        (
            r"(?:behöver|saknar|ber om|måste ha) (?:vi |jag |mer |fler |din |ditt |några "
            r"|dina )+.{0,30}(?:uppgift|information|adress|nummer|datum|namn)"
        ),
        r"gäller (?:det|detta) .{2,60}\?",
    ),
    framing=(
        r"(?:ärendet|ditt ärende) (?:har|är) (?:uppdaterats|besvarats|kommenterats|uppdaterat|besvarat)",
        r"(?:har )?(?:lagt till|skrivit|svarat) (?:en |ett )?(?:ny |nytt )?(?:kommentar|svar|meddelande)",
        r"(?:ny|nytt) (?:meddelande|svar|kommentar) (?:i|på|från|till)",
        r"(?:handläggare|besvarat av|besvarad av)\s*:",
    ),
    titles=(
        (
            r"(?:handläggare|rådgivare|kommunvägledare|samhällsvägledare|kundtjänstmedarbetare"
            r"|administratör|enhetschef|bygglovshandläggare|ingenjör|rektor|registrator|bibliotekarie"
            r"|nämndsekreterare|kommunikatör|assistent|miljöinspektör|inspektör|samordnare"
            r"|avdelningschef|utredare)\b"
        ),
    ),
    subject_automatic=(r"automatiskt (?:svar|meddelande|mejl)", r"autosvar|automatsvar|auto-?svar"),
    subject_received=(
        (
            r"(?:vi har (?:tagit emot|mottagit|fått)|mottaget|bekräftelse|mottagningsbekräftelse"
            r"|mottagningsbevis|tack för (?:ditt|din|att|mejlet))"
        ),
        r"(?:ditt ärende|ärendet|ärende \S+) (?:har|är)",
    ),
    subject_away=(
        (
            r"(?:frånvaro|frånvarande|semester\b|ej på kontoret|inte på kontoret|ledig\b|föräldraledig"
            r"|tjänstledig|slutat)"
        ),
    ),
    subject_undelivered=(
        (
            r"(?:olevererbart|kunde inte levereras|kan inte levereras|ej levererat|leveransfel"
            r"|leverans misslyckades|retur till avsändaren|leveransen misslyckades"
            r"|går inte att leverera)"
        ),
    ),
    subject_delayed=(r"(?:försenad|försenat|fördröjning|försening)",),
    subject_read=(r"(?:läst|oläst|läskvitto|läskvittens|ej läst|inte läst)\s*:", r"läskvitto|läskvittens"),
    subject_other=(
        (
            r"nyhetsbrev|enkät|undersökning|hur var|hur nöjd|vad tyckte du|påminnelse|nyheter|nytt från"
            r"|orderbekräftelse|bokningsbekräftelse|betygsätt"
        ),
    ),
    subject_closed=(r"(?:har|är) (?:nu )?(?:avslutat|avslutats|stängt|stängts)",),
    subject_reply=(
        r"(?:svar|svaret) (?:på|från|till|ang)\b",
        r"^(?:sv|vb|re|fwd|fw|svar)\s*:",
    ),
)
