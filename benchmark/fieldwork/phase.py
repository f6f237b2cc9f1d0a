from probes.event import Event, EventKind
from probes.phone.bridge import NO_PERSON

BEGUN = "begun"
"""The phase of an attempt of which nothing was seen yet."""

PHASES = (BEGUN, "dialling", "ringing", "menu", "waiting", "talking", "on_hold", "sending", "over")
"""What an attempt may be doing just now; `over`: nothing is on the line, it is being written down."""

_ENTERS = {
    EventKind.DIALLED: "dialling",
    EventKind.RINGING: "ringing",
    EventKind.EARLY_MEDIA: "ringing",
    EventKind.ANSWERED: "waiting",
    EventKind.KEYS_SENT: "menu",
    EventKind.MUSIC_STARTED: "waiting",
    EventKind.PERSON_ANSWERED: "talking",
    EventKind.SHOPPER_CONNECTED: "talking",
    EventKind.HUNG_UP: "over",
    EventKind.ENGINE_LOST: "over",
    EventKind.FINISHED: "over",
}

_WITH_PERSON = {
    EventKind.HELD: "on_hold",
    EventKind.MUSIC_STARTED: "on_hold",
    EventKind.RESUMED: "talking",
    EventKind.SPEECH_STARTED: "talking",
    EventKind.PERSON_ANSWERED: "talking",
    EventKind.SHOPPER_CONNECTED: "talking",
    EventKind.HUNG_UP: "over",
    EventKind.ENGINE_LOST: "over",
    EventKind.FINISHED: "over",
}


def next_phase(phase: str, event: Event) -> str:
    """Return what an attempt does after an event or glimpse, for those who watch the fieldwork live.

    A picture of the moment, not a measurement: what the ear believes now, it may judge otherwise after
    the call.
    """
    if phase == "over":
        return phase
    if event.kind is EventKind.NOTE:
        return "waiting" if event.detail.get("note") == NO_PERSON else phase
    met = phase in ("talking", "on_hold")
    return (_WITH_PERSON if met else _ENTERS).get(event.kind, phase)
