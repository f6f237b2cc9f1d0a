from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.frames import RATE
from probes.phone.sound.rehearsal.voices import Sound, a_law, noise
from probes.phone.sound.segment import SoundKind, Speaker, Tone


@dataclass(frozen=True, slots=True)
class Part:
    """A true stretch of sound, in s. `who` names the voice; `name` the recording, so that repeats show."""

    kind: SoundKind
    start_s: float
    end_s: float
    speaker: Speaker | None = None
    who: str = ""
    name: str = ""
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What the caller did: spoke from `start_s` to `end_s`, or pressed a key (both the same)."""

    start_s: float
    end_s: float
    keys: bool = False


@dataclass(slots=True)
class Rehearsed:
    """One call: its sound, what truly happened in it, and what the caller did."""

    sound: Sound
    parts: list[Part]
    acts: list[Act]
    transfers_s: list[float] = field(default_factory=list)
    kind: str = ""

    @property
    def person_s(self) -> float | None:
        """The first word of the first person (s), or None."""
        return next((part.start_s for part in self.parts if part.speaker is Speaker.PERSON), None)


class Exchange:
    """Puts a call together from its far end's sounds and its caller's acts, in order."""

    def __init__(self, rng: np.random.Generator, *, line_noise: float = 0.0003) -> None:
        self.rng = rng
        self.parts: list[Part] = []
        self.acts: list[Act] = []
        self.transfers_s: list[float] = []
        self._pieces: list[NDArray[np.float64]] = []
        self._samples = 0
        self._line_noise = line_noise
        self._backgrounds: list[tuple[int, float]] = [(0, 0.0)]

    @property
    def now_s(self) -> float:
        """Where the call has come to (s)."""
        return self._samples / RATE

    def background(self, level: float) -> None:
        """From here on room noise of this effective value is heard behind everything."""
        self._backgrounds.append((self._samples, level))

    def quiet(self, seconds: float) -> None:
        """Nothing but the line."""
        self._append(np.zeros(round(seconds * RATE)))

    def sound(self, sound: Sound, kind: SoundKind, **about: object) -> None:
        """A recording, music or a tone, up to `until_s` seconds of it."""
        start = self.now_s
        self._append(sound.astype(np.float64))
        self.parts.append(Part(kind, start, self.now_s, **about))  # type: ignore[arg-type]

    def caller_speaks(self, seconds: float) -> None:
        """The caller speaks while the far end is quiet."""
        self.acts.append(Act(self.now_s, self.now_s + seconds))
        self.quiet(seconds)

    def caller_spoke_at(self, start_s: float, end_s: float) -> None:
        """The caller spoke in a time that is already filled."""
        self.acts.append(Act(start_s, end_s))

    def pressed(self, at_s: float | None = None) -> None:
        """The caller pressed a key, now or at a time."""
        at = self.now_s if at_s is None else at_s
        self.acts.append(Act(at, at, keys=True))

    def cut(self, seconds: float) -> None:
        """Take back what lies more than `seconds` after the last part's start: it was cut off."""
        last = self.parts[-1]
        keep = round((last.start_s + seconds) * RATE)
        if keep >= self._samples:
            return
        whole = np.concatenate(self._pieces)[:keep]
        self._pieces, self._samples = [whole], keep
        self.parts[-1] = Part(
            last.kind, last.start_s, keep / RATE, last.speaker, last.who, last.name, last.tone
        )

    def done(self, kind: str = "", code: Callable[[NDArray[np.float64]], Sound] = a_law) -> Rehearsed:
        """Mix in the noises, code it as the telephone does and return the call."""
        sound = np.concatenate(self._pieces) if self._pieces else np.zeros(0)
        if self._line_noise:
            sound = sound + noise(len(sound) / RATE, self._line_noise, self.rng)[: len(sound)]
        ends = [start for start, _ in self._backgrounds[1:]] + [len(sound)]
        for (start, level), end in zip(self._backgrounds, ends, strict=True):
            if level > 0 and end > start:
                sound[start:end] += noise((end - start) / RATE, level, self.rng)[: end - start]
        acts = sorted(self.acts, key=lambda act: act.start_s)
        return Rehearsed(code(sound), self.parts, acts, self.transfers_s, kind)

    def _append(self, piece: NDArray[np.float64]) -> None:
        self._pieces.append(piece)
        self._samples += len(piece)
