"""SIP URIs and name-addresses (RFC 3261, sections 19.1 and 20.10)."""

import re
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import quote as percent_quote
from urllib.parse import unquote as percent_unquote

from probes.errors import BadMessage
from probes.sandbox.sip.text import format_parameters, number, parse_parameters, quote, unquote

_URI = re.compile(
    r"""(?P<scheme>sips?):
        (?:(?P<user>[^@:<>\s]*)(?::(?P<password>[^@\s]*))?@)?
        (?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.\-]*))
        (?::(?P<port>[0-9]+))?
        (?P<parameters>(?:;[^?\s]*)?)
        (?:\?(?P<headers>\S*))?\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_NAME_ADDRESS = re.compile(
    r"""\s*(?P<name>"(?:[^"\\]|\\.)*"|[^"<>,;:@]*?)\s*<(?P<uri>[^<>]*)>\s*(?P<rest>.*)\Z""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Uri:
    """A `sip:` or `sips:` URI. `user` is decoded; `headers` is kept as it stood after the `?`."""

    host: str
    user: str = ""
    port: int | None = None
    scheme: str = "sip"
    parameters: dict[str, str | None] = field(default_factory=dict)
    headers: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a URI. Raises BadMessage."""
        match = _URI.match(text)
        if match is None:
            raise BadMessage(f"bad SIP URI {text[:80]!r}")
        port = match["port"]
        return cls(
            host=match["host"].lower(),
            user=percent_unquote(match["user"] or ""),
            port=None if port is None else number(port, what="port", below=65536),
            scheme=match["scheme"].lower(),
            parameters=parse_parameters(match["parameters"] or ""),
            headers=match["headers"] or "",
        )

    def __str__(self) -> str:
        """Write the URI."""
        user = percent_quote(self.user, safe="-_.!~*'()&=+$,;?/") + "@" if self.user else ""
        port = "" if self.port is None else f":{self.port}"
        headers = f"?{self.headers}" if self.headers else ""
        return f"{self.scheme}:{user}{self.host}{port}{format_parameters(self.parameters)}{headers}"


@dataclass(frozen=True, slots=True)
class NameAddress:
    """The value of From, To, Contact, Refer-To …: display name, URI as text, header parameters.

    The URI stays text: of a From or To with another scheme (tel:, an IRI) only the tag matters.
    """

    uri: str
    name: str = ""
    parameters: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a name-addr or addr-spec with parameters. Raises BadMessage."""
        match = _NAME_ADDRESS.match(text)
        if match is not None:
            name = match["name"]
            return cls(
                uri=_checked(match["uri"].strip()),
                name=unquote(name) if name.startswith('"') else name,
                parameters=parse_parameters(match["rest"]),
            )
        # Without brackets every parameter belongs to the header, not to the URI.
        uri, semicolon, rest = text.partition(";")
        return cls(uri=_checked(uri.strip()), parameters=parse_parameters(semicolon + rest))

    @property
    def tag(self) -> str:
        """The tag parameter, or an empty text."""
        return self.parameters.get("tag") or ""

    def __str__(self) -> str:
        """Write it with angle brackets."""
        name = f"{quote(self.name)} " if self.name else ""
        return f"{name}<{self.uri}>{format_parameters(self.parameters)}"


def _checked(uri: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>]+", uri):
        raise BadMessage(f"bad URI {uri[:80]!r}")
    return uri
