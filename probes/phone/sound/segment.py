from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class SoundKind(StrEnum):
    """What a stretch of sound is, before anybody asks who speaks."""

    SILENCE = "silence"
    SPEECH = "speech"
    MUSIC = "music"
    TONE = "tone"


class Speaker(StrEnum):
    """Who speaks in a stretch of speech."""

    PERSON = "person"
    RECORDING = "recording"
    UNDECIDED = "undecided"


class Tone(StrEnum):
    """Tones by frequency and cadence (Nordic: 425 Hz; see `tones.py`)."""

    RINGBACK = "ringback"
    BUSY = "busy"
    CONGESTION = "congestion"
    SIT = "sit"
    BEEP = "beep"
    DTMF = "dtmf"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one kind of sound, in seconds from the recording's first sample.

    `end_s` is None while it lasts. `detail` holds plain JSON values: for a tone `tone` and
    `frequency_hz`; for speech `speaker`, `reasons` (list of words) and `prompt` (id of the
    recording's fingerprint, where it is known).
    """

    kind: SoundKind
    start_s: float
    end_s: float | None
    confidence: float = 1.0
    detail: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
