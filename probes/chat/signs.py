import re
from collections.abc import Iterator
from typing import NamedTuple

from probes.chat.phrases import plain, says
from probes.chat.turn import Speaker, Turn


class Sign(NamedTuple):
    """One thing that speaks for a person (weight above 0) or a robot (below), in natural log-odds."""

    name: str
    weight: float


# Weights are the project's own choice, set on examples of its own; the held-out turns judge them.
_WORDS = (
    Sign("says_robot", -6.0),
    Sign("says_person", 4.0),
    Sign("offers_person", -3.5),
    Sign("not_understood", -3.0),
    Sign("asks_useful", -2.5),
    Sign("menu_style", -2.0),
    Sign("checks", 2.2),
    Sign("waited", 3.0),
    Sign("takes_over", 3.0),
    Sign("colleague", 2.2),
    Sign("own_name", 1.2),
    Sign("signature", 1.2),
    Sign("human_touch", 1.3),
)
_PRESSED_S_A_LETTER = 1 / 7
"""Seconds a letter that a quick clerk needs (about 80 words a minute; project's own choice)."""

_LIST = re.compile(r"(^|\n)\s*([-•*–]|\d[.)])\s+\S")
_LINK = re.compile(r"https?://|www\.")
_SMILE = re.compile(r"[:;]-?[)D(P]|\.\.+|!!|\?\?")
_CORRECTION = re.compile(r"^\*\w|\w\*$")


def signs_of(
    turn: Turn, *, gap_s: float | None, said_before: bool, robots: tuple[str, ...] = ()
) -> list[Sign]:
    """Return what speaks for and against a person in one turn of the other side.

    `gap_s` are the seconds since the turn before it (ours or theirs), `said_before` whether the same words
    stood in the chat already, `robots` the names under which the organisation's robots are known to write.
    """
    return [*_shown(turn, robots), *_written(turn), *_timed(turn, gap_s), *_style(turn, said_before)]


def _shown(turn: Turn, robots: tuple[str, ...]) -> Iterator[Sign]:
    """What the widget shows beside the words."""
    author, label = plain(turn.author), plain(turn.label)
    if turn.mark is Speaker.ROBOT:
        yield Sign("marked_robot", -14.0)
    elif turn.mark is Speaker.PERSON:
        yield Sign("marked_person", 10.0)
    if author and author in {plain(name) for name in robots}:
        yield Sign("known_robot", -14.0)
    if says("robot_word", f"{label} ") or says("robot_word", author):
        yield Sign("named_robot", -5.0)
    elif label and says("person_word", label):
        yield Sign("named_person", 3.0)
    elif author and says("person_word", author):
        yield Sign("person_in_name", 1.0)


def _written(turn: Turn) -> Iterator[Sign]:
    """What the words say."""
    text = plain(turn.text)
    found = {sign.name for sign in _WORDS if says(sign.name, text)}
    if "says_robot" in found and "says_person" in found:
        # "You are chatting with Frida, our digital assistant": the second half explains the first.
        found.discard("says_person")
    if "says_robot" in found or "offers_person" in found or "not_understood" in found:
        found -= {"own_name", "checks", "human_touch", "signature"}
    yield from (sign for sign in _WORDS if sign.name in found)


def _timed(turn: Turn, gap_s: float | None) -> Iterator[Sign]:
    """How long it took, against how long a person's fingers need."""
    length = len(turn.text)
    if gap_s is not None and gap_s >= 0:
        needed = 1.0 + length * _PRESSED_S_A_LETTER
        share = gap_s / needed
        if gap_s <= 1.6 and length > 15:
            yield Sign("at_once", -2.2)
        elif share < 0.25:
            yield Sign("faster_than_fingers", -1.5)
        elif share < 0.45:
            yield Sign("quick", -0.5)
        elif share > 1.0 and gap_s > 6:
            yield Sign("took_time", 1.5)
        elif gap_s > 6:
            yield Sign("took_some_time", 0.8)
    typed = turn.typing_s
    if typed is not None and typed > 0:
        if length / typed > 28:
            yield Sign("typing_for_show", -1.2)
        elif typed >= 3.5:
            yield Sign("typed", 1.4)
        elif length / typed <= 9 and typed >= 1.5:
            yield Sign("typed_some", 0.6)


def _style(turn: Turn, said_before: bool) -> Iterator[Sign]:
    """How the words look."""
    text = turn.text.strip()
    if turn.choices:
        yield Sign("choices", -3.0)
    if said_before and len(text) > 12:
        yield Sign("said_before", -3.0)
    if len(_LIST.findall(text)) > 1:
        yield Sign("list", -0.8)
    elif _LINK.search(text):
        yield Sign("link", -0.4)
    if _CORRECTION.search(text):
        yield Sign("correction", 2.5)
    letters = [letter for letter in text if letter.isalpha()]
    if letters and text[0].isalpha() and text[0].islower():
        yield Sign("small_letter_first", 1.5)
    if _SMILE.search(text):
        yield Sign("loose_points", 0.7)
    if len(text) > 240:
        yield Sign("long_and_smooth", -0.6)
    elif 0 < len(text) < 25:
        yield Sign("short", 0.4)
    if len(text) >= 15 and text[-1].isalnum():
        yield Sign("no_point_at_the_end", 0.6)
