from collections.abc import Mapping
from dataclasses import dataclass

from probes.phone.sound.segment import Segment, SoundKind, Speaker, Tone


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of sound on the call's own clock: `start` and `end` in seconds of CLOCK_MONOTONIC."""

    kind: SoundKind
    start: float
    end: float | None
    confidence: float
    detail: Mapping[str, object]

    @classmethod
    def of(cls, segment: Segment, *, origin: float) -> "Heard":
        """Place a segment on the clock; `origin` is the time of the recording's first sample in seconds."""
        end = None if segment.end_s is None else origin + segment.end_s
        return cls(segment.kind, origin + segment.start_s, end, segment.confidence, segment.detail)

    @property
    def speaker(self) -> Speaker:
        """Who speaks; `undecided` for what is no speech."""
        return Speaker(str(self.detail.get("speaker", Speaker.UNDECIDED)))

    @property
    def tone(self) -> Tone | None:
        """Which tone it is, or None."""
        return Tone(str(self.detail.get("tone", Tone.OTHER))) if self.kind is SoundKind.TONE else None

    @property
    def audible(self) -> bool:
        """True for anything but silence."""
        return self.kind is not SoundKind.SILENCE

    def lasting(self, now: float) -> float:
        """Return for how many seconds it has been heard."""
        return (now if self.end is None else self.end) - self.start
