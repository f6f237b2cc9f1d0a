"""Lengths of time as people write them: `30 s`, `5 min`, `3 working days`, `90 days`."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Self

from scenarios.telling import mistake
from scenarios.written import Written

_SECONDS = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0}
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"


@dataclass(frozen=True, slots=True, order=True)
class Duration(Written):
    """A stretch of clock time: `250 ms`, `30 s`, `5 min`, `1 h`, `1 min 30 s`."""

    seconds: float

    meaning: ClassVar[str] = "a length of time"
    pattern: ClassVar[str] = rf"^{_NUMBER} ?(ms|s|min|h)( {_NUMBER} ?(ms|s|min|h))*$"
    examples: ClassVar[tuple[str, ...]] = ("5 min", "30 s", "1 min 30 s", "1 h")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `5 min`; a number without a unit is refused."""
        if not re.fullmatch(cls.pattern, text) or len(text) > 40:
            raise mistake("must be a length of time", "write it like 30 s, 5 min or 1 h")
        parts = re.findall(rf"({_NUMBER}) ?(ms|min|s|h)", text)
        return cls(sum(float(amount) * _SECONDS[unit] for amount, unit in parts))

    @property
    def timedelta(self) -> timedelta:
        """The same length for the calendar's arithmetic."""
        return timedelta(seconds=self.seconds)

    def __str__(self) -> str:
        if self.seconds == 0:
            return "0 s"
        for unit in ("h", "min", "s"):
            amount = self.seconds / _SECONDS[unit]
            if amount >= 1 and amount == int(amount):
                return f"{int(amount)} {unit}"
        milliseconds = round(self.seconds * 1000, 6)
        if self.seconds < 1 or milliseconds != round(milliseconds):
            return f"{milliseconds:.6f}".rstrip("0").rstrip(".") + " ms"
        return f"{self.seconds:.3f}".rstrip("0").rstrip(".") + " s"


class _WholeDays(Written):
    """Whole days of some kind; a subclass says which."""

    unit: ClassVar[str]
    week: ClassVar[int] = 0

    days: int

    @classmethod
    def _days(cls, text: str) -> int:
        found = re.fullmatch(rf"([0-9]{{1,5}}) ?({cls.unit}s?|weeks?)", text)
        if found is None or (found[2].startswith("week") and not cls.week):
            raise mistake(f"must be {cls.meaning}", f"write it like {cls.examples[0]}")
        return int(found[1]) * (cls.week if found[2].startswith("week") else 1)

    def __str__(self) -> str:
        return f"{self.days} {self.unit}" + ("" if self.days == 1 else "s")


@dataclass(frozen=True, slots=True, order=True)
class WorkingDays(_WholeDays):
    """Days on which people work where the organisation is: Monday to Friday without public holidays."""

    days: int

    meaning: ClassVar[str] = "a number of working days"
    unit: ClassVar[str] = "working day"
    pattern: ClassVar[str] = r"^[0-9]{1,5} ?working days?$"
    examples: ClassVar[tuple[str, ...]] = ("3 working days", "1 working day")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `3 working days`."""
        return cls(cls._days(text))

    __str__ = _WholeDays.__str__


@dataclass(frozen=True, slots=True, order=True)
class Days(_WholeDays):
    """Days of the calendar: `90 days`, `2 weeks`."""

    days: int

    meaning: ClassVar[str] = "a number of days"
    unit: ClassVar[str] = "day"
    week: ClassVar[int] = 7
    pattern: ClassVar[str] = r"^[0-9]{1,5} ?(days?|weeks?)$"
    examples: ClassVar[tuple[str, ...]] = ("90 days", "2 weeks")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `90 days` or `2 weeks`."""
        return cls(cls._days(text))

    __str__ = _WholeDays.__str__
