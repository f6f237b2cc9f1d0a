from importlib.metadata import entry_points
from typing import Protocol, cast

from probes.errors import BadSettings
from probes.phone.sound.call_listener import CallListener
from probes.phone.sound.listener import Listener
from probes.phone.sound.memory import Fingerprint

GROUP = "svartid.listeners"
"""Entry-point group of detectors; each is called with the touchpoint's known recordings."""


class ListenerFactory(Protocol):
    """Makes a detector for one leg of a call."""

    def __call__(self, known: tuple[Fingerprint, ...] = ()) -> Listener:
        """Return a new detector that knows these recordings."""


def listener_of(name: str = "call") -> ListenerFactory:
    """Return the detector of that name; `call` is Svartid's own. Raises BadSettings if there is none."""
    found = {point.name: point for point in entry_points(group=GROUP)}
    if name in found:
        return cast(ListenerFactory, found[name].load())
    if name == "call":
        return CallListener
    known = ", ".join(sorted({"call", *found}))
    raise BadSettings(f"listener: there is no detector {name!r} (known: {known})")
