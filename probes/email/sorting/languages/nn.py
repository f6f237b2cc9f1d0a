"""Norwegian, Nynorsk."""

from probes.email.sorting.wording import Wording

NYNORSK = Wording(
    language="nn",
    automatic=(
        r"(?:virtuell|digital)e? (?:assistent|medarbeidar)|(?:er|som) (?:ein )?(?:chat)?robot",
        (
            r"dette er (?:eit|ei|ein) (?:automatisk|autogenerert|automatgenerert|maskinelt"
            r"|maskingenerert|maskinlaga)"
        ),
        (
            r"(?:e-?posten|epost|meldinga|svaret|kvitteringa|stadfestinga)? ?(?:er|vart|blei|har blitt"
            r"|blir) (?:automatisk|autogenerert|maskinelt|laga automatisk|generert|send automatisk"
            r"|sendt automatisk|sendt ut automatisk|laga av)"
        ),
        r"automatisk (?:generert|utsendt|kvittering|stadfesting|svarmelding|tilbakemelding|utsending)",
        r"^\W*automatisk svar frå",
        r"^\W*autosvar",
    ),
    do_not_reply=(
        r"kan ikkje (?:svarast|svarast på|svare på|besvarast)",
        r"ikkje (?:svar|svare|svara) (?:på )?(?:denne|dette)",
        r"svar (?:på|til) denne (?:e-?post|melding|adresse)\w* (?:blir|vert)",
        (
            r"(?:adressa|postkassa|e-?postadressa|innboksen) (?:blir ikkje lesen|blir ikkje lese"
            r"|vert ikkje lesen|er ikkje (?:bemanna|overvaka))"
        ),
        r"treng ikkje (?:å )?svare",
    ),
    received=(
        r"(?:fått|gjeve|registrert (?:med|som|under)) (?:id|nummer|saksnummer|referanse|saksnr|nr)\b",
        r"(?:her er |dette er )?ein kopi av|kopi av (?:din|meldinga|det du)|du har sendt følgjande",
        (
            r"(?:motteke|motteken|mottatt|registrert|kome (?:inn|fram|til)|komen (?:inn|fram)|teke imot"
            r"|oppretta|kvitterer for|journalført|landa)\b.{0,50}\b(?:førespurnad|henvending|e-?post"
            r"|epost|melding|sak|spørsmål|søknad|klage|skjema|brev|innspel)"
        ),
        (
            r"(?:førespurnad|henvending|e-?post|epost|melding|sak|spørsmål|søknad|klage|skjema|brev"
            r"|innspel)\w*\b.{0,40}\b(?:motteke|motteken|mottatt|registrert|kome(?:n)? (?:inn|fram|til)"
            r"|teke imot|oppretta|journalført|landa|hos oss|send vidare til|lagd i kø|i køen)\b"
        ),
        r"dette er (?:berre )?(?:ei|ein) (?:stadfesting|kvittering)",
        (
            r"(?:har|stadfestar at vi har|ha) (?:no |herved )?(?:motteke|teke imot|fått|registrert"
            r"|mottatt|fått inn) (?:din|ditt|dykkar|ein|ei|eit|førespurnaden|henvendinga|meldinga"
            r"|e-?posten|søknaden|spørsmålet|skjemaet|den)"
        ),
        (
            r"(?:førespurnaden|henvendinga|e-?posten|eposten|meldinga|saka|spørsmålet|skjemaet"
            r"|søknaden)(?: din| di| ditt| dykkar)? (?:er|vart|blei|har blitt|har) (?:no "
            r"|herved )?(?:komen|kome|motteken|motteke|mottatt|registrert|oppretta|journalført|fordelt"
            r"|lagd|sett)"
        ),
        (
            r"(?:din|di|ditt|dykkar) (?:førespurnad|henvending|melding|e-?post|sak|spørsmål) (?:er|vart"
            r"|blei|har) (?:no )?(?:komen|motteken|motteke|mottatt|registrert|oppretta|vidaresend"
            r"|fordelt|kome)"
        ),
        (
            r"(?:stadfestar|stadfesting (?:på|av|om)|kvittering (?:på|for)) (?:mottak|at|motteken"
            r"|motteke|mottatt|førespurnad|innsend)"
        ),
        r"mottaksstadfesting|mottakskvittering",
        (
            r"(?:det er|er det|vi har) (?:no )?(?:oppretta|registrert) (?:ein |ei |eit )?(?:ny )?(?:sak"
            r"|førespurnad|henvending|oppgåve)"
        ),
        r"har kome (?:fram|inn) til oss",
    ),
    will_answer=(
        r"tolmodig",
        r"svar (?:plar ta|tek|kan ta)",
        (
            r"(?:blir|vert|vil bli|bli) (?:lesen|lese|handsama|behandla|fordelt|send|svara på"
            r"|gjennomgått)"
        ),
        r"(?:alle|vi les alle) (?:førespurnader|henvendingar|e-postar|meldingar|innspel|får svar)",
        r"(?:rekkjefølgje|rekkefølgje|tur og orden|etter tur|i køen?)\b",
        (
            r"(?:det )?(?:kan|vil|tek) (?:diverre )?(?:ta |gjerne |vanlegvis )?(?:noko|litt|opptil"
            r"|inntil|nokre|fleire|lengre)"
        ),
        r"du (?:vil )?(?:får|få) (?:\w+ )?(?:beskjed|svar|melding|ein e-post|tilbakemelding)\b",
        (
            r"(?:inntil|innan|i løpet av|opptil|normalt|vanlegvis)\b.{0,40}\b(?:svar|kontakt"
            r"|tilbakemelding)\b"
        ),
        (
            r"(?:svar|kontakt|tilbakemelding|beskjed)\w*\b.{0,50}\b(?:innan|i løpet av|snarast"
            r"|fortløpande|vyrkedag|virkedag|arbeidsdag|så snart|så fort|neste)\w*"
        ),
        (
            r"(?:svarar|svare deg|svare|svar|handsamar|handsama|behandlar|behandla|høyre|høyrer"
            r"|tilbake til deg|kontaktar|kontakt|følgd opp|følgjer opp|sakshandsamar"
            r"|ser på)\b.{0,60}(?:så (?:snart|raskt|fort) (?:som mogleg|råd er|vi kan|vi har|som råd)"
            r"|innan \w+|i løpet av|fortløpande|snarast|virkedagar|vyrkedagar|yrkedagar|arbeidsdagar"
            r"|kvardagar)"
        ),
        r"så (?:snart|raskt|fort) (?:som mogleg|vi kan|vi har|råd er|som råd)",
        r"(?:vår|normal|forventa|vanleg) (?:svartid|responstid|behandlingstid|sakshandsamingstid)",
        r"svartida? (?:er|kan|på|hos)",
        (
            r"(?:vil|blir|vert) (?:bli |verte )?(?:svara på|handsama|behandla|følgd opp|følgt opp|lesen"
            r"|fordelt|vidaresend|vidareformidla)"
        ),
        (
            r"(?:ein|éin) av (?:våre|dei) (?:sakshandsamarar|saksbehandlarar|medarbeidarar|rådgjevarar"
            r"|tilsette)"
        ),
        (
            r"ein (?:sakshandsamar|saksbehandlar|medarbeidar|kundebehandlar|rådgjevar) (?:vil|tek|ser"
            r"|kjem|svarar)"
        ),
        r"(?:stor|høg|mange|stort) (?:pågang|førespurnader|trykk|henvendingar)",
        r"du (?:vil )?(?:få|får|høyrer|høyre) (?:\w+ )?(?:svar|frå oss|tilbakemelding)",
        r"vi (?:vil )?(?:tek|ta|kjem|kome) (?:kontakt|tilbake)",
    ),
    number_given=(
        (
            r"(?:saksnummer|saksnr|referansenummer|referansenr|referanse|tilvising|førespurnadsnummer"
            r"|journalnummer)\w*\W"
        ),
        (
            r"(?:oppgje|oppgi|bruk|ta vare på|noter) (?:alltid |gjerne )?(?:dette|denne|nummeret"
            r"|saksnummer|referanse)"
        ),
        r"(?:behald|ikkje endre) .{0,25}(?:emnefeltet|emnet)",
    ),
    thanks=(
        (
            r"(?:takk|tusen takk|mange takk) for (?:at du|din|di|ditt|dykkar|førespurnaden|henvendinga"
            r"|e-?posten|meldinga|interessa|tolmod|kontakt)"
        ),
    ),
    meanwhile=(
        r"(?:opningstid|telefontid|kontortid)",
        r"(?:ofte stilte|vanlege) spørsmål",
        r"finn (?:du )?(?:også )?(?:svar|informasjon|meir informasjon)",
        r"(?:meir informasjon|les meir|sjå også|besøk)\b",
        r"(?:hastar|er akutt|vakttelefon|naudsituasjon)\b",
        r"(?:sensitive|fortrulege|personlege) (?:opplysningar|personopplysningar)|teieplikt",
        r"personvern|personopplysningar|fødselsnummer",
        r"følg oss|sentralbord|postadresse|besøksadresse|offentleg(?:lova| journal)|postliste",
        r"i mellomtida",
    ),
    away=(
        (
            r"(?:er|berre er) (?:for tida |no )?(?:på|i|til) (?:konferanse|kurs|seminar|ferie"
            r"|tenestereise|reise|møte|permisjon)"
        ),
        r"sporadisk",
        r"(?:har|held) \w*ferie\b",
        (
            r"(?:siste arbeidsdag|sluttar i (?:jobben|stillinga)|permittert|planleggingsdag|feriestengt"
            r"|opnar (?:igjen|att)|lite tilgjengeleg|oppteken (?:heile dagen|i møte)"
            r"|tilgjengeleg (?:igjen|att)|(?:når|så snart) eg er (?:tilbake|attende|på plass))"
        ),
        (
            r"(?:vil vere|er|kjem) (?:tilbake|attende) (?:på|i|til|etter|frå|måndag|tysdag|onsdag"
            r"|torsdag|fredag|den|\d)"
        ),
        r"(?:har|tek|teke) (?:meg )?(?:fri|nokre fridagar|langhelg)\b",
        r"jobbar (?:ikkje|deltid)\b",
        (
            r"(?:ser|les|sjekkar|svarar) (?:på |deg )?(?:e-?post\w* |epost\w* )?(?:igjen |først "
            r"|att )?(?:når eg|(?:på )?\w+dag(?! (?:til|till|og|och|-|–))|over helga)"
        ),
        r"(?:utan|dårleg) dekning|ikkje å treffe",
        r"(?:jule|sommar|ferie|påske)-?(?:stengt|stengd|lukka)",
        r"på farten\b|på fjellet\b|i utlandet\b",
        (
            r"(?:eg|vi|ho|han|underteikna) (?:er|har|vil vere|kjem til å vere) (?:for tida |no "
            r"|diverre |dessverre |då |også )?(?:på |i |ute på )?(?:ferie|sommarferie|juleferie"
            r"|påskeferie|haustferie|vinterferie|fri|bortreist|fråverande|fråvær|permisjon"
            r"|foreldrepermisjon|pappaperm|fødselspermisjon|sjuk|sjukmeld|sjukmeldt|ute av kontoret"
            r"|reise|kurs|tenestereise|seminar|konferanse|møte|avspaser|ikkje (?:på kontoret|til stades"
            r"|tilgjengeleg|på jobb|å treffe)|utilgjengeleg|borte|stengt|stengd|langhelg)"
        ),
        r"(?:avviklar|tek ut|held|tek|har) (?:ferie|fri|permisjon|pappaperm)",
        r"fråværsmelding|fråversmelding|fråværsassistent",
        r"(?:ute av|ikkje på|borte frå) kontoret",
        r"kontoret (?:er|held) (?:\w+ )?(?:stengt|stengd|ferie)",
        r"(?:les|sjekkar|lesa) (?:ikkje|sjeldan) (?:e-?post|mail|epost)",
        r"avgrensa (?:tilgang|høve)|ferieavvikling",
    ),
    back=(
        (
            r"(?:tilbake|attende) (?:på (?:kontoret|jobb|plass) )?(?:igjen )?(?:\w+dag|den \d|i veke|\d"
            r"|veke|etter|frå|først|om|over|igjen)"
        ),
        r"(?:på kontoret|på jobb) (?:igjen|att)",
        r"(?:til og med|f\.?o\.?m|t\.?o\.?m|frå og med)\b",
    ),
    instead=(
        r"ved (?:behov|hastesaker|hast|spørsmål|akutt)",
        r"(?:hastar|hastesaker)",
        (
            r"(?:kontakt|kontakte|vend deg|ta kontakt med|send) .{0,30}(?:kollega|leiar|@|sentralbord"
            r"|postmottak|vikar)"
        ),
        (
            r"(?:e-?posten|meldinga|eposten) (?:din |di )?(?:blir|vil"
            r"|vert) (?:ikkje )?(?:bli )?(?:lesen|lest|vidaresend)"
        ),
    ),
    left=(
        r"(?:har|er) (?:no |diverre )?(?:slutta|ikkje lenger tilsett|gått av|pensjon)",
        r"(?:arbeider|jobbar) ikkje lenger",
        r"ikkje lenger (?:tilsett|jobbar|arbeider)",
    ),
    undelivered=(
        (
            r"(?:kunne|kan|vart|blei|er) (?:diverre |dessverre )?ikkje (?:bli |blitt )?(?:lever"
            r"|vidaresend)(?:t|ast|a|e)"
        ),
        (
            r"(?:mottakar|adresse|adressa|brukar|postboks|e-?postadresse|postkasse|innboks"
            r"|domene)\w* .{0,60}(?:finst ikkje|finnest ikkje|er ukjend|vart ikkje funne"
            r"|blei ikkje funne|eksisterer ikkje|er full|er stengd|er sperra|ukjend)"
        ),
        r"(?:fann|finn) ikkje (?:mottakar|adress|brukar)",
        (
            r"(?:i retur|returnert|sendt tilbake) til avsendar|leveringsfeil|levering(?:a)? (?:feila"
            r"|mislukkast)"
        ),
        r"(?:avvist|avviste|blokkert|stoppa) (?:av|meldinga|e-?posten)",
    ),
    delayed=(r"(?:er|vart|blei|har blitt) (?:forseinka|forsinka)", r"ikkje (?:blitt )?levert (?:enno|ennå)"),
    newsletter=(
        r"nyhendebrev|nyheitsbrev|nyhetsbrev|nyheitsbrevet",
        r"(?:meld deg|melde deg) av|avmeld|avslutt abonnement",
        r"(?:opne|vis|sjå) (?:e-?posten |meldinga )?i nettlesar",
        r"du (?:mottek|får) (?:denne|dette) .{0,30}fordi",
    ),
    survey=(
        (
            r"(?:brukar|kunde|spørje|innbyggjar|tilfredsheits)(?:gransking|undersøking|undersøkelse)"
            r"|spørjeundersøking"
        ),
        r"kor (?:nøgd|fornøgd|tilfreds|sannsynleg) (?:er|var)",
        r"korleis (?:du )?(?:opplevde|var|synest) (?:du|kontakten|møtet)?",
        r"svarer? på (?:nokre|tre|to|fem|eit par|\d) (?:korte |enkle )?spørsmål",
    ),
    closing=(
        (
            r"(?:saka|førespurnaden|henvendinga)(?: di| din)? (?:er|vil bli|blir|vart|vert"
            r"|har blitt) (?:no |automatisk |då )*(?:lukka|avslutta|løyst)"
        ),
        r"(?:lukka|avslutta) automatisk",
        r"ikkje (?:høyrt|motteke svar|fått svar) frå deg",
        r"(?:viss|dersom|om) vi ikkje (?:høyrer|får svar|mottek)",
        r"(?:påminning|purring) (?:om|på) (?:at|svar|saka|manglande)",
    ),
    receipt=(
        r"(?:faktura|rekning)\w* .{0,30}\b(?:klar|ligg|send|tilgjengeleg)",
        r"forfallsdato|betalingsfrist|til betaling",
        r"folkemøte|informasjonsmøte|medverknad|sei meininga di|høyringsfrist|arrangement",
        r"takk for (?:bestillinga|tinginga|handelen|kjøpet|påmeldinga|registreringa)",
        r"(?:du|de) er (?:no )?(?:påmeld|booka|registrert som)",
        (
            r"(?:brukar|konto|bestilling|tinging|påmelding|billett|profil)\w* (?:din |di |dine )?(?:er"
            r"|har blitt|ligg) (?:no )?(?:oppretta|stadfesta|registrert|klar|vedlagd|vedlagt|aktivert)"
        ),
        r"(?:nytt|ny|ein ny|eit nytt) (?:brev|post|dokument|faktura|vedtak) (?:frå|i|til)",
        r"logg inn (?:for å|med|på)",
        r"hugs (?:timen|avtalen|møtet)",
        r"(?:vi inviterer|invitasjon|velkomen til)\b",
        (
            r"(?:planlagt|planlagde) (?:arbeid|vedlikehald|stans)|driftsmelding|(?:vatnet|straumen"
            r"|vegen) (?:blir|er|vert) (?:stengt|stengd|borte|sperra)"
        ),
        r"(?:kjøp|bestill|ting) billett|meld deg på|påmelding|ope hus|temakveld",
        r"ordrestadfesting|kvittering for (?:kjøp|betaling|bestilling)|tinging",
        r"påminning om (?:time|avtale|forfall)",
        r"(?:stadfest|aktiver) (?:e-?postadressa|kontoen|brukaren)|eingongskode|nytt passord",
        r"(?:vart|blei) lesen? ",
        r"(?:betalinga|bestillinga|timen) (?:di |din )?er (?:registrert|stadfesta|motteken)",
    ),
    first_person=(r"(?:eg|meg)\b", r"underteikna"),
    answer=(
        (
            r"^\W*(?:ja|nei|jau|jo|ok|greitt|fint|flott|supert|hei,? ja|hei,? nei|diverre|dessverre"
            r"|beklagar|orsak)\b"
        ),
        (
            r"det (?:stemmer|er (?:rett|riktig|mogleg|ikkje mogleg|gratis|fullt|diverre|dessverre|berre"
            r"|fint|greitt)|går (?:bra|fint|greitt|an)|kostar|gjeld|krevst|trengst|held)"
        ),
        (
            r"(?:svar(?:et)? på (?:spørsmålet|spørsmåla|det)|viser til (?:din|e-?post|førespurnad"
            r"|spørsmål)|når det gjeld|etter reglane)"
        ),
        (
            r"(?:vonar|håpar|håper) (?:dette|det) (?:var|er|hjelper|hjelpte|gjev)|berre (?:å )?(?:ring"
            r"|send|spør|sei|ta kontakt|kom)|sei (?:gjerne )?(?:frå|ifrå)"
        ),
        r"(?:kostar|prisen er|gebyret er|fristen er|frist)\b.{0,30}\d",
    ),
    advice=(
        (
            r"du (?:kan|må|skal|bør|treng|har rett|søkjer|leverer|sender|finn skjema|bestiller|betaler"
            r"|går|møter)\b"
        ),
        r"(?:send|fyll|logg|ring|møt|bestill|søk|lever|legg|ta med|hugs|set|bruk)\b.{3,}",
        r"(?:vedlagt|vedlegg|legg ved|legg med|i lenka|på denne lenka|her er)",
        r"(?:så lenge|dersom|viss|med mindre)\b",
    ),
    handled=(
        (
            r"(?:eg|vi) har (?:no |også |då )?(?:sjekka|undersøkt|snakka|sett|vidaresendt|vidaresend"
            r"|sendt|retta|endra|bestilt|lagt|avklart|oppdatert|notert|ordna|fiksa|høyrt med"
            r"|kontrollert|sletta|flytta|vurdert|spurt|tinga)"
        ),
        r"(?:ser|fann|finn) (?:i systemet|at du|at de|ut at)",
        (
            r"(?:sender|set|vidaresender|oversender) (?:den|det|saka|e-?posten|dette|førespurnaden"
            r"|spørsmålet) (?:di |din |ditt )?(?:vidare|til|over)"
        ),
        (
            r"(?:feil (?:adresse|avdeling|kommune)|ikkje (?:vi|oss|vårt|kommunen) som"
            r"|høyrer (?:ikkje )?(?:under|inn|til))"
        ),
        r"beklagar (?:seint|sein|at det|ventetida|at du|den)|orsak",
    ),
    asks=(
        (
            r"(?:kan|kunne|vil) du (?:\w+ )?(?:sende|opplyse|oppgje|seie|fortelje|stadfeste|skrive"
            r"|utdjupe|forklare|ta|ringe|gje)"
        ),
        r"(?:kva|kor mange|når|kor|kven) .{3,60}\?",
        (
            r"(?:treng|manglar|ber om|må ha) (?:vi |eg |meir |fleire |din |di |ditt "
            r"|nokre )+.{0,30}(?:opplysning|informasjon|adresse|nummer|dato|namn)"
        ),
        r"gjeld (?:det|dette) .{2,60}\?",
    ),
    framing=(
        (
            r"(?:saka|førespurnaden|henvendinga)(?: di| din)? (?:er|har blitt|vart) (?:oppdatert"
            r"|svart på|kommentert)"
        ),
        r"(?:har )?(?:lagt til|skrive|svart) (?:ein |eit )?(?:ny |nytt )?(?:kommentar|svar|melding)",
        r"(?:ny|nytt) (?:melding|svar|kommentar) (?:i|på|frå|til)",
        r"(?:sakshandsamar|saksbehandlar|handsama av)\s*:",
    ),
    titles=(
        (
            r"(?:sakshandsamar|saksbehandlar|rådgjevar|rådgivar|konsulent|førstekonsulent|sekretær"
            r"|avdelingsleiar|ingeniør|rektor|driftsleiar|fagleiar|rettleiar|spesialkonsulent"
            r"|bibliotekar|einingsleiar|kundebehandlar|arkivar|teamleiar)\b"
        ),
    ),
    subject_automatic=(r"automatisk (?:svar|melding|kvittering)", r"autosvar"),
    subject_received=(
        (
            r"(?:vi har (?:motteke|teke imot|fått)|motteken|kvittering|mottaksstadfesting|stadfesting"
            r"|takk for (?:din|di|førespurnaden|henvendinga|e-?posten|meldinga|at))"
        ),
        r"(?:førespurnaden|saka|henvendinga)(?: din| di)? (?:er|har|vart)",
    ),
    subject_away=(
        (
            r"(?:fråvær|fråværsmelding|på ferie|ferie\b|ikkje på kontoret|ute av kontoret|permisjon"
            r"|ikkje til stades|slutta)"
        ),
    ),
    subject_undelivered=(
        (
            r"(?:ikkje levert|kan ikkje leverast|kunne ikkje levere|leveringsfeil|retur til avsendar"
            r"|returnert)"
        ),
    ),
    subject_delayed=(r"(?:forseinka|forseinking|forsinka)",),
    subject_read=(r"(?:lesen|lese|lest)\s*:", r"lesestadfesting|lesekvittering"),
    subject_other=(
        (
            r"nyhendebrev|nyheitsbrev|nyhetsbrev|undersøking|gransking|korleis var|kor nøgd|påminning"
            r"|nytt frå|di meining"
        ),
    ),
    subject_closed=(r"(?:er|blir|vert) (?:no )?(?:lukka|avslutta)",),
    subject_reply=(
        r"(?:svar|svaret) (?:på|frå|til|vedr)\b",
        r"^(?:sv|vs|re|fwd|fw|svar)\s*:",
    ),
)
