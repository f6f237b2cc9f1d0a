from collections.abc import Mapping, Sequence
from dataclasses import replace

from probes.chat.conclude import conclude_chat
from probes.chat.judge import Judged
from probes.chat.notice import Notice, NoticeKind
from probes.chat.turn import Side, Speaker, Turn
from probes.event import Event, EventKind
from probes.outcome import Outcome
from probes.timeline import Timeline

REVIEWED = "reviewer"
"""The sign of a turn whose speaker a person has told."""

_ANEW = frozenset(
    {
        EventKind.PERSON_JOINED,
        EventKind.PERSON_ANSWERED,
        EventKind.QUEUE_STARTED,
        EventKind.QUEUE_ENDED,
        EventKind.TRANSFERRED,
    }
)
"""What the turns decide; everything else was seen as it is."""
_DECIDED = frozenset(
    {
        Outcome.ANSWERED_BY_PERSON,
        Outcome.ANSWERED_BY_MACHINE_ONLY,
        Outcome.WAIT_LIMIT_REACHED,
        Outcome.NO_ANSWER,
    }
)
"""Outcomes that depend on who wrote."""


def look_again(timeline: Timeline, *, turns: Sequence[Turn], speakers: Mapping[int, Speaker]) -> Timeline:
    """Return a chat's timeline in which a person has said who wrote some turns (`speakers`).

    `turns` as `read_transcript` gives them, counted from 1 as in the events. What is said is certain; every
    other turn stays what it was taken for. Queue, first person, passings-on and outcome follow anew. Raises
    ValueError for a speaker other than robot, person and undecided, for a number that is no turn of the other
    side's, and if the turns are not this timeline's.
    """
    for number, speaker in speakers.items():
        if not 0 < number <= len(turns) or turns[number - 1].side is Side.OWN:
            raise ValueError(f"{number} is no turn of the other side's")
        if speaker not in (Speaker.ROBOT, Speaker.PERSON, Speaker.UNDECIDED):
            raise ValueError(f"{speaker.value} cannot be said of a turn")
    judged = _judged(timeline, turns, speakers)
    kept = [_retold(event, speakers) for event in timeline if event.kind not in _ANEW]
    positions = [
        (event.offset_ms / 1000, int(str(event.detail.get("position", 0))))
        for event in kept
        if event.kind is EventKind.QUEUE_POSITION
    ]
    until_s = max((event.offset_ms for event in timeline), default=0.0) / 1000
    anew = [
        Event(found.at_s * 1000, found.kind, found.source, found.confidence, found.detail)
        for found in conclude_chat(judged, positions=positions, until_s=until_s)
        if found.kind in _ANEW
    ]
    outcome = _outcome(timeline, judged, queued=any(each.kind is EventKind.QUEUE_STARTED for each in anew))
    return replace(timeline, outcome=outcome, events=[*anew, *_ended(kept, outcome)])


def told_speakers(timeline: Timeline) -> dict[int, Speaker]:
    """Return what a person has said of turns so far, by the turn's number."""
    return {
        int(str(event.detail["number"])): Speaker(str(event.detail["speaker"]))
        for event in timeline.all(EventKind.CHAT_TURN)
        if REVIEWED in _signs(event)
    }


def _judged(timeline: Timeline, turns: Sequence[Turn], speakers: Mapping[int, Speaker]) -> list[Judged]:
    events = {int(str(event.detail["number"])): event for event in timeline.all(EventKind.CHAT_TURN)}
    if set(events) != set(range(1, len(turns) + 1)):
        raise ValueError("the words are not this timeline's")
    return [_one(turn, events[number], speakers.get(number)) for number, turn in enumerate(turns, 1)]


def _one(turn: Turn, event: Event, told: Speaker | None) -> Judged:
    if told is not None:
        # A notice that somebody wrote after all is no notice.
        return Judged(replace(turn, side=Side.THEIRS), told, 1.0, (REVIEWED,))
    speaker, signs = Speaker(str(event.detail["speaker"])), tuple(map(str, _signs(event)))
    notice = Notice(NoticeKind(signs[0])) if speaker is Speaker.SYSTEM and signs else None
    return Judged(turn, speaker, event.confidence, signs, notice)


def _retold(event: Event, speakers: Mapping[int, Speaker]) -> Event:
    told = speakers.get(int(str(event.detail["number"]))) if event.kind is EventKind.CHAT_TURN else None
    if told is None:
        return event
    return replace(event, confidence=1.0, detail={**event.detail, "speaker": told.value, "signs": [REVIEWED]})


def _outcome(timeline: Timeline, judged: Sequence[Judged], *, queued: bool) -> Outcome | None:
    if timeline.outcome not in _DECIDED:
        return timeline.outcome
    speakers = {one.speaker for one in judged}
    if Speaker.PERSON in speakers:
        return Outcome.ANSWERED_BY_PERSON
    limit = timeline.first(EventKind.LIMIT_REACHED)
    if queued and limit is not None and limit.detail.get("limit") == "wait":
        return Outcome.WAIT_LIMIT_REACHED
    if queued or speakers & {Speaker.ROBOT, Speaker.UNDECIDED}:
        return Outcome.ANSWERED_BY_MACHINE_ONLY
    return Outcome.NO_ANSWER


def _ended(events: Sequence[Event], outcome: Outcome | None) -> list[Event]:
    told = {} if outcome is None else {"outcome": outcome.value}
    return [
        replace(event, detail={**event.detail, **told}) if event.kind is EventKind.FINISHED else event
        for event in events
    ]


def _signs(event: Event) -> Sequence[object]:
    found = event.detail.get("signs")
    return found if isinstance(found, list) else ()
