from importlib.metadata import EntryPoint, entry_points

from probes.errors import ChannelUnavailable
from probes.probe import Probe

GROUP = "svartid.probes"
"""The entry-point group under which a channel exports its probe."""

_OWN = {
    "phone": "probes.phone.probe:probe",
    "chat": "probes.chat.probe:probe",
    "email": "probes.email.probe:probe",
    "web_form": "probes.web_form.probe:probe",
}
"""The channels that come with Svartid; they are there without being installed anew."""


def channels() -> tuple[str, ...]:
    """Return the names of the channels there are, in order, without importing any of them."""
    return tuple(sorted({*_OWN, *(point.name for point in entry_points(group=GROUP))}))


def load_probe(channel: str) -> Probe:
    """Import and return a channel's probe.

    Raises ChannelUnavailable if nobody offers the channel, or if its import fails.
    """
    if channel in _OWN:
        found = [EntryPoint(channel, _OWN[channel], GROUP)]
    else:
        found = [point for point in entry_points(group=GROUP) if point.name == channel]
    if not found:
        known = ", ".join(channels()) or "none"
        raise ChannelUnavailable(f"there is no channel {channel!r} here (installed: {known})")
    try:
        probe: Probe = found[0].load()
    except (ImportError, AttributeError) as error:
        raise ChannelUnavailable(f"the channel {channel!r} cannot be loaded ({error})") from error
    return probe
