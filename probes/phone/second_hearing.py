"""Hears the calls to one touchpoint again, when there are several, from their kept features.

In a first call nobody can be sure what is a recording; in the tenth it has been heard nine times. So once
more calls are there, each is heard again with all the others beside it: what sounds in two calls the same,
to the hundredth of a second, is a recording, for nobody speaks twice alike. Voices are compared and then
forgotten; only the timelines come out.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from probes.event import Event, EventKind, Source
from probes.outcome import Outcome
from probes.phone.aftermath import first_person, sound_events
from probes.phone.conversation.endings import outcome_by_machine, with_person
from probes.phone.conversation.heard import Heard
from probes.phone.sound.features import unpack_features
from probes.phone.sound.memory import Fingerprint
from probes.phone.sound.pieces import Piece
from probes.phone.sound.prints import fingerprint_of
from probes.phone.sound.relisten import relisten
from probes.phone.sound.segment import SoundKind, Speaker
from probes.phone.sound.stretch_pieces import SHORTEST
from probes.phone.sound.track import frame_at
from probes.phone.stretches import conclude_stretches
from probes.phone.transfers import reconcile
from probes.timeline import Timeline

_HEARD_KINDS = frozenset(
    {
        EventKind.SPEECH_STARTED,
        EventKind.SPEECH_ENDED,
        EventKind.MUSIC_STARTED,
        EventKind.MUSIC_ENDED,
        EventKind.TONE_STARTED,
        EventKind.TONE_ENDED,
        EventKind.SILENCE_STARTED,
        EventKind.SILENCE_ENDED,
        EventKind.PERSON_ANSWERED,
    }
)
_OURS = frozenset({Outcome.CANCELLED, Outcome.LOST, Outcome.ERROR})


class KeptCall(NamedTuple):
    """A call as it is kept: its timeline, and the features of its sound (no sound can be made of them)."""

    timeline: Timeline
    features: bytes


def hear_again(calls: Sequence[KeptCall], known: tuple[Fingerprint, ...] = ()) -> list[Timeline | None]:
    """Return each call's new timeline; None where nothing can be or was heard otherwise.

    `known`: the recordings that the touchpoint's memory holds. The timelines given stay as they are.
    Raises BadDocument for features that cannot be read.
    """
    alone = [_heard_alone(call, known) for call in calls]
    heard: list[Timeline | None] = []
    for number, call in enumerate(calls):
        others = [one for n, prints in enumerate(alone) if n != number for one in prints]
        company = sum(bool(prints) for n, prints in enumerate(alone) if n != number)
        heard.append(_heard_anew(call, (*known, *others), others=company))
    return heard


def _heard_alone(call: KeptCall, known: tuple[Fingerprint, ...]) -> list[Fingerprint]:
    """Return what may be recordings in a call, each stretch a fingerprint, to be looked for in the others.

    What a person said to the caller is not among them.
    """
    features = unpack_features(call.features)
    bands = features.bands
    spoke_s = min((act.start_s for act in features.acts if not act.keys), default=math.inf)
    made = []
    for piece in relisten(call.features, known):
        if piece.kind is not SoundKind.SPEECH or piece.end_s is None:
            continue
        if piece.start_s >= spoke_s and piece.speaker is not Speaker.RECORDING:
            continue
        start, end = frame_at(piece.start_s), frame_at(piece.end_s)
        if end - start >= SHORTEST:
            made.append(fingerprint_of(bands[start:end]))
    return made


def _heard_anew(call: KeptCall, known: tuple[Fingerprint, ...], *, others: int) -> Timeline | None:
    timeline = call.timeline
    origin_ms = _features_start(timeline)
    if origin_ms is None or timeline.outcome is None:
        return None
    pieces = relisten(call.features, known, others=others)
    heard = _place(pieces, origin_s=origin_ms / 1000)
    if _only_the_shopper_knows(timeline) and first_person(heard) is None:
        return None
    events = [one for one in timeline.events if one.kind not in _HEARD_KINDS and not _concluded(one)]
    made = replace(timeline, events=[*events, *sound_events(heard)])
    made.outcome = _outcome(timeline, heard)
    made.events = [_finished(one, made.outcome) for one in made.events]
    made.events += conclude_stretches(made)
    made.events += [transfer.event() for transfer in reconcile(made)]
    same = made.to_document() == replace(timeline, events=list(timeline)).to_document()
    return None if same else made


def _place(pieces: Sequence[Piece], *, origin_s: float) -> list[Heard]:
    return [Heard.of(piece.to_segment(), origin=origin_s) for piece in pieces]


def _features_start(timeline: Timeline) -> float | None:
    notes = [one for one in timeline.all(EventKind.NOTE) if one.detail.get("note") == "features"]
    return notes[0].offset_ms if notes else None


def _only_the_shopper_knows(timeline: Timeline) -> bool:
    person = timeline.first(EventKind.PERSON_ANSWERED)
    return person is not None and "talked_with_the_shopper" in _reasons(person)


def _reasons(event: Event) -> list[object]:
    reasons = event.detail.get("reasons")
    return reasons if isinstance(reasons, list) else []


def _concluded(event: Event) -> bool:
    return event.source is Source.ANALYSIS


def _outcome(timeline: Timeline, heard: Sequence[Heard]) -> Outcome:
    """What the call came to: what was heard decides, save where our own side did."""
    assert timeline.outcome is not None
    if timeline.outcome in _OURS:
        return timeline.outcome
    ended = timeline.first(EventKind.HUNG_UP)
    machine = timeline.outcome in (Outcome.CLOSED, Outcome.ANSWERED_BY_MACHINE_ONLY)
    fooled = timeline.outcome is Outcome.ANSWERED_BY_PERSON and first_person(heard) is None
    if (machine or fooled) and ended is not None and ended.detail.get("by") == "organisation":
        keys = [event.offset_ms / 1000 for event in timeline.all(EventKind.KEYS_SENT)]
        return with_person(outcome_by_machine(heard, keys_sent=keys), heard)
    return with_person(timeline.outcome, heard)


def _finished(event: Event, outcome: Outcome) -> Event:
    if event.kind is not EventKind.FINISHED:
        return event
    return replace(event, detail={**event.detail, "outcome": outcome.value})
