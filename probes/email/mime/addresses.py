import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime

from probes.email.mime.charset import tidy
from probes.email.mime.headers import decode_words
from probes.email.mime.limits import MAX_ADDRESSES

_ADDRESS = re.compile(r"[^\s<>()\[\]\",;:@]{1,100}@[^\s<>()\[\]\",;:@]{1,190}")
_ID = re.compile(r"<([^<>\s]{1,500})>")
_MAX_LIST_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox as a header names it."""

    address: str
    """In small letters; empty only in the null sender."""
    name: str = ""
    """The name shown beside it, as a person reads it."""


def read_addresses(value: str) -> tuple[Address, ...]:
    """Return the mailboxes of an address header. What is no address is passed over."""
    value = value[:_MAX_LIST_CHARS].replace("\n", " ")
    try:
        pairs = getaddresses([value])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        pairs = []
    found = tuple(
        Address(address.strip().lower(), decode_words(name)[:200])
        for name, address in pairs
        if _ADDRESS.fullmatch(address.strip())
    )
    if not found:
        found = tuple(Address(address.lower()) for address in _ADDRESS.findall(value))
    return found[:MAX_ADDRESSES]


def read_ids(value: str) -> tuple[str, ...]:
    """Return the message ids of a Message-ID, In-Reply-To or References header, without < and >."""
    found = _ID.findall(value)
    bare = value.strip()
    if not found and "@" in bare and not re.search(r"\s", bare):
        found = [bare[:500]]
    return tuple(dict.fromkeys(tidy(one) for one in found))[-MAX_ADDRESSES:]


def read_date(value: str) -> datetime | None:
    """Return the moment of a Date header in UTC, None if there is none. -0000 is taken as UTC."""
    try:
        moment = parsedate_to_datetime(value.replace("\n", " ").strip()[:100])
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        return moment.astimezone(UTC)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
        return None
