"""The letters of the town, in the words of its languages; organisations and persons are invented."""

from typing import NamedTuple


class MailWords(NamedTuple):
    """One language's letters."""

    received: str
    received_subject: str
    numbered: str
    away: str
    away_subject: str
    answer: str
    """What is answered to a question that nobody knows an answer to."""
    again: str
    opens: str
    closes: str
    rest: str
    """What stands before and after the facts, and before those that were left out at first."""
    greeting: str
    regards: str


WORDS: dict[str, MailWords] = {
    "nb": MailWords(
        "Takk for din henvendelse. Vi bekrefter at e-posten din er mottatt og vil bli behandlet.\n\n"
        "Dette er en automatisk melding som ikke kan besvares.",
        "Bekreftelse på mottatt henvendelse",
        "Saken din har fått saksnummer {number}. Oppgi nummeret hvis du kontakter oss igjen.",
        "Jeg er på ferie og leser ikke e-post før mandag. Haster det, kontakt servicetorget.",
        "Automatisk svar: ",
        "Søknadsfristen er 1. mars, og du søker på nettsidene våre. Et nytt barn kan få plass fra august hvis"
        " søknaden er kommet innen fristen. Si gjerne fra hvis du lurer på noe mer!",
        "Jeg glemte å nevne at skjemaet også finnes på papir i servicetorget.",
        "Her er svar på det du lurer på.",
        "Si gjerne fra hvis noe er uklart!",
        "Jeg svarte ikke på alt i stad. Her er resten.",
        "Hei!",
        "Vennlig hilsen",
    ),
    "nn": MailWords(
        "Takk for at du skriv til oss. Vi stadfestar at e-posten din er komen fram og vil bli handsama.\n\n"
        "Dette er ei automatisk melding som ikkje kan svarast på.",
        "Stadfesting på motteken førespurnad",
        "Saka di har fått saksnummer {number}. Oppgje nummeret om du tek kontakt att.",
        "Eg har ferie og les ikkje e-post før måndag. Hastar det, ta kontakt med servicetorget.",
        "Automatisk svar: ",
        "Søknadsfristen er 1. mars, og du søkjer på nettsidene våre. Sei gjerne frå om du lurer på noko!",
        "Eg gløymde å seie at skjemaet også finst på papir i servicetorget.",
        "Her er svar på det du lurer på.",
        "Sei gjerne frå om noko er uklart!",
        "Eg svara ikkje på alt i stad. Her er resten.",
        "Hei!",
        "Venleg helsing",
    ),
    "sv": MailWords(
        "Tack för ditt mejl. Vi har tagit emot det och återkommer så snart vi kan.\n\n"
        "Detta är ett automatiskt meddelande som inte går att svara på.",
        "Vi har tagit emot ditt mejl",
        "Ditt ärende har fått ärendenummer {number}. Ange numret om du kontaktar oss igen.",
        "Jag är ledig och läser inte mejl förrän på måndag. Kontakta kundtjänst om det är brådskande.",
        "Autosvar: ",
        "Du ansöker i e-tjänsten på vår webbplats senast fyra månader innan du behöver platsen. Hör gärna av"
        " dig om något är oklart!",
        "Jag glömde att säga att blanketten också finns på papper hos oss.",
        "Här kommer svar på det du undrar över.",
        "Hör gärna av dig om något är oklart!",
        "Jag svarade inte på allt tidigare. Här är resten.",
        "Hej!",
        "Vänliga hälsningar",
    ),
    "da": MailWords(
        "Tak for din henvendelse. Vi har modtaget din mail og vender tilbage hurtigst muligt.\n\n"
        "Dette er en automatisk besked, som ikke kan besvares.",
        "Kvittering for din henvendelse",
        "Din sag har fået sagsnummer {number}. Oplys nummeret, hvis du henvender dig igen.",
        "Jeg holder ferie og læser ikke mails før mandag. Kontakt borgerservice, hvis det haster.",
        "Automatisk svar: ",
        "Du skriver barnet op på vores hjemmeside, og vi tilbyder en plads inden for tre måneder. Skriv gerne"
        " igen, hvis du er i tvivl om noget!",
        "Jeg glemte at nævne, at blanketten også ligger i borgerservice.",
        "Her er svar på det, du spørger om.",
        "Skriv gerne igen, hvis noget er uklart!",
        "Jeg svarede ikke på det hele før. Her er resten.",
        "Hej",
        "Venlig hilsen",
    ),
    "fi": MailWords(
        "Kiitos yhteydenotostasi. Viestisi on vastaanotettu ja se käsitellään mahdollisimman pian.\n\n"
        "Tämä on automaattinen viesti, johon ei voi vastata.",
        "Viestisi on vastaanotettu",
        "Asiasi numero on {number}. Ilmoita numero, jos otat uudelleen yhteyttä.",
        "Olen lomalla ja luen sähköpostia vasta maanantaina. Kiireelliset asiat hoitaa asiakaspalvelu.",
        "Automaattinen vastaus: ",
        "Hakemus täytetään verkkosivuillamme neljä kuukautta ennen hoidon alkua. Kysy rohkeasti lisää!",
        "Unohdin mainita, että lomakkeen saa myös paperisena palvelupisteestämme.",
        "Tässä vastaukset kysymyksiisi.",
        "Kysy rohkeasti, jos jokin jäi epäselväksi!",
        "En vastannut äsken kaikkeen. Tässä loput.",
        "Hei!",
        "Ystävällisin terveisin",
    ),
    "en": MailWords(
        "Thank you for your message. We have received it and will get back to you as soon as we can.\n\n"
        "This is an automatic message; please do not reply to it.",
        "We have received your message",
        "Your case has been given the number {number}. Please quote it if you contact us again.",
        "I am on leave and shall not read my mail before Monday. The front desk will help if it is urgent.",
        "Automatic reply: ",
        "You apply on our web site before the first of March, and a place is given from August."
        " Do write again if anything is unclear!",
        "I forgot to say that the form can also be had on paper at the front desk.",
        "Here is what you asked about.",
        "Do write again if anything is unclear!",
        "I did not answer everything. Here is the rest.",
        "Hello,",
        "Kind regards",
    ),
}
