"""A file that was read: plain values, the place of each, and the mistakes found so far."""

from dataclasses import dataclass, field
from typing import Any

from scenarios.errors import Mistake

Path = tuple[str | int, ...]
# Numbers in a path count in lists; keys stand in it as text.


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: line and column from 1, of its key (if it has one) and of its value."""

    key: tuple[int, int]
    value: tuple[int, int]
    written: str = ""
    """The word as it stands in the file, for a plain word."""


@dataclass(slots=True)
class Document:
    """A file that was read: its value, the places in it, and the mistakes found on the way."""

    file: str
    value: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, at: tuple[int, int], path: Path, message: str) -> None:
        """Note a mistake."""
        self.mistakes.append(self.told(at, path, message))

    def told(self, at: tuple[int, int], path: Path, message: str) -> Mistake:
        """Make a mistake. What a terminal would not show as it is, is written as its number."""
        return Mistake(self.file, *at, _shown(spelled(path)), _shown(message))


def spelled(path: Path) -> str:
    """Write a path as people read it, elements of lists counted from 1: `phone[2].press`."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else f"{step}"
    return text


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in text)
