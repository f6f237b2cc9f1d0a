from dataclasses import dataclass
from urllib.parse import quote

from probes.errors import BadMessage
from probes.sandbox.sip.text import parse_parameters


@dataclass(frozen=True, slots=True)
class Replaces:
    """The dialog that an INVITE takes the place of (RFC 3891), seen from the side that gets the INVITE."""

    call_id: str
    to_tag: str
    from_tag: str

    @classmethod
    def parse(cls, text: str) -> "Replaces":
        """Read a Replaces header. Raises BadMessage."""
        call_id, semicolon, rest = text.partition(";")
        parameters = parse_parameters(semicolon + rest)
        to_tag, from_tag = parameters.get("to-tag"), parameters.get("from-tag")
        if not call_id.strip() or not to_tag or not from_tag:
            raise BadMessage(f"bad Replaces {text[:80]!r}")
        return cls(call_id.strip(), to_tag, from_tag)

    def in_uri(self) -> str:
        """Write it as a header within a Refer-To URI."""
        return "Replaces=" + quote(f"{self.call_id};to-tag={self.to_tag};from-tag={self.from_tag}", safe="")
