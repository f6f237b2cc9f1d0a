"""A measured amount on the axis of a value function."""

from dataclasses import dataclass
from typing import ClassVar, Literal, Self

from scenarios.duration import Duration, WorkingDays
from scenarios.telling import mistake
from scenarios.written import Written


@dataclass(frozen=True, slots=True)
class Quantity(Written):
    """An amount: clock time in seconds (`2 min`), working days (`3 working days`) or a plain number."""

    amount: float
    unit: Literal["s", "working day", ""]

    meaning: ClassVar[str] = "an amount"
    pattern: ClassVar[str] = rf"({Duration.pattern})|({WorkingDays.pattern})|^[0-9]+(\.[0-9]+)?$"
    examples: ClassVar[tuple[str, ...]] = ("2 min", "3 working days", "2")
    plain_numbers: ClassVar[bool] = True

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read any of the three kinds."""
        try:
            if len(text) <= 20 and text.replace(".", "", 1).isdecimal() and text.isascii():
                return cls(float(text), "")
            if "work" in text:
                return cls(WorkingDays.parse(text).days, "working day")
            return cls(Duration.parse(text).seconds, "s")
        except ValueError:
            raise mistake("must be an amount", "write it like 2 min, 3 working days or 2") from None

    def __str__(self) -> str:
        if self.unit == "s":
            return str(Duration(self.amount))
        if self.unit == "working day":
            return str(WorkingDays(int(self.amount)))
        return f"{self.amount:.10f}".rstrip("0").rstrip(".")
