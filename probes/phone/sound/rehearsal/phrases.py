"""What recordings and persons say in a rehearsal. `{p}` is a place in the queue, `{n}` a name."""

from typing import Literal

Role = Literal[
    "welcome", "menu", "position", "night", "voicemail", "greeting", "hello", "answer", "pass_on", "close"
]

NAMES = ("Kari", "Ola", "Ingrid", "Per", "Liv", "Anders", "Maria", "Jonas")

PHRASES: dict[str, dict[Role, tuple[str, ...]]] = {
    "nb": {
        "welcome": (
            "Velkommen til Fjordvik kommune. Samtalen kan bli tatt opp for å bedre tjenesten vår.",
            "Du har kommet til servicetorget.",
            "Hei, og velkommen til Nordlys Kraft. Du finner svar på mye på nettsiden vår.",
        ),
        "menu": (
            "For barnehage, trykk 1. For byggesak, trykk 2. For hjemmetjenester, trykk 3. Ellers, vent.",
            "Trykk 1 for strømavbrudd. Trykk 2 for regninger. Trykk 3 for alt annet.",
        ),
        "position": (
            "Du er nå nummer {p} i køen. Vi svarer deg så snart vi kan.",
            "Det er {p} foran deg i køen.",
        ),
        "night": ("Vi har dessverre stengt nå. Åpningstiden er fra klokken ni til femten på hverdager.",),
        "voicemail": ("Ingen kan ta telefonen akkurat nå. Legg igjen en beskjed etter pipetonen.",),
        "greeting": (
            "Fjordvik kommune, du snakker med {n}.",
            "Hei, det er {n}, hva kan jeg hjelpe deg med?",
            "Servicetorget, {n}, vær så god.",
            "Ja, hei, {n} her.",
            "God dag, du snakker med {n} på kundeservice, hva gjelder det?",
        ),
        "hello": ("Hallo?", "Hallo, er det noen der?", "Hei, hører du meg?"),
        "answer": (
            "Ja, det kan jeg hjelpe deg med. Søknadsfristen er første mars, og du søker på nettsiden vår.",
            "Nei, det trenger du ikke.",
            "Da må du sende inn et skjema. Det tar omtrent tre uker før du får svar, og det koster ikke noe.",
            "Ja, akkurat.",
            "Hva heter du, og hvor bor du?",
            "Vent litt, så skal jeg se etter. Her står det at gebyret er på fire hundre kroner for hvert år.",
        ),
        "pass_on": ("Da setter jeg deg over til en kollega.", "Et øyeblikk, så skal jeg sette deg over."),
        "close": ("Bare hyggelig, ha det bra.", "Takk for at du ringte, ha en fin dag."),
    },
    "sv": {
        "welcome": (
            "Välkommen till Sjöholms kommun. Samtalet kan komma att spelas in.",
            "Hej och välkommen till kundtjänst.",
        ),
        "menu": (
            "För förskola, tryck 1. För bygglov, tryck 2. För övriga frågor, tryck 3 eller vänta kvar.",
        ),
        "position": ("Du har nu plats nummer {p} i kön. Var god och vänta.",),
        "night": ("Vi har tyvärr stängt. Välkommen åter på vardagar mellan åtta och sexton.",),
        "voicemail": ("Jag kan inte svara just nu. Lämna ett meddelande efter tonen.",),
        "greeting": (
            "Kundtjänst, du pratar med {n}.",
            "Hej, {n} heter jag, vad kan jag hjälpa till med?",
            "Sjöholms kommun, {n}.",
        ),
        "hello": ("Hallå?", "Hallå, är det någon där?"),
        "answer": (
            "Ja, det går bra. Du ansöker på vår webbplats, och sista dag är den femtonde april.",
            "Nej, det behövs inte.",
            "Det beror på var du bor. Vi brukar behöva sex veckor för att handlägga ett sådant ärende.",
        ),
        "pass_on": ("Då kopplar jag dig vidare.", "Ett ögonblick, jag ska koppla dig."),
        "close": ("Tack för att du ringde, hej då.",),
    },
    "da": {
        "welcome": ("Velkommen til Åby Kommune. Din samtale kan blive optaget.",),
        "menu": ("Tryk 1 for dagpleje. Tryk 2 for byggesager. Tryk 3 for hjemmepleje.",),
        "position": ("Du er nummer {p} i køen. Vent venligst.",),
        "night": ("Vi har desværre lukket. Ring igen på hverdage mellem ni og femten.",),
        "voicemail": ("Vi kan ikke tage telefonen lige nu. Læg en besked efter tonen.",),
        "greeting": ("Borgerservice, det er {n}.", "Goddag, du taler med {n}, hvad kan jeg hjælpe med?"),
        "hello": ("Hallo?", "Hallo, er der nogen?"),
        "answer": (
            "Ja, det kan du godt. Du skal bare udfylde skemaet på vores hjemmeside.",
            "Nej, det koster ikke noget.",
        ),
        "pass_on": ("Jeg stiller dig lige om.",),
        "close": ("Det var så lidt, hav en god dag.",),
    },
    "fi": {
        "welcome": ("Tervetuloa Järvelän kaupungin asiakaspalveluun. Puhelu voidaan nauhoittaa.",),
        "menu": ("Päivähoito, paina 1. Rakennuslupa, paina 2. Muut asiat, paina 3.",),
        "position": ("Olet jonossa sijalla {p}. Odota hetki.",),
        "night": ("Olemme valitettavasti suljettu. Palvelemme arkisin kello yhdeksästä viiteentoista.",),
        "voicemail": ("Emme voi vastata juuri nyt. Jätä viesti äänimerkin jälkeen.",),
        "greeting": ("Asiakaspalvelu, {n}.", "Hei, {n} puhelimessa, miten voin auttaa?"),
        "hello": ("Haloo?", "Haloo, onko siellä ketään?"),
        "answer": (
            "Kyllä, se onnistuu. Hakemus tehdään verkossa, ja käsittely kestää noin kolme viikkoa.",
            "Ei tarvitse.",
        ),
        "pass_on": ("Yhdistän puhelun.",),
        "close": ("Kiitos soitosta, hei hei.",),
    },
    "en-gb": {
        "welcome": (
            "Welcome to Fordbridge Council. Calls may be recorded for training purposes.",
            "Thank you for calling Harbour Energy.",
        ),
        "menu": (
            "For nursery admissions, press 1. For planning, press 2. For anything else, hold the line.",
        ),
        "position": ("You are number {p} in the queue. Please hold.",),
        "night": ("Our offices are closed. Please call again between nine and five, Monday to Friday.",),
        "voicemail": ("Nobody is available to take your call. Please leave a message after the tone.",),
        "greeting": (
            "Good morning, {n} speaking, how can I help?",
            "Customer services, this is {n}.",
            "Hello, {n} here.",
        ),
        "hello": ("Hello?", "Hello, is anybody there?"),
        "answer": (
            "Yes, certainly. You can apply on our website, and the closing date is the first of March.",
            "No, you don't need to.",
            "It depends on where you live. We usually need about six weeks to handle such an application.",
        ),
        "pass_on": ("I'll put you through to a colleague.",),
        "close": ("You're welcome, goodbye.",),
    },
}
