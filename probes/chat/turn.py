from dataclasses import dataclass
from enum import StrEnum


class Speaker(StrEnum):
    """Who wrote something in a chat."""

    SHOPPER = "shopper"
    ROBOT = "robot"
    PERSON = "person"
    SYSTEM = "system"
    """A notice of the widget: queue, joined, left, closed."""
    UNDECIDED = "undecided"


class Side(StrEnum):
    """Where the widget puts a message, before anybody has judged it."""

    OWN = "own"
    THEIRS = "theirs"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Turn:
    """One message as it stood in the chat. Its words never leave the attempt but masked, as evidence.

    `at_s` is its first appearance in seconds of any one clock; `typing_s` for how long typing was shown
    before it. `author` and `label` are as the widget shows them; `mark` what the widget's own code says of
    the author. `choices` counts ready answers to press. `early` says that it stood there when we came.
    """

    at_s: float
    side: Side
    text: str
    author: str = ""
    label: str = ""
    mark: Speaker | None = None
    typing_s: float | None = None
    choices: int = 0
    early: bool = False
