"""When somebody answers: clock ranges of the days of the week."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar, Self

from pydantic import ConfigDict, GetJsonSchemaHandler, RootModel, model_validator
from pydantic_core import CoreSchema

from scenarios.telling import mistake
from scenarios.written import Written

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = "(mon|tue|wed|thu|fri|sat|sun)"
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]|24:00"
_RANGE = rf"({_CLOCK})-({_CLOCK})"


@dataclass(frozen=True, slots=True)
class Clock(Written):
    """A time of day on the organisation's clock, in minutes after midnight: "12:00"."""

    minute: int

    meaning: ClassVar[str] = "a time of day"
    pattern: ClassVar[str] = rf"^({_CLOCK})$"
    examples: ClassVar[tuple[str, ...]] = ("12:00",)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `12:00`."""
        if not re.fullmatch(cls.pattern, text):
            raise mistake("must be a time of day", "write it with two digits each, like 12:00")
        return cls(int(text[:2]) * 60 + int(text[3:]))

    def __str__(self) -> str:
        return f"{self.minute // 60:02}:{self.minute % 60:02}"


@dataclass(frozen=True, slots=True)
class Hours(Written):
    """The open hours of a day, as minutes after midnight: `08:00-11:30, 12:00-15:30`."""

    ranges: tuple[tuple[int, int], ...]

    meaning: ClassVar[str] = "hours of a day"
    pattern: ClassVar[str] = rf"^{_RANGE}(, ?{_RANGE})*$"
    examples: ClassVar[tuple[str, ...]] = ("08:00-15:30", "08:00-11:30, 12:00-15:30")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one or more ranges; each must end after it begins and after the one before it."""
        if len(text) > 200 or not re.fullmatch(cls.pattern, text):
            raise mistake("must be hours of a day", "write them like 08:00-15:30")
        ranges: list[tuple[int, int]] = []
        for part in text.split(","):
            begin, end = (Clock.parse(clock).minute for clock in part.strip().split("-"))
            if end <= begin:
                raise mistake(
                    f"{part.strip()} ends before it begins",
                    "hours over midnight are written under both days, up to 24:00 and from 00:00",
                )
            if ranges and begin < ranges[-1][1]:
                raise mistake(f"{part.strip()} begins before the range ahead of it ends", "put them in order")
            ranges.append((begin, end))
        return cls(tuple(ranges))

    def contains(self, at: time) -> bool:
        """Whether the clock time `at` lies inside (the end itself is outside)."""
        minute = at.hour * 60 + at.minute + at.second / 60
        return any(begin <= minute < end for begin, end in self.ranges)

    @property
    def minutes(self) -> int:
        """How long it is open, in minutes."""
        return sum(end - begin for begin, end in self.ranges)

    def __str__(self) -> str:
        return ", ".join(
            f"{begin // 60:02}:{begin % 60:02}-{end // 60:02}:{end % 60:02}" for begin, end in self.ranges
        )


@dataclass(frozen=True, slots=True)
class Weekdays(Written):
    """Some days of the week, 0 for Monday: `mon-fri`, `mon, wed-fri`."""

    days: tuple[int, ...]

    meaning: ClassVar[str] = "days of the week"
    pattern: ClassVar[str] = rf"^{_DAY}(-{_DAY})?(, ?{_DAY}(-{_DAY})?)*$"
    examples: ClassVar[tuple[str, ...]] = ("mon-fri", "sat", "mon, wed-fri")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read days and ranges of days; a range over the week's end is refused."""
        if re.fullmatch(Hours.pattern, text):
            raise mistake(
                "these are hours, not days", 'write the hours of a day in quotes: "08:00-11:30, 12:00-15:30"'
            )
        if len(text) > 100 or not re.fullmatch(cls.pattern, text):
            raise mistake("must be days of the week", "write them like mon-fri or sat")
        days: set[int] = set()
        for part in text.split(","):
            first, _, last = part.strip().partition("-")
            begin, end = DAYS.index(first), DAYS.index(last or first)
            if end < begin:
                raise mistake(f"{part.strip()} runs over the end of the week", "write it as two ranges")
            days.update(range(begin, end + 1))
        return cls(tuple(sorted(days)))

    def __contains__(self, day: date) -> bool:
        return day.weekday() in self.days

    def __str__(self) -> str:
        runs: list[list[int]] = []
        for day in self.days:
            if runs and day == runs[-1][-1] + 1:
                runs[-1].append(day)
            else:
                runs.append([day])
        return ", ".join(DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs)


class OpeningHours(RootModel[dict[Weekdays, Hours]]):
    """Days of the week and their hours: `{mon-fri: 08:00-15:30}`. A day not named is closed. Or `always`."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _always(cls, value: Any) -> Any:
        return {"mon-sun": "00:00-24:00"} if value == "always" else value

    @model_validator(mode="after")
    def _each_day_once(self) -> Self:
        seen: set[int] = set()
        if not self.root:
            raise mistake("no day is open", "name a day and its hours, like {mon-fri: 08:00-15:30}")
        for days in self.root:
            for day in days.days:
                if day in seen:
                    raise mistake(f"{DAYS[day]} is named twice", "name each day once", at=(str(days),))
                seen.add(day)
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        days = handler.resolve_ref_schema(handler(schema))
        about = days.pop("description", "")
        return {"description": about, "anyOf": [{"const": "always"}, {**days, "minProperties": 1}]}

    def hours(self, day: date) -> Hours | None:
        """The hours of a date by its day of the week; None when closed. Holidays are not known here."""
        return next((hours for days, hours in self.root.items() if day in days), None)

    def is_open(self, at: datetime) -> bool:
        """Whether somebody should answer at this moment of the organisation's own clock."""
        hours = self.hours(at.date())
        return hours is not None and hours.contains(at.time())
