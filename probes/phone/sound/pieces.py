from dataclasses import dataclass, field
from types import MappingProxyType

from probes.phone.sound.segment import Segment, SoundKind, Speaker, Tone


@dataclass(frozen=True, slots=True)
class CallerAct:
    """What the caller did, in s: spoke from `start_s` to `end_s` (None: still), or pressed a key."""

    start_s: float
    end_s: float | None = None
    keys: bool = False


@dataclass(slots=True)
class Piece:
    """A stretch of one kind of sound from one source, as the decision sees it: times, no sound.

    A stretch of speech in which the source changed is several pieces. `known`: id of the recording that
    it equals, with `likeness`; `again`: that recording was heard earlier in the same call; `new`: its
    first third of a second is no known recording's (None: too early to tell). `same_voice`: after a wait
    inside a talk, whether the voice from before it is back (None: not known). `left`: the sound left the
    recording while it went on, which somebody who cuts in does. `unheard`: none of several other calls to
    the touchpoint has it, which speaks for a person.
    """

    kind: SoundKind
    start_s: float
    end_s: float | None = None
    tone: Tone | None = None
    frequency_hz: float | None = None
    known: str | None = None
    again: bool = False
    likeness: float = 0.0
    new: bool | None = None
    left: bool = False
    unheard: bool = False
    same_voice: bool | None = None
    speaker: Speaker = Speaker.UNDECIDED
    confidence: float = 0.5
    reasons: list[str] = field(default_factory=list)

    def lasting(self, now_s: float) -> float:
        """Length in s, up to now if it lasts."""
        return (now_s if self.end_s is None else self.end_s) - self.start_s

    def to_segment(self, *, latest: float | None = None) -> Segment:
        """Return what is told of it; an end later than `latest` (s) is that."""
        detail: dict[str, object] = {}
        confidence = 1.0
        if self.kind is SoundKind.TONE:
            detail = {"tone": (self.tone or Tone.OTHER).value, "frequency_hz": self.frequency_hz}
        elif self.kind is SoundKind.SPEECH:
            confidence = self.confidence
            detail = {"speaker": self.speaker.value, "reasons": list(self.reasons)}
            if self.known is not None:
                detail["prompt"] = self.known
            elif self.new is not None:
                detail["new"] = self.new
            if self.same_voice is not None:
                detail["same_voice"] = self.same_voice
                detail["reasons"] = [*self.reasons, "same_voice" if self.same_voice else "another_voice"]
        end = self.end_s if latest is None or self.end_s is None else min(self.end_s, latest)
        return Segment(self.kind, self.start_s, end, confidence, MappingProxyType(detail))
