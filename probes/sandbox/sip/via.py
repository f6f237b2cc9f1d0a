import re
from dataclasses import dataclass, field, replace
from typing import Self

from probes.errors import BadMessage
from probes.sandbox.sip.text import format_parameters, number, parse_parameters

MAGIC = "z9hG4bK"
"""Branches that begin so are unique (RFC 3261, section 8.1.1.7)."""

_VIA = re.compile(
    r"""SIP\s*/\s*2\.0\s*/\s*(?P<transport>[A-Za-z0-9\-.!%*_+`'~]+)\s+
        (?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.\-]+)\s*(?::\s*(?P<port>[0-9]+))?\s*(?P<rest>;.*)?\Z""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Via:
    """One Via value (RFC 3261, section 20.42)."""

    transport: str
    host: str
    port: int | None = None
    parameters: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one value. Raises BadMessage."""
        match = _VIA.match(text)
        if match is None:
            raise BadMessage(f"bad Via {text[:80]!r}")
        port = match["port"]
        return cls(
            transport=match["transport"].upper(),
            host=match["host"].lower(),
            port=None if port is None else number(port, what="Via port", below=65536),
            parameters=parse_parameters(match["rest"] or ""),
        )

    @property
    def branch(self) -> str:
        """The branch parameter, or an empty text."""
        return self.parameters.get("branch") or ""

    def seen_from(self, host: str, port: int) -> Self:
        """Return it as the receiver must write it: `received`, and `rport` if asked for (RFC 3581)."""
        parameters = dict(self.parameters)
        if "rport" in parameters:
            parameters["rport"] = str(port)
            parameters["received"] = host
        elif self.host != host:
            parameters["received"] = host
        return replace(self, parameters=parameters)

    def __str__(self) -> str:
        """Write the value."""
        port = "" if self.port is None else f":{self.port}"
        return f"SIP/2.0/{self.transport} {self.host}{port}{format_parameters(self.parameters)}"
