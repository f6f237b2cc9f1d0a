from probes.event import Event, EventKind
from probes.phone.bridge import NO_PERSON

BEGUN = "begun"
"""The phase of an attempt of which nothing was seen yet."""

PHASES = (
    BEGUN, "dialling", "ringing", "opening", "menu", "filling", "sending", "waiting", "talking", "on_hold",
    "over",
)  # fmt: skip
"""What an attempt may be doing just now. `menu` is a chat's robot, too; `over`: it is being written down."""

_OVER = dict.fromkeys(
    (
        EventKind.HUNG_UP, EventKind.ENGINE_LOST, EventKind.FINISHED, EventKind.SENT, EventKind.CONFIRMED,
        EventKind.FORM_REFUSED, EventKind.CHAT_CLOSED,
    ),
    "over",
)  # fmt: skip

_ENTERS = {
    EventKind.DIALLED: "dialling",
    EventKind.RINGING: "ringing",
    EventKind.EARLY_MEDIA: "ringing",
    EventKind.ANSWERED: "waiting",
    EventKind.KEYS_SENT: "menu",
    EventKind.MUSIC_STARTED: "waiting",
    EventKind.PERSON_ANSWERED: "talking",
    EventKind.SHOPPER_CONNECTED: "talking",
    EventKind.PAGE_OPENED: "opening",
    EventKind.FORM_READY: "filling",
    EventKind.FIELD_FILLED: "filling",
    EventKind.SUBMITTING: "sending",
    EventKind.CHAT_LAUNCHED: "opening",
    EventKind.CHAT_READY: "menu",
    EventKind.PERSON_ASKED_FOR: "waiting",
    EventKind.QUEUE_POSITION: "waiting",
    EventKind.PERSON_JOINED: "talking",
    **_OVER,
}

_WITH_PERSON = {
    EventKind.HELD: "on_hold",
    EventKind.MUSIC_STARTED: "on_hold",
    EventKind.RESUMED: "talking",
    EventKind.SPEECH_STARTED: "talking",
    EventKind.PERSON_ANSWERED: "talking",
    EventKind.SHOPPER_CONNECTED: "talking",
    EventKind.PERSON_JOINED: "talking",
    EventKind.QUEUE_POSITION: "on_hold",
    **_OVER,
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
