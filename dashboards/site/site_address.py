from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from dashboards.site.errors import BadSiteSetting

_HERE = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Where people reach the site.

    Attributes:
        url: without a path, such as https://svartid.example; empty on this machine only.
        hosts: names that a request may carry.
        loopback: whether it is reached from this machine only, and so without TLS.
    """

    url: str
    hosts: tuple[str, ...]
    loopback: bool


def read_site_address(text: str, *, of: str = "SVARTID_SITE_URL") -> SiteAddress:
    """Read the site's address; `of` is who says it.

    Raises BadSiteSetting, which names who says it, unless it is empty, on loopback, or https.
    """
    if not text:
        return SiteAddress("", _HERE, True)
    parts = urlsplit(text)
    host = parts.hostname or ""
    if host in ("127.0.0.1", "localhost", "::1"):
        return SiteAddress(f"{parts.scheme}://{parts.netloc}", _HERE, True)
    if parts.scheme != "https" or not host or parts.path.strip("/"):
        raise BadSiteSetting(
            f"{of}: {text!r} must be https:// and a host, such as https://svartid.example;"
            " the site is never served to others without TLS"
        )
    return SiteAddress(f"https://{parts.netloc}", (host, *_HERE), False)
