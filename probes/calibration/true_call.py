from dataclasses import dataclass, field
from enum import StrEnum

from probes.outcome import Outcome


class TrueSound(StrEnum):
    """What was really heard at a moment, as the confusion table counts it."""

    PERSON = "person"
    RECORDING = "recording"
    MUSIC = "music"
    TONE = "tone"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of sound that the town played, in ms from the arrival of the INVITE."""

    sound: TrueSound
    start_ms: float
    end_ms: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class TrueTransfer:
    """A caller really passed on; `at_ms` when the transfer began, `voice_ms` when the next voice spoke."""

    way: str
    at_ms: float
    voice_ms: float | None = None


@dataclass(slots=True)
class TrueCall:
    """One call as the town itself logged it. All times are ms from the arrival of the first INVITE.

    The town and the instrument share one machine's monotonic clock, and an INVITE takes well under a
    millisecond on loopback, so these offsets compare directly with those of a timeline.
    """

    centre: str
    call_id: str
    invited_ns: int
    ringing_ms: float | None = None
    progress_ms: float | None = None
    answered_ms: float | None = None
    ended_ms: float | None = None
    ended_by: str | None = None
    person_ms: float | None = None
    stretches: list[Stretch] = field(default_factory=list)
    transfers: list[TrueTransfer] = field(default_factory=list)
    unfinished_ms: float | None = None
    """When a transfer began that the call's end cut short: the person had let go, nobody else had come."""
    outcome: Outcome = Outcome.NO_ANSWER
    """What a caller should have concluded, had it heard and seen everything until it hung up."""

    def sound_at(self, ms: float) -> TrueSound:
        """Return what was heard at a moment; a person or recording wins over music beneath it."""
        heard = {stretch.sound for stretch in self.stretches if stretch.start_ms <= ms < stretch.end_ms}
        order = (TrueSound.PERSON, TrueSound.RECORDING, TrueSound.TONE, TrueSound.MUSIC)
        return next((sound for sound in order if sound in heard), TrueSound.SILENCE)
