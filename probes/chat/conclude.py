from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from probes.chat.judge import Judged
from probes.chat.notice import NoticeKind
from probes.chat.phrases import plain, says
from probes.chat.transcript import authors
from probes.chat.turn import Side, Speaker
from probes.event import EventKind, Source

_MOST_SIGNS = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """An event to be written about a chat; `at_s` is on the turns' clock."""

    at_s: float
    kind: EventKind
    source: Source
    confidence: float = 1.0
    detail: dict[str, Any] = field(default_factory=dict)


def conclude_chat(
    judged: Sequence[Judged], *, positions: Sequence[tuple[float, int]] = (), until_s: float
) -> list[Finding]:
    """Return what a chat's turns and places in the queue amount to, as events in order of time.

    Every turn; places in the queue; the queue's beginning and end; a person's coming; the first words of
    the first person; each passing-on to another person. No event holds a word or a name. `until_s` is
    when our looking ended.
    """
    found = [*_turns(judged), *_positions(judged, positions), *_joined(judged)]
    person = next((one for one in judged if one.speaker is Speaker.PERSON), None)
    if person is not None:
        detail = {"signs": list(person.signs[:_MOST_SIGNS])}
        found.append(
            Finding(person.turn.at_s, EventKind.PERSON_ANSWERED, Source.ANALYSIS, person.confidence, detail)
        )
    found += _queue(judged, positions, person, until_s)
    found += _transfers(judged)
    return sorted(found, key=lambda event: event.at_s)


def _turns(judged: Sequence[Judged]) -> list[Finding]:
    marks = authors(judged)
    found = []
    for number, one in enumerate(judged, 1):
        detail: dict[str, Any] = {
            "number": number,
            "speaker": one.speaker.value,
            "letters": len(one.turn.text),
        }
        if one.turn.author in marks:
            detail["author"] = marks[one.turn.author]
        if one.signs:
            detail["signs"] = list(one.signs[:_MOST_SIGNS])
        if one.turn.choices:
            detail["choices"] = one.turn.choices
        source = Source.CALLER if one.turn.side is Side.OWN else Source.PAGE
        found.append(Finding(one.turn.at_s, EventKind.CHAT_TURN, source, one.confidence, detail))
    return found


def _positions(judged: Sequence[Judged], shown: Sequence[tuple[float, int]]) -> list[Finding]:
    told = [(one.turn.at_s, one.notice.position) for one in judged if one.notice and one.notice.position]
    return [
        Finding(at, EventKind.QUEUE_POSITION, Source.PAGE, detail={"position": position})
        for at, position in (*told, *shown)
    ]


def _joined(judged: Sequence[Judged]) -> list[Finding]:
    return [
        Finding(one.turn.at_s, EventKind.PERSON_JOINED, Source.PAGE, one.confidence)
        for one in judged
        if _is(one, NoticeKind.JOINED) and not says("robot_word", plain(one.turn.text))
    ]


def _queue(
    judged: Sequence[Judged],
    positions: Sequence[tuple[float, int]],
    person: Judged | None,
    until_s: float,
) -> list[Finding]:
    """The waiting for the first person: from the first sign of a queue to their joining or first words."""
    end = until_s if person is None else person.turn.at_s
    starts = [one.turn.at_s for one in judged if _is(one, NoticeKind.QUEUE, NoticeKind.HANDOVER)]
    starts = [at for at in (*starts, *(at for at, _ in positions)) if at < end]
    if not starts:
        return []
    start = min(starts)
    joined = [event.at_s for event in _joined(judged) if start < event.at_s <= end and person is not None]
    left = min(joined, default=end)
    found = [Finding(start, EventKind.QUEUE_STARTED, Source.ANALYSIS)]
    if person is not None:
        found.append(Finding(left, EventKind.QUEUE_ENDED, Source.ANALYSIS))
    return found


def _transfers(judged: Sequence[Judged]) -> list[Finding]:
    """Each change from one person to another: another name, or a notice that somebody new came.

    Signs: `author` another name, `notice` said so, `takes_over` the new person's own words. A changed name
    or a notice is needed; a person's words alone are only a hint.
    """
    found: list[Finding] = []
    before: Judged | None = None
    between: set[NoticeKind] = set()
    for one in judged:
        if one.notice is not None:
            between.add(one.notice.kind)
        if one.speaker is not Speaker.PERSON:
            continue
        if before is not None:
            signs, confidence = _change(before, one, between)
            if confidence:
                detail = {"way": "handover", "signs": signs}
                at = one.turn.at_s
                found.append(Finding(at, EventKind.TRANSFERRED, Source.ANALYSIS, confidence, detail))
        before, between = one, set()
    return found


def _change(before: Judged, after: Judged, between: set[NoticeKind]) -> tuple[list[str], float]:
    """Return the signs that another person writes now, and how sure that is (0: no change)."""
    named = bool(before.turn.author and after.turn.author)
    other = named and plain(before.turn.author) != plain(after.turn.author)
    noticed = bool(between & {NoticeKind.JOINED, NoticeKind.HANDOVER})
    own_words = "takes_over" in after.signs
    signs = [
        name for name, there in (("author", other), ("notice", noticed), ("takes_over", own_words)) if there
    ]
    if named and not other:
        return signs, 0.0  # the same person came back: no passing-on
    weights = {"author": 0.85, "notice": 0.75, "takes_over": 0.3}
    doubt = 1.0
    for name in signs:
        doubt *= 1 - weights[name]
    sure = (1 - doubt) * min(before.confidence, after.confidence)
    return signs, round(sure, 3) if sure >= 0.5 else 0.0


def _is(one: Judged, *kinds: NoticeKind) -> bool:
    return one.notice is not None and one.notice.kind in kinds
