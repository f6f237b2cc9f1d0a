from collections.abc import Iterator
from dataclasses import dataclass

from probes.event import Event, EventKind
from probes.timeline import Timeline

# How much each sign says by itself: project's own choice, after what common exchanges show a caller.
_REFER = 0.99
_REPLACED = 0.95
_IDENTITY = 0.9
_WAITED_NEW_VOICE = 0.9
_WAITED_VOICE_UNKNOWN = 0.6
_WAITED_SAME_VOICE = 0.1
_HELD_VOICE_UNKNOWN = 0.3
_RINGBACK_NEW_VOICE = 0.95
_RINGBACK_VOICE_UNKNOWN = 0.9
_VOICE = 0.35
_RESTART = 0.2

_SETTLED_MS = 2500.0
"""The identity that comes with the pick-up may follow the first word by so much; it is the baseline."""

_LEAST_WAIT_MS = 900.0
"""Music or ringing shorter than this is a mistake of the ear."""

_VOICE_NEAR_MS = 3000.0

_HOLD_NEAR_MS = 2500.0


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for a transfer, from `at_ms` until `until_ms`."""

    at_ms: float
    until_ms: float
    way: str
    name: str
    confidence: float


def signs_of(timeline: Timeline) -> Iterator[Sign]:
    """Yield every sign in a timeline that the caller was passed on after the first person answered."""
    yield from _certain(timeline)
    person = timeline.first(EventKind.PERSON_ANSWERED)
    if person is None:
        return
    since = person.offset_ms
    end = timeline.first(EventKind.HUNG_UP, EventKind.FINISHED)
    until = end.offset_ms if end else float("inf")
    yield from _identities(timeline, since + _SETTLED_MS)
    for event in timeline.all(EventKind.REPLACED):
        yield Sign(event.offset_ms, event.offset_ms, "replaces", "replaces", _REPLACED)
    for event in timeline.all(EventKind.MEDIA_RESTARTED):
        if since + _SETTLED_MS < event.offset_ms < until:
            yield Sign(event.offset_ms, event.offset_ms, "inside", "media_restarted", _RESTART)
    voices = [event for event in timeline.all(EventKind.VOICE_CHANGED) if since < event.offset_ms < until]
    for event in voices:
        yield Sign(event.offset_ms, event.offset_ms, "inside", "voice_changed", _VOICE * event.confidence)
    yield from _waits(timeline, since, until, voices)


def _certain(timeline: Timeline) -> Iterator[Sign]:
    for event in timeline.all(EventKind.REFER_RECEIVED):
        if event.detail.get("accepted", True):
            yield Sign(event.offset_ms, event.offset_ms, "refer", "refer", _REFER)
    for event in timeline.all(EventKind.REDIRECTED):
        if event.detail.get("accepted", True):
            yield Sign(event.offset_ms, event.offset_ms, "redirect", "redirect", _REFER)


def _identities(timeline: Timeline, since: float) -> Iterator[Sign]:
    for event in timeline.all(EventKind.IDENTITY_CHANGED):
        if event.offset_ms > since:
            yield Sign(event.offset_ms, event.offset_ms, "reinvite", "identity_changed", _IDENTITY)


def _waits(timeline: Timeline, since: float, until: float, voices: list[Event]) -> Iterator[Sign]:
    """Music or ringing inside the talk, and then a voice."""
    speech = [event for event in timeline.all(EventKind.SPEECH_STARTED) if event.offset_ms > since]
    for start, end, ringing in _heard_waits(timeline, since, until):
        if end - start < _LEAST_WAIT_MS:
            continue
        followed = [event for event in speech if event.offset_ms >= end - 300.0]
        if not followed:
            continue  # the call ended while waiting: nobody took over
        voice = followed[0].offset_ms
        changed = _voice_told(voices, followed[0])
        if ringing:
            confidence = _RINGBACK_VOICE_UNKNOWN if changed is None else _RINGBACK_NEW_VOICE
        elif changed is None:
            held = _was_only_held(timeline, start, voice)
            confidence = _HELD_VOICE_UNKNOWN if held else _WAITED_VOICE_UNKNOWN
        else:
            confidence = _WAITED_NEW_VOICE if changed else _WAITED_SAME_VOICE
        yield Sign(
            start, voice, "inside", "ringing_then_voice" if ringing else "music_then_voice", confidence
        )


def _was_only_held(timeline: Timeline, start: float, voice: float) -> bool:
    """Tell whether the exchange signalled a hold and its end, and no new identity with it."""
    held = [e for e in timeline.all(EventKind.HELD) if abs(e.offset_ms - start) <= _HOLD_NEAR_MS]
    resumed = [e for e in timeline.all(EventKind.RESUMED) if abs(e.offset_ms - voice) <= _HOLD_NEAR_MS]
    identities = timeline.all(EventKind.IDENTITY_CHANGED)
    renamed = [e for e in identities if start - _HOLD_NEAR_MS <= e.offset_ms <= voice + _HOLD_NEAR_MS]
    return bool(held and resumed and not renamed)


def _voice_told(voices: list[Event], speech: Event) -> bool | None:
    """Say whether the voice after a wait is another one; None if the ear could not tell."""
    told = speech.detail.get("same_voice")
    if isinstance(told, bool):
        return not told
    reasons = speech.detail.get("reasons")
    if isinstance(reasons, list) and {"same_voice", "another_voice"} & set(reasons):
        return "another_voice" in reasons
    near = [event for event in voices if abs(event.offset_ms - speech.offset_ms) <= _VOICE_NEAR_MS]
    return True if near else None


def _heard_waits(timeline: Timeline, since: float, until: float) -> list[tuple[float, float, bool]]:
    """Return stretches of music and ringing after the first person, those that follow each other as one."""
    kinds = {
        EventKind.MUSIC_STARTED: EventKind.MUSIC_ENDED,
        EventKind.TONE_STARTED: EventKind.TONE_ENDED,
    }
    found: list[tuple[float, float, bool]] = []
    for event in timeline.all(*kinds):
        ringing = event.kind is EventKind.TONE_STARTED
        if event.offset_ms <= since or (ringing and event.detail.get("tone") != "ringback"):
            continue
        ends = [e.offset_ms for e in timeline.all(kinds[event.kind]) if e.offset_ms >= event.offset_ms]
        end = min([*ends, until])
        if found and event.offset_ms - found[-1][1] <= 1500.0:
            found[-1] = (found[-1][0], max(found[-1][1], end), found[-1][2] or ringing)
        else:
            found.append((event.offset_ms, end, ringing))
    return found
