import re

from results.exchange.cells import BadCell

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ALSO = {"man": "mon", "mån": "mon", "tir": "tue", "tis": "tue", "ons": "wed", "tor": "thu", "tors": "thu",
         "fre": "fri", "lør": "sat", "lör": "sat", "søn": "sun", "sön": "sun"}  # fmt: skip
_DAY = "([a-zæøåäö]{3,5})"
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?"
_PART = re.compile(
    rf"{_DAY}(?:\s*[-–]\s*{_DAY})?\s*:?\s+((?:{_CLOCK}\s*[-–]\s*{_CLOCK}[\s,;]*)+|(?:closed|stengt|stängt)[\s,;]*)"
)
_RANGE = re.compile(rf"({_CLOCK})\s*[-–]\s*({_CLOCK})")


def opening_hours(cell: str) -> dict[str, str]:
    """Read opening hours, such as `mon-fri 08:00-15:30, sat 10-14` or `man-fre 8.00-15.30`.

    Days may be parted by commas, semicolons or spaces. Raises BadCell.
    """
    found: dict[str, str] = {}
    place = 0
    rest = cell.casefold().strip()
    while place < len(rest):
        part = _PART.match(rest, place)
        if part is None:
            raise BadCell(f"{rest[place:][:40]!r} are no opening hours – write them like mon-fri 08:00-15:30")
        first, last, ranges = _day(part[1]), part[2] and _day(part[2]), part[3]
        key = f"{first}-{last}" if last else first
        if key in found:
            raise BadCell(f"{key} is named twice – write all its hours behind one name")
        hours = [f"{_clock(begin)}-{_clock(end)}" for begin, end in _RANGE.findall(ranges)]
        found[key] = ", ".join(hours) or "closed"
        place = part.end()
    return {key: hours for key, hours in found.items() if hours != "closed"}


def _day(word: str) -> str:
    for known in (word, word[:3]):
        if known in _DAYS or known in _ALSO:
            return _ALSO.get(known, known)
    raise BadCell(f"{word!r} is no day – write mon, tue, wed, thu, fri, sat or sun")


def _clock(written: str) -> str:
    hour, _, minute = written.replace(".", ":").partition(":")
    return f"{int(hour):02}:{minute or '00'}"
