import re
from dataclasses import dataclass

from probes.email.mime.headers import Headers, read_fields
from probes.email.mime.limits import MAX_RECIPIENTS

_GROUP_END = re.compile(rb"\r?\n[ \t]*\r?\n")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_ACTIONS = ("failed", "delayed", "delivered", "relayed", "expanded")


@dataclass(frozen=True, slots=True)
class RecipientReport:
    """What a delivery report says of one recipient (RFC 3464, section 2.3)."""

    recipient: str
    action: str
    """`failed`, `delayed`, `delivered`, `relayed` or `expanded`; empty when none of them."""
    status: str
    """The enhanced status code such as 5.1.1 (RFC 3463), empty without one."""
    diagnostic: str
    """The far server's own words, one line."""


def read_delivery_report(content: bytes) -> tuple[RecipientReport, ...]:
    """Read the body of a message/delivery-status. Groups that name no recipient are passed over."""
    found: list[RecipientReport] = []
    for block in _GROUP_END.split(content, maxsplit=MAX_RECIPIENTS):
        fields = read_fields(block.strip(b"\r\n"))
        recipient = _address(fields, "original-recipient") or _address(fields, "final-recipient")
        if recipient and len(found) < MAX_RECIPIENTS:
            found.append(RecipientReport(recipient, _action(fields), _status(fields), _diagnostic(fields)))
    return tuple(found)


def _address(fields: Headers, name: str) -> str:
    kind, mark, address = fields.text(name).partition(";")
    return (address if mark else kind).strip().strip("<>").lower()[:254]


def _action(fields: Headers) -> str:
    words = fields.text("action").lower().split()
    return words[0] if words and words[0] in _ACTIONS else ""


def _status(fields: Headers) -> str:
    found = _STATUS.search(fields.text("status")) or _STATUS.search(fields.text("diagnostic-code"))
    return found[1] if found else ""


def _diagnostic(fields: Headers) -> str:
    return fields.text("diagnostic-code").partition(";")[2].strip()[:500]
