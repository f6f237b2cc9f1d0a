"""What forms of the Nordic countries call their fields and buttons, and how they thank.

Collected by the project from common usage in Norwegian, Swedish, Danish, Finnish and English; lower case,
as regular expressions that must match at word boundaries. An organisation's own words go into its touchpoint.
"""

import re
from typing import Final

from scenarios.touchpoint import FormField

_FIELDS: Final[dict[FormField, str]] = {
    "email_again": (
        r"(gjenta|bekreft|stadfest|upprepa|bekräfta|gentag|bekræft|repeat|confirm|vahvista|toista)"
        r".{0,20}(e-?post|e-?mail|epost|sähköposti)\w*"
    ),
    "email": (
        r"e-?post(adresse?n?| ?adress)?|e-?mail(adresse)?|mejl(adress)?|mailadresse|sähköposti(osoite)?"
        r"|email address|e-?post(en)? din|your e-?mail"
    ),
    "first_name": r"fornavn|førenamn|förnamn|first ?name|given name|etunimi",
    "last_name": r"etternavn|etternamn|efternamn|efternavn|last ?name|surname|family name|sukunimi",
    "name": (
        r"(fullt |fullstendig |ditt |dit |your |full |kontaktpersonens )?(navn|namn|name|nimi)"
        r"|navnet ditt|namnet ditt|for- og etternavn|för- och efternamn|koko nimi|nimesi|kontaktperson"
    ),
    "phone": (
        r"(mobil|telefon|tlf|phone|mobile|puhelin|mobilnummer|telefonnummer|puhelinnumero|matkapuhelin)"
        r"(nummer|numero|nr)?\.?"
    ),
    "subject": r"emne|ämne|rubrik|overskrift|subject|aihe|otsikko|tittel|tema|summary|title",
    "message": (
        r"(din |ditt |your )?(melding|meddelande|besked|beskjed|message|viesti|henvendelse|førespurnad"
        r"|spørsmål|fråga|spørgsmål|question|kysymys|kommentar|comment|tekst|fritekst|beskrivelse|beskrivning|description)"
        r"(en|et|a|i|si)?|hva lurer du på|kva lurer du på|hva kan vi hjelpe|vad kan vi hjälpa"
        r"|hvad kan vi hjælpe"
        r"|how can we help|miten voimme auttaa|palaute|skriv her|hva gjelder henvendelsen"
    ),
    "postcode": r"postnr\.?|postnummer|postal code|post ?code|zip( code)?|postinumero",
    "city": r"poststed|postort|postadresse sted|stad|by(en)?|city|town|postitoimipaikka|paikkakunta",
    "address": r"(gate|post|bo|hjemme)?adress(e|en)?|street( address)?|katuosoite|(posti)?osoite|address",
}
FIELD_WORDS: Final = {
    kind: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for kind, words in _FIELDS.items()
}
"""In order of precision: an e-mail's *address* is no address, a *surname* no name."""

AUTOCOMPLETE: Final[dict[str, FormField]] = {
    "name": "name",
    "given-name": "first_name",
    "family-name": "last_name",
    "email": "email",
    "tel": "phone",
    "tel-national": "phone",
    "street-address": "address",
    "address-line1": "address",
    "postal-code": "postcode",
    "address-level2": "city",
}
"""The tokens of HTML's `autocomplete` (HTML Living Standard, 4.10.18.7)."""


def _any(*words: str) -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


SEND: Final = _any(
    r"send( inn| ind| melding\w*| meddelande\w*| besked\w*| skjema\w*| henvendelse\w*| message| enquiry)?",
    r"skicka( in)?( meddelande\w*| formulär\w*)?", r"lähetä( viesti| lomake| palaute)?",
    "submit( ticket| form)?", "fullfør", "indsend", "sende", "lever",
)  # fmt: skip
"""A button that sends."""

NEXT: Final = _any(
    "neste", "nästa", "næste", "next", "seuraava", "fortsett", "fortsätt", "fortsæt", "continue", "jatka",
    "gå videre", "vidare", "videre", "eteenpäin",
)  # fmt: skip
"""A button that leads to the next step."""

BACK: Final = _any(
    "tilbake", "tillbaka", "tilbage", "back", "takaisin", "forrige", "föregående", "previous", "avbryt",
    "annuller", "cancel", "peruuta", "nullstill", "reset", "rensa", "tøm",
)  # fmt: skip
"""A button that leads elsewhere."""

CONSENT: Final = _any(
    r"samtykk\w*", r"godta\w*", r"godkänn\w*", r"accept\w*", r"hyväks\w*", r"suostu\w*", r"personvern\w*",
    r"personuppgift\w*", r"persondata\w*", r"privacy( policy)?", r"vilkår\w*", r"villkor\w*", r"ehdot\w*",
    r"har lest", r"har läst", r"har læst", r"i agree", r"tietosuoja\w*",
)  # fmt: skip
"""A box without which nothing is taken in."""

NEWSLETTER: Final = _any(
    r"nyhetsbrev\w*", r"nyhedsbrev\w*", "newsletter", r"uutiskirje\w*", r"reklame?\w*", r"markedsføring\w*",
    r"marknadsföring\w*", "marketing", r"tilbud", r"erbjudanden", "tarjouks\\w*",
)  # fmt: skip
"""A box that asks for more than an answer: never ticked."""

OTHER_TOPIC: Final = _any(
    "annet", "anna", "andre henvendelser", "generelt", "generell\\w*", "övrigt", "annat", "allmänt", "andet",
    "other", "general", "general enquiry", "muu", "muut", "yleinen", "spørsmål", "fråga", "question",
)  # fmt: skip
"""What to choose where a topic is asked for and none is given."""

FORM_LINK: Final = _any(
    r"kontaktskjema\w*", r"kontaktformulär\w*", r"kontaktformular\w*", "contact form",
    r"yhteydenottolomak\w*",
    "send oss en (melding|e-post|henvendelse)", "skriv til oss", "skriv till oss", "skriv til os",
    "send en henvendelse", "mejla oss", "skicka ett meddelande", r"kontaktblankett\w*", "send us a message",
    "write to us", "ota yhteyttä", "lähetä palautetta", "palautelomake", "submit a ticket",
    r"(gå til|till|open|åpne) \w*skjema\w*",
)  # fmt: skip
"""A link to the form."""

THANKS: Final = (
    r"(tu(sen )?takk|takk|tak|tack) (så mycket |skal du ha )?for (din |di |ditt |at du |meldingen|meldinga|"
    r"henvendels|førespurnad|beskjed|besked|innsending|spørsmål|kontakt)"
    r"|tack för (ditt|din|att du|meddelande)|tak for (din|dit|henvendelsen|beskeden)"
    r"|kiitos (yhteydenot|viesti|palaut|kysymyks)|thank you for (your|contacting|the|writing)"
    r"|thanks for (your|contacting)"
    r"|(meldingen|meldinga|henvendelsen|førespurnaden|skjemaet|beskeden|formularen|formulæret)"
    r"( din| di)? (er|ble|blev|vart)"
    r" (nå |no |nu )?(sendt|mottatt|motteken|modtaget|registrert|registreret)"
    r"|vi har (nå |nu )?(mottatt|motteke|modtaget|tagit emot|fått)"
    r" (din|di|ditt|henvendelsen|meldingen|beskeden|meddelandet)"
    r"|(meddelandet|formuläret|ärendet) (har skickats|är skickat|har tagits emot|är registrerat)"
    r"|(viesti|lomake|palaute)(si|nne)? on (lähetetty|vastaanotettu)"
    r"|(message|form|enquiry|inquiry|request|ticket)( has been| was| is)? (sent|received|submitted|created)"
    r"|we have received your"
)
"""Words of a confirmation, for Python and for JavaScript alike."""
