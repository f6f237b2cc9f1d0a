from collections import Counter
from typing import TypeAlias

from probes.calibration.true_call import TrueCall, TrueSound
from probes.event import EventKind
from probes.timeline import Timeline

Confusion: TypeAlias = Counter[tuple[str, str]]
"""Seconds' worth of moments by (true sound, measured sound); measured may also be `undecided`."""

STEP_MS = 100.0
"""The distance of the moments that are looked at."""

_PAIRS = {
    EventKind.SPEECH_STARTED: EventKind.SPEECH_ENDED,
    EventKind.MUSIC_STARTED: EventKind.MUSIC_ENDED,
    EventKind.TONE_STARTED: EventKind.TONE_ENDED,
}


def confuse(timeline: Timeline, truth: TrueCall) -> Confusion:
    """Count what was measured at each tenth of a second beside what was really heard.

    From the answer (or the first early sound) until the call ended. Within a stretch of speech people
    pause for breath: silence of the truth shorter than half a second inside it counts as speech.
    """
    measured = _stretches(timeline)
    begun = min((stretch.start_ms for stretch in truth.stretches), default=None)
    if truth.answered_ms is not None:
        begun = truth.answered_ms if begun is None else min(begun, truth.answered_ms)
    end = truth.ended_ms
    counts: Confusion = Counter()
    if begun is None or end is None:
        return counts
    ms = begun
    while ms < end:
        counts[truth.sound_at(ms).value, _measured_at(measured, ms)] += 1
        ms += STEP_MS
    return counts


def _stretches(timeline: Timeline) -> list[tuple[float, float, str]]:
    found = []
    for start in timeline.all(*_PAIRS):
        ends = [event for event in timeline.all(_PAIRS[start.kind]) if event.offset_ms >= start.offset_ms]
        end = ends[0] if ends else None
        if start.kind is EventKind.SPEECH_STARTED:
            said = (end or start).detail.get("speaker") or start.detail.get("speaker")
            name = str(said or "undecided")
        else:
            name = start.kind.value.removesuffix("_started")
        found.append((start.offset_ms, end.offset_ms if end else float("inf"), name))
    return found


def _measured_at(stretches: list[tuple[float, float, str]], ms: float) -> str:
    names = {name for start, end, name in stretches if start <= ms < end}
    order = ("person", "recording", "undecided", "tone", "music")
    return next((name for name in order if name in names), TrueSound.SILENCE.value)
