"""An event of a timeline in a few words."""

from __future__ import annotations

from dashboards.charts.words import Language
from probes.event import Event, EventKind

_PLACE = {"nb": 0, "sv": 1, "en": 2}
_WORDS: dict[EventKind, tuple[str, str, str]] = {
    EventKind.DIALLED: ("ringt opp", "uppringt", "dialled"),
    EventKind.TRYING: ("sentralen tok imot", "växeln tog emot", "the exchange took it"),
    EventKind.RINGING: ("ringer", "ringer", "ringing"),
    EventKind.PROGRESS: ("i gang", "på gång", "progress"),
    EventKind.EARLY_MEDIA: ("lyd før svar", "ljud före svar", "sound before the answer"),
    EventKind.ANSWERED: ("sentralen svarte", "växeln svarade", "the exchange answered"),
    EventKind.REDIRECTED: ("vist videre", "hänvisad", "redirected"),
    EventKind.HELD: ("satt på vent", "parkerad", "put on hold"),
    EventKind.RESUMED: ("tilbake fra vent", "åter från parkering", "back from hold"),
    EventKind.IDENTITY_CHANGED: ("ny identitet", "ny identitet", "new identity"),
    EventKind.REFER_RECEIVED: ("sendt videre (REFER)", "skickad vidare (REFER)", "sent on (REFER)"),
    EventKind.REFER_REFUSED: ("REFER avvist av oss", "REFER avvisad av oss", "REFER refused by us"),
    EventKind.REPLACED: ("erstattet av ny samtale", "ersatt av nytt samtal", "replaced by another call"),
    EventKind.MEDIA_RESTARTED: ("ny lydkilde", "ny ljudkälla", "new source of sound"),
    EventKind.MEDIA_LOST: ("lyden ble borte", "ljudet försvann", "sound lost"),
    EventKind.MEDIA_BACK: ("lyden er tilbake", "ljudet är tillbaka", "sound back"),
    EventKind.MEDIA_QUALITY: ("lydkvalitet", "ljudkvalitet", "quality of sound"),
    EventKind.HUNG_UP: ("lagt på", "samtalet avslutat", "hung up"),
    EventKind.SPEECH_STARTED: ("tale", "tal", "speech"),
    EventKind.SPEECH_ENDED: ("tale slutter", "tal slutar", "speech ends"),
    EventKind.MUSIC_STARTED: ("musikk", "musik", "music"),
    EventKind.MUSIC_ENDED: ("musikk slutter", "musik slutar", "music ends"),
    EventKind.TONE_STARTED: ("tone", "ton", "tone"),
    EventKind.TONE_ENDED: ("tone slutter", "ton slutar", "tone ends"),
    EventKind.SILENCE_STARTED: ("stillhet", "tystnad", "silence"),
    EventKind.SILENCE_ENDED: ("stillhet slutter", "tystnad slutar", "silence ends"),
    EventKind.PERSON_ANSWERED: ("et menneske svarer", "en människa svarar", "a person answers"),
    EventKind.VOICE_CHANGED: ("en annen stemme", "en annan röst", "another voice"),
    EventKind.KEYS_SENT: ("taster", "knappval", "keys"),
    EventKind.SPOKE: ("vi sier noe", "vi säger något", "we speak"),
    EventKind.SPOKEN: ("vi er ferdige", "vi har talat klart", "we have spoken"),
    EventKind.STEP: ("steg", "steg", "step"),
    EventKind.SHOPPER_RINGING: (
        "testerens telefon ringer",
        "testarens telefon ringer",
        "shopper's phone rings",
    ),
    EventKind.SHOPPER_ANSWERED: ("testeren svarer", "testaren svarar", "shopper answers"),
    EventKind.SHOPPER_CONNECTED: ("testeren er koblet inn", "testaren är inkopplad", "shopper connected"),
    EventKind.SHOPPER_HUNG_UP: ("testeren la på", "testaren lade på", "shopper hung up"),
    EventKind.LIMIT_REACHED: ("ventegrensen nådd", "väntegränsen nådd", "waiting limit reached"),
    EventKind.REFUSED: ("nektet av en regel", "nekad av en regel", "refused by a rule"),
    EventKind.MENU_STARTED: ("meny", "meny", "menu"),
    EventKind.MENU_ENDED: ("meny slutter", "meny slutar", "menu ends"),
    EventKind.QUEUE_STARTED: ("kø", "kö", "queue"),
    EventKind.QUEUE_ENDED: ("kø slutter", "kö slutar", "queue ends"),
    EventKind.TRANSFERRED: ("satt over", "kopplad vidare", "transferred"),
    EventKind.SENT: ("sendt", "skickat", "sent"),
    EventKind.SEND_REFUSED: ("brevet ble avvist", "brevet avvisades", "the letter was refused"),
    EventKind.AWAITING_REPLY: ("venter på svar", "väntar på svar", "awaiting an answer"),
    EventKind.LETTER_ARRIVED: ("brev kom", "brev kom", "a letter came"),
    EventKind.NOTE: ("merknad", "anmärkning", "note"),
    EventKind.ENGINE_LOST: ("telefonmotoren falt ut", "telefonmotorn föll bort", "call engine lost"),
    EventKind.FINISHED: ("ferdig", "klart", "finished"),
}
_BY: dict[str, tuple[str, str, str]] = {
    "caller": ("vi la på", "vi lade på", "we hung up"),
    "organisation": ("virksomheten la på", "organisationen lade på", "the organisation hung up"),
    "network": ("nettet brøt", "nätet bröt", "the network broke off"),
}
_LETTERS: dict[str, tuple[str, str, str]] = {
    "person": ("et menneske svarte", "en människa svarade", "a person answered"),
    "acknowledgement": ("automatisk kvittering", "automatisk bekräftelse", "automatic acknowledgement"),
    "case_number": (
        "kvittering med saksnummer",
        "bekräftelse med ärendenummer",
        "acknowledged with a number",
    ),
    "out_of_office": ("fraværsmelding", "frånvaromeddelande", "out of office"),
    "bounce": ("kom i retur", "kom i retur", "came back undelivered"),
    "other": ("annet brev", "annat brev", "another letter"),
}


def event_words(event: Event, language: Language) -> str:
    """Say what happened. Kinds that this version has no words for are named as they are stored."""
    place = _PLACE[language]
    if event.kind is EventKind.HUNG_UP and event.detail.get("by") in _BY:
        return _BY[str(event.detail["by"])][place]
    if event.kind is EventKind.KEYS_SENT and event.detail.get("keys"):
        return f"{_WORDS[event.kind][place]} {event.detail['keys']}"
    if event.kind is EventKind.LETTER_ARRIVED and event.detail.get("letter") in _LETTERS:
        return _LETTERS[str(event.detail["letter"])][place]
    words = _WORDS.get(event.kind)
    return event.kind.value.replace("_", " ") if words is None else words[place]
