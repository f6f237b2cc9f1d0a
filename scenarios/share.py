"""Shares as people write them: `80 %`."""

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from scenarios.telling import mistake
from scenarios.written import Written


@dataclass(frozen=True, slots=True, order=True)
class Share(Written):
    """A part of a whole, `0 %` to `100 %`, kept as a fraction between 0 and 1."""

    fraction: float

    meaning: ClassVar[str] = "a share in per cent"
    pattern: ClassVar[str] = r"^[0-9]{1,3}(\.[0-9]+)? ?%$"
    examples: ClassVar[tuple[str, ...]] = ("80 %", "2.5 %")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `80 %`."""
        percent = float(text.rstrip("% ")) if re.fullmatch(cls.pattern, text) and len(text) < 20 else -1.0
        if not 0 <= percent <= 100:
            raise mistake("must be a share between 0 % and 100 %", "write it like 80 %")
        return cls(percent / 100)

    def __str__(self) -> str:
        return f"{round(self.fraction * 100, 9):.9f}".rstrip("0").rstrip(".") + " %"
