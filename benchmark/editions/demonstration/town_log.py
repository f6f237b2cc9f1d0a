"""What the practice town logged during a demonstration, over all its starts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from probes.calibration.true_call import TrueCall
from probes.calibration.truth_reader import read_calls
from probes.sandbox.truth import Happening, TrueEvent, read_truth
from probes.sandbox.web.town_sites import web_truth

_CLOCK = "wall_less_monotonic_ns"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A chat or a letter as the town saw it: when it began and a person answered, s of the wall clock."""

    call: str
    began_s: float
    answered_s: float | None


@dataclass(frozen=True, slots=True)
class TownLog:
    """The town's own log. Its clock is the machine's, so it needs no agreement on time.

    `calls` by Call-ID; `chats` by organisation and `letters` by mailbox, each in the order of beginning.
    """

    calls: dict[str, TrueCall]
    chats: dict[str, list[Exchange]]
    letters: dict[str, list[Exchange]]


def new_truth_folder(place: Path) -> Path:
    """Make the folder in which a town that starts now logs; a demonstration that goes on has several."""
    number = len(list(place.glob("town-*"))) + 1
    folder = place / f"town-{number:03}"
    folder.mkdir(parents=True)
    (folder / _CLOCK).write_text(str(time.time_ns() - time.monotonic_ns()), encoding="utf-8")
    return folder


def read_town_log(place: Path) -> TownLog:
    """Read what all starts of the town logged under `place`."""
    calls: dict[str, TrueCall] = {}
    chats: dict[str, list[Exchange]] = {}
    letters: dict[str, list[Exchange]] = {}
    for folder in sorted(place.glob("town-*")):
        shift = int((folder / _CLOCK).read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.jsonl")):
            events = read_truth(path)
            name = path.name.removesuffix(".jsonl")
            if "@" in name:
                letters.setdefault(name, []).extend(_letters(events, shift))
            elif path == web_truth(folder, name.removesuffix(".web")):
                chats.setdefault(name.removesuffix(".web"), []).extend(_chats(events, shift))
            else:
                calls |= read_calls(events)
    return TownLog(calls, chats, letters)


def _chats(events: list[TrueEvent], shift: int) -> Iterator[Exchange]:
    return _exchanges(events, shift, Happening.CHAT_OPENED, Happening.TURN_SENT, "who")


def _letters(events: list[TrueEvent], shift: int) -> Iterator[Exchange]:
    return _exchanges(events, shift, Happening.LETTER_RECEIVED, Happening.LETTER_SENT, "letter")


def _exchanges(
    events: list[TrueEvent], shift: int, begins: Happening, answers: Happening, whose: str
) -> Iterator[Exchange]:
    for first in events:
        if first.event is begins:
            by_person = (
                each.ns
                for each in events
                if each.call == first.call and each.event is answers and each.detail.get(whose) == "person"
            )
            answered = next(by_person, None)
            yield Exchange(
                first.call, (first.ns + shift) / 1e9, None if answered is None else (answered + shift) / 1e9
            )
