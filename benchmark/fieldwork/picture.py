from typing import NamedTuple

from benchmark.fieldwork.phase import BEGUN, next_phase
from probes.event import Event, EventKind
from probes.phone.bridge import NO_PERSON


class Picture(NamedTuple):
    """What those who watch an attempt are shown of it.

    `phase` is one of `phase.PHASES`. `leg` says where the shopper of a bridged contact stands: "" (nobody has
    been rung), `ringing`, `listening` (hears, but is not heard), `connected`, `gone`. `place` is the place in
    the queue that was told last.
    """

    phase: str = BEGUN
    leg: str = ""
    place: int | None = None


_LEGS = {
    EventKind.SHOPPER_RINGING: "ringing",
    EventKind.SHOPPER_ANSWERED: "listening",
    EventKind.SHOPPER_CONNECTED: "connected",
    EventKind.SHOPPER_HUNG_UP: "gone",
}


def next_picture(picture: Picture, event: Event) -> Picture:
    """Return what is to be shown after an event or glimpse: a picture of the moment, not a measurement."""
    leg = _LEGS.get(event.kind, picture.leg)
    if event.kind is EventKind.NOTE and event.detail.get("note") == NO_PERSON and leg == "connected":
        leg = "listening"
    place = picture.place
    told = event.detail.get("position")
    if event.kind is EventKind.QUEUE_POSITION and isinstance(told, int):
        place = told
    return Picture(next_phase(picture.phase, event), leg, place)
