from collections.abc import Collection

from probes.errors import NotAllowed


def check_dialable(target: str, *, country: str, allowed: Collection[str] | None) -> str:
    """First slice: loopback SIP addresses only."""
    if "@127." in target or "sip:127." in target:
        return target
    raise NotAllowed(f"{target}: this first slice dials loopback only")
