import re
from dataclasses import dataclass
from enum import StrEnum

from probes.chat.phrases import plain, says
from probes.chat.turn import Side, Turn

_LONGEST = 220
"""A notice has at most so many letters (project's own choice)."""

_POSITION = re.compile(
    r"\b(?:nummer|number|nr\.?|no\.?|plass|plats|plads|place|posisjon|position|numero|köplats)\D{0,12}?(\d{1,3})\b"
    r"|\b(\d{1,3})\.? ?(?:i|in) (?:the )?(?:køen|kön|queue|kø|line|rekken)\b"
    r"|\b(\d{1,3}) (?:personer?|andre|andra|people|others?|stykker|stycken|kunder|i kø|i kön)?\s?\w{0,10}\s?"
    r"(?:foran|före|before|ahead|før)\b"
    r"|#\s?(\d{1,3})\b"
)
_I = re.compile(r"\b(jeg|eg|jag|i('m|'ll|'ve| am| can| will| have)|minä|meg|mig|mitt|mit)\b")
_AHEAD = re.compile(r"\b(?:foran|före|before|ahead|før)\b")


class NoticeKind(StrEnum):
    """What a notice tells."""

    QUEUE = "queue"
    JOINED = "joined"
    LEFT = "left"
    HANDOVER = "handover"
    CLOSED_HOURS = "closed_hours"
    """Nobody is on duty."""
    ENDED = "ended"
    """This chat is over."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice: its kind, and the place in the queue where it tells one (1: next)."""

    kind: NoticeKind
    position: int | None = None


_ORDER = (
    ("ended", NoticeKind.ENDED),
    ("closed_hours", NoticeKind.CLOSED_HOURS),
    ("left", NoticeKind.LEFT),
    ("joined", NoticeKind.JOINED),
    ("handover", NoticeKind.HANDOVER),
    ("queue", NoticeKind.QUEUE),
)


def read_notice(turn: Turn, *, names_shown: bool = False) -> Notice | None:
    """Return what a notice tells, or None if the turn is somebody's own words.

    A notice is what the widget puts among its notices, what an author named System writes, and short
    words without any author that say what notices say; or any such words where the widget shows the
    author of everything else (`names_shown`).
    """
    text, author = plain(turn.text), plain(f"{turn.author}")
    if turn.side is Side.OWN or turn.mark is not None:
        return None
    set_apart = (
        turn.side is Side.NOTICE
        or says("system_word", author or "-")
        or says("system_word", plain(turn.label) or "-")
    )
    kind = notice_kind(text)
    if set_apart:
        return Notice(kind, position_in(text))
    bare = not author and not turn.label and len(text) <= _LONGEST
    if not bare or (kind is NoticeKind.OTHER and not names_shown) or _is_talk(text):
        return None
    return Notice(kind, position_in(text))


def notice_kind(text: str) -> NoticeKind:
    """Return what words (through `plain`) would tell if they were a notice."""
    for what, kind in _ORDER:
        if says(what, text):
            return kind
    return NoticeKind.OTHER


def position_in(text: str) -> int | None:
    """Return the place in a queue that words tell, or None. `Two people ahead of you` is place 3."""
    text = plain(text)
    found = _POSITION.search(text)
    if found is None:
        return None
    number = int(next(group for group in found.groups() if group))
    return number + 1 if _AHEAD.search(text[found.start() : found.end() + 8]) and found.group(3) else number


def _is_talk(text: str) -> bool:
    """Whether words without an author are somebody's all the same: a question, or an I."""
    return "?" in text or _I.search(text) is not None
