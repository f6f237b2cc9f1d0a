"""What can be dialled: a number with its country, a short number, or a SIP address."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from scenarios.telling import mistake

_NUMBER = re.compile(r"\+[1-9][0-9]{5,14}")
_SHORT = re.compile(r"[0-9]{3,6}")
_SIP = re.compile(r"sips?:[A-Za-z0-9_.+*#-]+@[A-Za-z0-9.-]+(:[0-9]{1,5})?(;transport=(udp|tcp|tls))?")
_SPACING = re.compile(r"[ \u00a0().-]")

# Help for people in need. The rule that binds stands in the telephone itself; here it is only said early.
_EMERGENCY = frozenset({"110", "111", "112", "113", "114", "118", "911", "999", "11414"})


def dialled(address: str) -> str:
    """Give the address without the spaces and marks that people write for reading: `+4710551001`."""
    return address if address.startswith(("sip:", "sips:")) else _SPACING.sub("", address)


def _spaced(digits: str) -> str:
    """Write a number that lost its quotes as people read it, with a country where one can be told."""
    for country in ("47", "46", "45", "358"):
        rest = digits.removeprefix(country)
        if digits.startswith(country) and 7 <= len(rest) <= 10:
            return " ".join(("+" + country, *re.findall("..?", rest)))
    return digits if len(digits) <= 6 else f"+… {digits}"


def _check(value: Any) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise mistake("a phone number must be quoted", f'write "{_spaced(str(value))}"')
    if not isinstance(value, str):
        raise mistake("must be a phone number or a SIP address", 'write it like "+47 10 55 10 01"')
    address = dialled(value.strip())
    user = re.split(r"[:@]", address)[1] if address.startswith(("sip:", "sips:")) else address
    if user in _EMERGENCY or re.fullmatch(r"116[0-9]{3}", user):
        raise mistake("an emergency or help line can never be called", "name the organisation's own number")
    if _NUMBER.fullmatch(address) or _SHORT.fullmatch(address) or _SIP.fullmatch(address):
        return value.strip()
    if re.fullmatch(r"[0-9]{7,15}", address):
        raise mistake("a phone number needs its country", f'write it like "+47 {value.strip()}"')
    raise mistake("is no phone number and no SIP address", 'write it like "+47 10 55 10 01" or sip:name@host')


PhoneAddress = Annotated[
    str,
    BeforeValidator(_check),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(\+[1-9][0-9 ().-]{5,24}|[0-9][0-9 ]{2,7}|sips?:[^@\s]+@[^@\s]+)$",
            "examples": ["+47 10 55 10 01", "02180", "sip:switchboard@127.0.0.1:5070"],
        }
    ),
]
"""A quoted number with its country, a quoted short number such as "02180", or a SIP address."""
