import re
from collections.abc import Collection

MAIL = "[mail address]"
PHONE = "[phone number]"
NATIONAL_ID = "[national id]"
ACCOUNT = "[account number]"
NAME = "[name]"

_MAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_DAY = r"(?:[04][1-9]|[1256]\d|[37][01])"
"""Norway adds 40 to the day (D number), Sweden 60 (samordningsnummer)."""
_MONTH = r"(?:[0468][1-9]|[1579][0-2])"
"""Norway adds 40 for H numbers and 80 for synthetic ones."""
_NATIONAL = re.compile(
    r"(?<![\d/])(?:"
    rf"{_DAY}{_MONTH}\d{{2}}[ .]?\d{{5}}"  # Norway: fødselsnummer, 11 digits
    rf"|(?:19|20)?\d{{2}}{_MONTH}{_DAY}[ ]?[-+]?[ ]?\d{{4}}"  # Sweden: personnummer, 10 or 12 digits
    rf"|{_DAY}{_MONTH}\d{{2}}[ ]?-?[ ]?\d{{4}}"  # Denmark: CPR; Iceland: kennitala
    rf"|{_DAY}{_MONTH}\d{{2}}[-+A-FU-Ya-fu-y]\d{{3}}[0-9A-Ya-y]"  # Finland: henkilötunnus
    r")(?![\d/])"
)
_ACCOUNT = re.compile(
    r"(?<![\w.])(?:(?:NO|SE|DK|FI|IS|DE|GB)\d{2}(?:[ ]?[\dA-Z]{4}){2,6}(?:[ ]?[\dA-Z]{1,4})?"
    r"|\d{4}[. ]\d{2}[. ]\d{5})(?![\w])"
)
_CARD = re.compile(r"(?<![\d/])\d{4}(?:[ -]?\d{4}){2}(?:[ -]?\d{1,7})(?![\d/])")
_PHONE = re.compile(
    r"(?<![\w/.,-])(?:"
    r"(?:\+|00)[1-9]\d{0,2}[ ()./-]{0,3}(?:\(0\)[ ]?)?\d(?:[ ()./-]{0,2}\d){5,12}"  # with a country's number
    r"|0\d{1,3}[ ]?[-/–][ ]?\d{2,3}(?:[ ]?\d{2,3}){1,3}"  # Sweden and Finland: 08-465 004 00
    r"|0\d{1,2} \d{3}(?: \d{2,4}){1,2}"
    r"|\d{2}(?: \d{2}){3}|\d{3} \d{2} \d{3}|\d{8}|\d{4} \d{4}|\d{3}[ -]\d{4}"  # Norway, Denmark, Iceland
    r"|0[1-9]\d{7,9}"
    r")(?![\w/]|[.,-]\d)"
)


def mask_personal(text: str, names: Collection[str] = ()) -> str:
    """Return the text with mail addresses, phone numbers, national ids and account numbers masked.

    National ids are those of the five Nordic countries, recognised by their form with a possible date;
    a number too many is masked rather than one too few. `names` are masked as whole words, whatever
    their case. Pure, and masking twice changes nothing. Names nobody gave are not known here.
    """
    for name in sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", NAME, text, flags=re.IGNORECASE)
    text = _MAIL.sub(MAIL, text)
    text = _ACCOUNT.sub(ACCOUNT, text)
    text = _CARD.sub(_card, text)
    text = _NATIONAL.sub(NATIONAL_ID, text)
    return _PHONE.sub(PHONE, text)


def _card(found: re.Match[str]) -> str:
    return ACCOUNT if _luhn([int(sign) for sign in found[0] if sign.isdigit()]) else found[0]


def _luhn(digits: list[int]) -> bool:
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]
    total = sum(digits[-1::-2]) + sum(doubled)
    return total > 0 and total % 10 == 0
