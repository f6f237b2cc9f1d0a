"""A cell's text made into a value; whatever is wrong is said with the remedy."""

import datetime as dt
import re
from collections.abc import Callable, Collection
from typing import get_args

from probes.errors import NotAllowed
from probes.phone.guard import check_dialable
from scenarios.base import Channel
from scenarios.phone_address import dialled

_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "sann", "sant"})
_NO = frozenset({"no", "n", "false", "0", "nei", "nej", "usann", "falskt"})
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_MAIL = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>.,;\"]+")
_LANGUAGES = {
    "no": "nb",
    "nor": "nb",
    "norsk": "nb",
    "bokmål": "nb",
    "nynorsk": "nn",
    "se": "sv",
    "svenska": "sv",
    "svensk": "sv",
    "dk": "da",
    "dansk": "da",
    "finsk": "fi",
    "suomi": "fi",
    "engelsk": "en",
    "engelska": "en",
    "english": "en",
}
_CHANNELS = {
    "telefon": "phone",
    "telephone": "phone",
    "tel": "phone",
    "skjema": "web_form",
    "webskjema": "web_form",
    "formulär": "web_form",
    "form": "web_form",
    "web-form": "web_form",
    "webform": "web_form",
    "e-post": "email",
    "epost": "email",
    "e-mail": "email",
    "mail": "email",
    "chatt": "chat",
    "tekstmelding": "sms",
    "besøk": "desk",
    "besök": "desk",
    "skranke": "desk",
    "reception": "desk",
}


class BadCell(ValueError):
    """A cell's text is not what its column holds; the message says what to write."""


def text(cell: str) -> str:
    """Return the words as they are."""
    return cell


def line(most: int) -> Callable[[str], str]:
    """Return a reader of words of at most so many letters."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise BadCell(f"has {len(cell)} letters – shorten it to {most}")
        return cell

    return read


def slug(cell: str) -> str:
    """Read a short name of small letters, digits and hyphens."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", cell) or len(cell) > 64:
        raise BadCell(f"{cell!r} is no short name – write small letters a to z, digits and hyphens")
    return cell


def label(cell: str) -> str:
    """Read a pseudonym: up to 64 letters without spaces, not of the form that erasure leaves behind."""
    if re.search(r"\s", cell) or len(cell) > 64:
        raise BadCell(f"{cell!r} is no label – write one word of at most 64 letters, best a pseudonym")
    if cell.startswith("erased-"):
        raise BadCell(f"{cell!r} is what an erased person is called – give another label")
    return cell


def words(cell: str) -> list[str]:
    """Read words parted by spaces, commas or semicolons."""
    return list(dict.fromkeys(re.split(r"[\s,;]+", cell.strip(" ,;"))))


def names(cell: str) -> list[str]:
    """Read names parted by commas or semicolons; a name may hold spaces."""
    return list(dict.fromkeys(" ".join(each.split()) for each in re.split(r"[,;]", cell) if each.strip()))


def choices(known: Collection[str], also: dict[str, str]) -> Callable[[str], list[str]]:
    """Return a reader of several words of a list, in any case and by the other names given in `also`."""

    def read(cell: str) -> list[str]:
        found = [also.get(word.casefold(), word.casefold()) for word in words(cell)]
        strange = [word for word in found if word not in known]
        if strange:
            raise BadCell(f"{strange[0]!r} is not known – write {', '.join(known)}")
        return list(dict.fromkeys(found))

    return read


def choice(known: Collection[str], also: dict[str, str]) -> Callable[[str], str]:
    """Return a reader of one word of a list."""
    several = choices(known, also)

    def read(cell: str) -> str:
        found = several(cell)
        if len(found) > 1:
            raise BadCell(f"{cell!r} is more than one – write one of {', '.join(known)}")
        return found[0]

    return read


languages = choices(("nb", "nn", "sv", "da", "fi", "en"), _LANGUAGES)
channels = choices(get_args(Channel), _CHANNELS)
channel = choice([each for each in get_args(Channel) if each != "web_page"], _CHANNELS)


def number(cell: str) -> float:
    """Read a number with a decimal point or comma: `3.5`, `3,5`, `1 250,5`."""
    plain = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", cell)
    if not re.fullmatch(r"[-\u2212]?\d+([.,]\d+)?", plain, re.ASCII):
        raise BadCell(f"{cell!r} is no number – write it like 3,5 or 3.5")
    return float(plain.replace("\u2212", "-").replace(",", "."))


def whole(cell: str) -> int:
    """Read a whole number of 0 or more."""
    value = number(cell)
    if not value.is_integer() or value < 0 or value > 2_147_483_647:
        raise BadCell(f"{cell!r} is no whole number of 0 or more")
    return int(value)


def flag(cell: str) -> bool:
    """Read yes or no."""
    if cell.casefold() in _YES | _NO:
        return cell.casefold() in _YES
    raise BadCell(f"{cell!r} is neither yes nor no")


def day(cell: str) -> dt.date:
    """Read a date, `2026-12-01` or `1.12.2026`; never `01/12/2026`, which two countries read differently."""
    found = _DATE.fullmatch(cell.removesuffix(" 00:00:00"))
    if found:
        year, month, date = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
        try:
            return dt.date(int(year), int(month), int(date))
        except ValueError:
            pass
    raise BadCell(f"{cell!r} is no date – write it like 2026-12-01")


def moment(cell: str) -> dt.datetime:
    """Read a date with a time and, if wanted, its zone; without one it is UTC."""
    try:
        value = dt.datetime.fromisoformat(cell)
    except ValueError:
        value = dt.datetime.combine(day(cell), dt.time())
    return value if value.tzinfo else value.replace(tzinfo=dt.UTC)


def mail(cell: str) -> str:
    """Read the address of a mailbox."""
    if not _MAIL.fullmatch(cell) or len(cell) > 254:
        raise BadCell(f"{cell!r} is no mail address – write it like post@fjordvik.example")
    return cell


def own_phone(cell: str) -> str:
    """Read a person's phone, with its country; never an emergency or premium number."""
    plain = dialled(cell)
    if re.fullmatch(r"00[1-9]\d+", plain, re.ASCII):
        plain = f"+{plain[2:]}"
    if re.fullmatch(r"[\d.,]+[eE]\+?\d+", plain, re.ASCII):
        raise BadCell(f"{cell!r} was made a number by a spreadsheet – format the column as text")
    if not plain.startswith(("+", "sip:", "sips:")):
        raise BadCell(f"{cell!r} lacks its country – write it like +47 10 55 10 01")
    return phone(plain, country="NO")


def phone(cell: str, *, country: str) -> str:
    """Return a number as it is dialled; emergency and premium numbers are refused by the telephone's rule."""
    try:
        return check_dialable(dialled(cell), country=country, allowed=None)
    except NotAllowed as refusal:
        raise BadCell(str(refusal)) from None
