import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumberType

_EMERGENCY = re.compile(r"112|110|113|114|911|999|000|116\d{3}")
"""Refused wherever one dials: the issue's list and what a foreign exchange maps to its own emergency number.

116 xxx are the European numbers of social value (missing children, helplines, NO 116 117 acute medical).
"""

_ACUTE = {"DK": re.compile(r"1813"), "SE": re.compile(r"90000"), "IS": re.compile(r"1717")}
"""National numbers of the same kind: Copenhagen's acute medical line, the old Swedish emergency number, and
the Icelandic Red Cross helpline."""

_PREMIUM = {
    47: re.compile(r"82[09]"),
    46: re.compile(r"9(?:00|39|44)"),
    45: re.compile(r"90"),
    358: re.compile(r"[67]00"),
    354: re.compile(r"90"),
}
"""The Nordic premium ranges by calling code, as the numbering plans of Nkom, PTS, SDFI, Traficom and
Fjarskiptastofa begin them after it."""

_NO_COUNTRY = {870, 878, 881, 882, 883, 888, 979}
"""Satellite networks, international networks and international premium: nobody has a desk there."""

_ABROAD = ("0011", "011", "00")
_SHORT = 6


def forbidden_reason(number: str, *, country: str) -> str | None:
    """Return why a number must never be dialled, or None.

    `number` is what a spelling boils down to: digits, an optional leading +, and * or #.
    `country` is the ISO 3166 code of the network we dial in. Codes before a number (hidden
    identity, an exchange's 0 or 9, 00 and calling code) do not hide it: every reading of the
    digits is looked at, and one forbidden reading is enough.
    """
    for reading in _readings(number):
        reason = _emergency(reading, country) or _premium(reading, country)
        if reason:
            return reason
    if re.fullmatch(r"9(?:112|110|113|114|999|911)", number):
        return "an emergency number behind an exchange's 9"
    return None


def canonical_number(number: str, *, country: str) -> str:
    """Return one spelling for all: +E.164 where the number has a country, else the short digits."""
    if number.startswith("00"):
        number = "+" + number[2:]
    if not number.startswith("+") and len(number) <= _SHORT:
        return number
    parsed = _parse(number, country)
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def _readings(number: str) -> Iterator[str]:
    """Yield what an exchange may make of the digits; international ones begin with +."""
    for run in [*re.findall(r"\+?\d+", number), re.sub(r"[*#]", "", number)]:
        yield run
        bare = run.lstrip("+")
        for zeros in range(len(bare) - len(bare.lstrip("0")) + 1):
            rest = bare[zeros:]
            yield rest
            for prefix in _ABROAD:
                if rest.startswith(prefix):
                    yield from _without_trunk_zero("+" + rest[len(prefix) :])
        if run.startswith("+"):
            yield from _without_trunk_zero(run)


def _without_trunk_zero(reading: str) -> Iterator[str]:
    yield reading
    code = _calling_code(reading)
    rest = reading[1 + len(str(code)) :]
    while code and rest.startswith("0"):
        rest = rest[1:]
        yield f"+{code}{rest}"


def _emergency(reading: str, country: str) -> str | None:
    own = phonenumbers.country_code_for_region(country)
    local = [(reading, country)]
    code = _calling_code(reading)
    if code:
        region = phonenumbers.region_code_for_country_code(code)
        local.append((reading[1 + len(str(code)) :], region))
    elif own and reading.startswith(str(own)):
        local.append((reading[len(str(own)) :].lstrip("0"), country))
    for digits, region in local:
        if _EMERGENCY.fullmatch(digits):
            return f"{digits} is an emergency number or helpline"
        if region in _ACUTE and _ACUTE[region].fullmatch(digits):
            return f"{digits} is an acute helpline"
        if digits.isdigit() and phonenumbers.is_emergency_number(digits, region):
            return f"{digits} is an emergency number ({region})"
    return None


def _premium(reading: str, country: str) -> str | None:
    code = _calling_code(reading)
    if code in _NO_COUNTRY:
        return f"+{code} is a premium or satellite range"
    if not reading.startswith("+") and len(reading) <= _SHORT:
        return None  # short numbers of this country, 02180 among them, are ordinary
    parsed = _parse(reading, country)
    if parsed is None:
        return None
    national = phonenumbers.national_significant_number(parsed)
    known = _PREMIUM.get(parsed.country_code or 0)
    if known is not None and known.match(national) and len(national) >= _SHORT:
        return f"{national} is in a premium range"
    if phonenumbers.number_type(parsed) == PhoneNumberType.PREMIUM_RATE:
        return f"{national} is in a premium range"
    return None


def _calling_code(reading: str) -> int | None:
    """Return the calling code of an international reading (no code is the beginning of another)."""
    if not reading.startswith("+"):
        return None
    codes = (int(reading[1 : 1 + length]) for length in (1, 2, 3) if reading[1 : 1 + length].isdigit())
    return next((code for code in codes if code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE), None)


def _parse(number: str, country: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number, None if number.startswith("+") else country)
    except phonenumbers.NumberParseException:
        return None
