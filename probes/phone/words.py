from collections.abc import Callable, Mapping

from probes.event import Event, EventKind
from probes.outcome import Outcome

_PLAIN: Mapping[EventKind, str] = {
    EventKind.DIALLED: "dialled (INVITE sent)",
    EventKind.TRYING: "the exchange has taken the call",
    EventKind.RINGING: "ringing",
    EventKind.PROGRESS: "progress",
    EventKind.EARLY_MEDIA: "sound before the answer",
    EventKind.ANSWERED: "answered by the exchange (200 OK, not yet a person)",
    EventKind.REDIRECTED: "redirected",
    EventKind.HELD: "put on hold",
    EventKind.RESUMED: "back from hold",
    EventKind.IDENTITY_CHANGED: "the exchange tells a new identity",
    EventKind.REFER_RECEIVED: "sent elsewhere (REFER)",
    EventKind.REFER_REFUSED: "a REFER to an address that is not allowed was refused",
    EventKind.REPLACED: "the call was replaced by another",
    EventKind.MEDIA_RESTARTED: "the sound comes from a new source",
    EventKind.MEDIA_LOST: "no sound arrives",
    EventKind.MEDIA_BACK: "sound arrives again",
    EventKind.MUSIC_STARTED: "music",
    EventKind.MUSIC_ENDED: "music ends",
    EventKind.SILENCE_STARTED: "silence",
    EventKind.SILENCE_ENDED: "silence ends",
    EventKind.PERSON_ANSWERED: "A PERSON: the first word",
    EventKind.VOICE_CHANGED: "another voice",
    EventKind.SHOPPER_RINGING: "the shopper's phone rings",
    EventKind.SHOPPER_ANSWERED: "the shopper is on the line",
    EventKind.SHOPPER_CONNECTED: "the shopper is connected",
    EventKind.MENU_STARTED: "menu",
    EventKind.MENU_ENDED: "menu ends",
    EventKind.QUEUE_STARTED: "queue",
    EventKind.QUEUE_ENDED: "queue ends",
    EventKind.ENGINE_LOST: "the call engine was lost",
}
_WAYS = {
    "refer": "by REFER",
    "reinvite": "by re-INVITE",
    "replaces": "by Replaces",
    "redirect": "by redirection",
    "inside": "inside the exchange",
}
_OUTCOMES = {
    Outcome.ANSWERED_BY_PERSON: "answered by a person",
    Outcome.ANSWERED_BY_MACHINE_ONLY: "answered by a machine only",
    Outcome.NO_ANSWER: "no answer",
    Outcome.WAIT_LIMIT_REACHED: "nobody before the waiting limit",
    Outcome.CLOSED: "closed (a message, then the call ended)",
    Outcome.LOST: "lost (the engine or the network broke down)",
    Outcome.ERROR: "not made: an error on our side",
}


def outcome_in_words(outcome: Outcome | None) -> str:
    """Return an outcome as a person would say it."""
    return "unknown" if outcome is None else _OUTCOMES.get(outcome, outcome.value.replace("_", " "))


def describe(event: Event) -> str:
    """Return an event in a few words, for the live view and the picture."""
    special = _SPECIAL.get(event.kind)
    if special is not None:
        return special(event)
    words = _PLAIN.get(event.kind, event.kind.value.replace("_", " "))
    told = event.kind in (EventKind.RINGING, EventKind.PROGRESS, EventKind.REDIRECTED)
    return f"{words} ({event.detail['status']})" if told and event.detail.get("status") else words


def _speech(event: Event) -> str:
    who = {"person": "a person speaks", "recording": "a recording speaks"}
    words = who.get(str(event.detail.get("speaker")), "somebody speaks")
    return words if event.kind is EventKind.SPEECH_STARTED else words.replace("speaks", "stops")


def _tone(event: Event) -> str:
    over = " ends" if event.kind is EventKind.TONE_ENDED else ""
    return f"{event.detail.get('tone', 'a')} tone{over}"


def _own_words(event: Event) -> str:
    over = " ends" if event.kind is EventKind.SPOKEN else ""
    if event.detail.get("words") == "shopper":
        return "the shopper stops" if over else "the shopper speaks"
    return f"we say: {str(event.detail.get('words', 'something')).replace('_', ' ')}{over}"


def _transfer(event: Event) -> str:
    way = _WAYS.get(str(event.detail.get("way")), "somehow")
    return f"passed on {way} ({event.confidence:.0%} sure)"


def _note(event: Event) -> str:
    return ": ".join(str(event.detail[key]) for key in ("note", "reason") if event.detail.get(key)) or "note"


def _shopper_gone(event: Event) -> str:
    refused = isinstance(event.detail.get("status"), int) and int(str(event.detail["status"])) >= 300
    who = {
        "caller": "the shopper is let go",
        "shopper": "the shopper declined" if refused else "the shopper hung up",
        "network": "the shopper's phone is lost",
    }
    return who.get(str(event.detail.get("by")), "the shopper hung up")


def _hung_up(event: Event) -> str:
    status, reason = event.detail.get("status"), event.detail.get("reason")
    who = {"caller": "we hung up", "organisation": "the organisation hung up"}
    words = who.get(str(event.detail.get("by")), "the network ended the call")
    if isinstance(status, int) and status >= 400:
        return f"{words} ({status} {reason or ''})".replace(" )", ")")
    return words


_SPECIAL: Mapping[EventKind, Callable[[Event], str]] = {
    EventKind.SPEECH_STARTED: _speech,
    EventKind.SPEECH_ENDED: _speech,
    EventKind.TONE_STARTED: _tone,
    EventKind.TONE_ENDED: _tone,
    EventKind.SPOKE: _own_words,
    EventKind.SPOKEN: _own_words,
    EventKind.TRANSFERRED: _transfer,
    EventKind.HUNG_UP: _hung_up,
    EventKind.SHOPPER_HUNG_UP: _shopper_gone,
    EventKind.NOTE: _note,
    EventKind.KEYS_SENT: lambda event: f"keys sent: {event.detail.get('keys', '')}",
    EventKind.STEP: lambda event: (
        f"step {event.detail.get('number')}: {str(event.detail.get('step', '')).replace('_', ' ')}"
    ),
    EventKind.LIMIT_REACHED: lambda event: (
        f"the {event.detail.get('limit', '')} limit of {event.detail.get('limit_s', '?')} s has passed"
    ),
    EventKind.REFUSED: lambda event: f"refused: {event.detail.get('reason', '')}",
    EventKind.MEDIA_QUALITY: lambda event: (
        f"sound quality: MOS {event.detail.get('mos', '?')}, {event.detail.get('lost', '?')} packets lost"
    ),
    EventKind.FINISHED: lambda event: f"outcome: {str(event.detail.get('outcome', '')).replace('_', ' ')}",
}
