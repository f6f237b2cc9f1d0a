from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """The hosts a contact may reach: each with one port, or with every port (`None`)."""

    places: frozenset[tuple[str, int | None]]

    @classmethod
    def of(cls, *written: str) -> "AllowedHosts":
        """Read addresses of pages (their host and port), `host:port`, or `host` (every port of it).

        What is no web address (a mailbox, a SIP address) is passed over, so that a request's whole
        `allowed` may be handed in.
        """
        return cls(frozenset(_places(written)))

    def allows(self, host: str, port: int) -> bool:
        """Return whether a connection to this host and port may be made."""
        name = host.lower().rstrip(".")
        return (name, port) in self.places or (name, None) in self.places

    def allows_url(self, url: str) -> bool:
        """Return whether this address may be opened; what needs no network (`about:blank`) may."""
        parts = urlsplit(url)
        if parts.scheme in ("about", "data", "blob"):
            return True
        if parts.hostname is None or parts.scheme not in _PORTS:
            return False
        return self.allows(parts.hostname, parts.port or _PORTS[parts.scheme])


def _places(written: Iterable[str]) -> Iterable[tuple[str, int | None]]:
    for each in written:
        if each.startswith(("sip:", "sips:", "tel:", "mailto:", "+")) or "@" in each:
            continue
        whole = "://" in each
        try:
            parts = urlsplit(each if whole else f"//{each}")
            host, port = parts.hostname, parts.port
        except ValueError:
            continue
        if host:
            yield host.rstrip("."), port or _PORTS.get(parts.scheme) if whole else port
