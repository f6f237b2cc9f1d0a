from dataclasses import dataclass, field

from probes.phone.sound.segment import SoundKind, Speaker, Tone


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
    inside a talk, whether the voice from before it is back (None: not known).
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
    same_voice: bool | None = None
    speaker: Speaker = Speaker.UNDECIDED
    confidence: float = 0.5
    reasons: list[str] = field(default_factory=list)

    def lasting(self, now_s: float) -> float:
        """Length in s, up to now if it lasts."""
        return (now_s if self.end_s is None else self.end_s) - self.start_s
