"""The errors of this room.

ScenarioError
├── ScenarioErrors   documents are wrong: every mistake with file, line, column and remedy
└── NotWritten       a skeleton or schema could not be written; says why
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake in one file. Line and column count from 1; `path` leads to the place (`areas.waiting`)."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        path = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}:{self.column}: {path}{self.message}"

    def as_json(self) -> dict[str, object]:
        """The mistake as a plain mapping, for `--json`."""
        return asdict(self)


class ScenarioError(Exception):
    """Anything that goes wrong in this room and that a user may read."""


class ScenarioErrors(ScenarioError):
    """Documents are wrong. `mistakes` holds every one, in the order of files and lines."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(map(str, self.mistakes)))


class NotWritten(ScenarioError):
    """A skeleton or schema could not be written. The message says why and what to do."""
