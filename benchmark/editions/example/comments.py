"""What shoppers of an example write, in the language of the organisation's country."""

GOOD = {
    "NO": (
        "Hyggelig og tydelig fra første stund.",
        "Fikk alt jeg trengte, og en lenke på e-post etterpå.",
        "Tok seg god tid og spurte om jeg hadde forstått.",
        "Svaret kom raskt og var lett å bruke.",
        "Sjekket med en kollega i stedet for å gjette. Det likte jeg.",
        "Forklarte trinn for trinn hva jeg måtte gjøre selv.",
        "Oppsummerte til slutt, så jeg visste hva som ville skje.",
        "Brukte et språk jeg forstod.",
    ),
    "SE": (
        "Trevlig och tydlig från första stund.",
        "Fick allt jag behövde och en länk per mejl efteråt.",
        "Tog god tid på sig och frågade om jag hade förstått.",
        "Svaret kom snabbt och gick lätt att använda.",
        "Kollade med en kollega i stället för att gissa. Det var bra.",
        "Förklarade steg för steg vad jag behövde göra själv.",
        "Sammanfattade på slutet så att jag visste vad som skulle hända.",
        "Använde ett språk som jag förstod.",
    ),
}
POOR = {
    "NO": (
        "Måtte gjenta spørsmålet to ganger før det ble forstått.",
        "Ble satt over uten å få vite hvorfor.",
        "Virket stresset og ville helst avslutte.",
        "Viste bare til nettsidene, der jeg hadde lett allerede.",
        "Svarte på noe annet enn det jeg spurte om.",
        "Fikk ikke vite hvor lang tid det ville ta.",
        "Mange fagord og ingen forklaring.",
        "Ingen spurte om det var noe mer jeg lurte på.",
        "Marit på sentralbordet visste ikke hvem som kunne svare.",
    ),
    "SE": (
        "Fick upprepa frågan två gånger innan den förstods.",
        "Kopplades vidare utan att få veta varför.",
        "Verkade stressad och ville helst avsluta.",
        "Hänvisade bara till webbplatsen, där jag redan hade letat.",
        "Svarade på något annat än det jag frågade om.",
        "Fick inte veta hur lång tid det skulle ta.",
        "Många facktermer och ingen förklaring.",
        "Ingen frågade om det var något mer jag undrade över.",
        "Kerstin i växeln visste inte vem som kunde svara.",
    ),
}
OBJECTIONS = {
    "NO": (
        ("Vi svarte innen fristen, se vår egen logg.", "Tidslinjen viser at ingen svarte før fristen."),
        ("Kunden spurte om noe vi ikke tilbyr.", "Enigheten om spørsmålet står fast; svaret kunne sagt det."),
        ("Linjen var nede hos operatøren denne dagen.", "Det stemmer. Kontakten teller ikke med."),
    ),
    "SE": (
        ("Vi svarade inom tiden, se vår egen logg.", "Tidslinjen visar att ingen svarade före gränsen."),
        ("Kunden frågade om något som vi inte erbjuder.", "Frågan står fast; svaret kunde ha sagt det."),
        ("Linjen låg nere hos operatören den dagen.", "Det stämmer. Kontakten räknas inte."),
    ),
}
"""Objections of organisations and how they were answered; the last of each is upheld."""
HEARD = {
    "NO": ("Her mister vi kunden. Hvem tar dette med i neste lyttetime?",
           "Fin åpning – dette bør flere høre.",
           "Hvorfor ble det stille så lenge?"),
    "SE": ("Här tappar vi kunden. Vem tar med det till nästa lyssningstimme?",
           "Fin öppning – det här borde fler höra.",
           "Varför blev det tyst så länge?"),
}  # fmt: skip
"""What people of an organisation write while they walk through a contact."""
