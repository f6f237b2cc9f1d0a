from collections.abc import Iterator, Sequence
from dataclasses import replace

from probes.event import Event, EventKind, Source
from probes.phone.conversation.heard import Heard
from probes.phone.minutes import Minutes
from probes.phone.sound.segment import SoundKind, Speaker
from probes.phone.stretches import conclude_stretches
from probes.phone.transfers import reconcile

_KINDS = {
    SoundKind.SPEECH: (EventKind.SPEECH_STARTED, EventKind.SPEECH_ENDED),
    SoundKind.MUSIC: (EventKind.MUSIC_STARTED, EventKind.MUSIC_ENDED),
    SoundKind.TONE: (EventKind.TONE_STARTED, EventKind.TONE_ENDED),
    SoundKind.SILENCE: (EventKind.SILENCE_STARTED, EventKind.SILENCE_ENDED),
}
FEATURES = "features.bin"
"""The evidence from which a call can be heard again; no sound can be made of it."""

_SILENCE_S = 1.0
"""Shorter silences are the pauses of speech and would only crowd the timeline."""

_SAME_S = 0.5
"""The analysis may move the beginning of a stretch by so much."""

_BELIEVED = 0.6
"""Confidence in a person of whom only the shopper knows (project's own choice)."""

_SAID = ("speaker", "prompt", "tone", "frequency_hz", "same_voice", "reasons")


def record_sound(minutes: Minutes, heard: Sequence[Heard]) -> None:
    """Write what the final analysis heard as events, the first person's first word among them."""
    for event in sound_events(heard):
        minutes.event(
            event.kind,
            event.source,
            at_ns=round(event.offset_ms * 1e6),
            confidence=event.confidence,
            detail=event.detail,
        )


def sound_events(heard: Sequence[Heard]) -> Iterator[Event]:
    """Tell what was heard as events; their offsets are the ms of the clock that `heard` is placed on."""
    for stretch in heard:
        if stretch.kind is SoundKind.SILENCE and stretch.lasting(stretch.end or stretch.start) < _SILENCE_S:
            continue
        started, ended = _KINDS[stretch.kind]
        detail = _said(stretch)
        yield Event(stretch.start * 1000, started, Source.MEDIA, stretch.confidence, detail)
        if stretch.end is not None:
            short = {key: value for key, value in detail.items() if key != "reasons"}
            yield Event(stretch.end * 1000, ended, Source.MEDIA, stretch.confidence, short)
    first = first_person(heard)
    if first is not None:
        detail = {"reasons": first.detail["reasons"]} if first.detail.get("reasons") else {}
        yield Event(first.start * 1000, EventKind.PERSON_ANSWERED, Source.MEDIA, first.confidence, detail)


def keep_features(minutes: Minutes, features: bytes, *, origin_s: float) -> None:
    """Attach a call's features, with a note when they begin: `origin_s` on CLOCK_MONOTONIC."""
    name = minutes.attach(FEATURES, features)
    detail = {"note": "features"}
    minutes.event(EventKind.NOTE, Source.MEDIA, at_ns=_ns(origin_s), detail=detail, evidence=name)


def first_person(heard: Sequence[Heard]) -> Heard | None:
    """Return the first person's first stretch of speech, or None."""
    people = [h for h in heard if h.kind is SoundKind.SPEECH and h.speaker is Speaker.PERSON]
    return min(people, key=lambda h: h.start, default=None)


def believe_the_shopper(heard: Sequence[Heard], *, since: float) -> list[Heard]:
    """Return what was heard with the voice that the shopper talked with from `since` on as a person's.

    For a talk in which the analysis found no person at all: the shopper was there, and a call that met
    a person must not be made again. A recording known from other calls stays one.
    """
    believed = []
    for stretch in heard:
        late = stretch.kind is SoundKind.SPEECH and stretch.start >= since - _SAME_S
        if late and "prompt" not in stretch.detail:
            person = {"speaker": Speaker.PERSON.value, "reasons": ["talked_with_the_shopper"]}
            believed.append(replace(stretch, confidence=_BELIEVED, detail={**stretch.detail, **person}))
        else:
            believed.append(stretch)
    return believed


def record_conclusions(minutes: Minutes) -> None:
    """Conclude menus, queue and transfers from the events written so far."""
    minutes.conclude(conclude_stretches(minutes.timeline))
    minutes.conclude([transfer.event() for transfer in reconcile(minutes.timeline)])


def glimpse_of(minutes: Minutes, heard: Heard) -> None:
    """Show live what the ear reports; the decided events follow after the call."""
    started, ended = _KINDS[heard.kind]
    if heard.kind is SoundKind.SILENCE:
        return
    over = heard.end is not None
    minutes.glimpse(
        ended if over else started,
        Source.MEDIA,
        at_ns=_ns(heard.start if heard.end is None else heard.end),
        confidence=heard.confidence,
        detail=_said(heard),
    )


def glimpse_person(minutes: Minutes, heard: Heard) -> None:
    """Show live that a person has been heard, back-dated to the first word as far as it is known yet."""
    minutes.glimpse(
        EventKind.PERSON_ANSWERED, Source.MEDIA, at_ns=_ns(heard.start), confidence=heard.confidence
    )


def _said(heard: Heard) -> dict[str, object]:
    """Keep what was told; a plain "no" (`same_voice`) is as good as a "yes"."""
    return {key: heard.detail[key] for key in _SAID if heard.detail.get(key) not in (None, "", [])}


def _ns(seconds: float) -> int:
    return round(seconds * 1e9)
