from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.frames import HOP, Frames
from probes.phone.sound.onset import sound_onset, speech_end
from probes.phone.sound.segment import SoundKind, Tone
from probes.phone.sound.tones import RINGBACK_PAUSE_S, Burst, ToneTracker, name_tone
from probes.phone.sound.track import Track


class Manners(NamedTuple):
    """The thresholds of the segmentation (frames of 10 ms, dB): the project's own choice, tuned on rehearsals."""

    speech_on: float = 0.5
    speech_off: float = 0.35
    speech_least: int = 20
    speech_pause: int = 45
    """A pause this long ends a stretch of speech."""
    voiced_least: int = 5
    candidate_pause: int = 25
    word_pause: int = 8
    word_least: int = 12
    """A blip shorter than this does not prolong speech: the detector starts at the first note of music."""
    music_window: int = 64
    music_least: int = 30
    music_rest: int = 90
    """The longest rest within a piece of music."""
    music_quietest: float = -55.0
    music_constancy: float = 0.3
    still: float = 0.55
    still_window: int = 16
    music_share: float = 0.42
    """Mean share of the strongest spectral peak: noise has 0.27 ± 0.03, music over 0.5."""
    music_speech: float = 0.3
    """Mean probability of speech above which a sound is no music: the detector gives most music 0.00."""
    music_swing: float = 4.0
    """Standard deviation of the level (dB) above which a sound is no steady noise."""
    silence_least: int = 64


@dataclass(slots=True)
class Stretch:
    """A stretch of one kind of sound: frames [start, end), `end` None while it lasts."""

    kind: SoundKind
    start: int
    end: int | None = None
    bursts: list[Burst] = field(default_factory=list)
    tone: Tone | None = None


class Segmenter:
    """Cuts a call into stretches of speech, music, tone and silence, frame by frame.

    A stretch is made known only when its kind is certain and its start is backdated then; until that
    its time belongs to nobody. What is known is never taken back.
    """

    def __init__(self, track: Track, manners: Manners = Manners()) -> None:
        self.stretches: list[Stretch] = []
        self._track = track
        self._is = manners
        self._tones = ToneTracker()
        self._free_from = 0
        self._active = False
        self._candidate = -1
        self._candidate_frames = 0
        self._last_active = -1
        self._recent = -1
        self._word = 0
        self._musical_run = 0
        self._last_sounding = -1
        self._music_level = -30.0

    @property
    def open(self) -> Stretch | None:
        """The stretch that lasts, or None while it is being made out."""
        return self.stretches[-1] if self.stretches and self.stretches[-1].end is None else None

    def push(self, frames: Frames) -> bool:
        """Take the frames just appended to the track; tell whether any stretch began, ended or was named."""
        first = self._track.count - len(frames.level)
        changed = False
        for burst in self._tones.push(frames):
            changed |= self._hear_burst(burst)
        musical = _musical(self._track, first, self._free_from, self._is)
        # Notes that stand still are no speech, whatever the detector says of them.
        still = _running_mean(self._track.constancy, first, self._is.still_window) > self._is.still
        speech = np.where(still, 0, self._track.speech[first:]).tolist()
        levels = frames.level.tolist()
        for offset, (probability, level, music) in enumerate(zip(speech, levels, musical.tolist(), strict=True)):
            changed |= self._hear(first + offset, probability, level, music)
        return changed

    def finish(self) -> None:
        """Close what lasts at the end of the sound."""
        end = self._track.count
        lasts = self.open
        if lasts is None:
            if self._free_from < end:
                self.stretches.append(Stretch(SoundKind.SILENCE, self._free_from, end))
        elif lasts.kind is SoundKind.SPEECH:
            self._close(min(end, speech_end(self._track, self._last_active)))
        elif lasts.kind is SoundKind.TONE:
            lasts.tone = lasts.tone or name_tone(lasts.bursts, pause_s=(end - lasts.bursts[-1].end) / 100)
            self._close(lasts.bursts[-1].end)
        else:
            self._close(end)

    def _hear(self, now: int, probability: float, level: float, musical: bool) -> bool:
        lasts = self.open
        kind = None if lasts is None else lasts.kind
        self._follow_speech(now, probability)
        if kind is SoundKind.SPEECH:
            if now - self._last_active < self._is.speech_pause:
                return False
            # Only a word that has just begun may become the next stretch.
            begun = self._active and self._word < self._is.word_least
            self._candidate, self._candidate_frames = (now - self._word + 1, self._word) if begun else (-1, 0)
            return self._close(speech_end(self._track, self._last_active))
        if self._candidate >= 0 and self._candidate_frames >= self._is.speech_least and self._voiced(now):
            return self._begin_speech(kind)
        self._musical_run = self._musical_run + 1 if musical else 0
        if kind is SoundKind.MUSIC:
            return self._go_on_with_music(now, level, musical)
        if kind is SoundKind.TONE:
            return self._go_on_with_tone(now, level, musical)
        if self._candidate >= 0:
            return False
        if self._musical_run >= self._is.music_least and now - self._free_from >= self._is.music_least:
            return self._begin_music(now, kind)
        if kind is None and now - self._free_from >= self._is.silence_least and not musical:
            self.stretches.append(Stretch(SoundKind.SILENCE, self._free_from))
            return True
        return False

    def _follow_speech(self, now: int, probability: float) -> None:
        self._active = probability >= (self._is.speech_off if self._active else self._is.speech_on)
        if self._active:
            if now - self._recent > self._is.word_pause:
                self._word = 0
            self._recent = now
            self._word += 1
            if self._word >= self._is.word_least:
                self._last_active = now
            if self._candidate < 0:
                self._candidate, self._candidate_frames = now, 0
            self._candidate_frames += 1
        elif self._candidate >= 0 and now - self._recent > self._is.candidate_pause:
            self._candidate = -1

    def _voiced(self, now: int) -> bool:
        """The detector also starts at the first noise after a dead line; noise has no pitch and no formants."""
        place = slice(self._candidate, now + 1)
        voiced = (self._track.pitch[place] > 0) | (self._track.first_share[place] > 0.5)
        return int(np.count_nonzero(voiced)) >= self._is.voiced_least

    def _begin_speech(self, kind: SoundKind | None) -> bool:
        lasts = self.open
        earliest = self._free_from
        if lasts is not None:
            earliest = max(earliest, lasts.start + 1)
            if kind is SoundKind.TONE:
                earliest = lasts.bursts[-1].end
        onset = max(earliest, sound_onset(self._track, self._candidate, earliest=earliest, after=kind))
        if kind is SoundKind.MUSIC and onset - self._last_sounding_before(onset) > 10:
            self._close(self._last_sounding_before(onset) + 1)
            self.stretches.append(Stretch(SoundKind.SILENCE, self._free_from, onset))
        elif kind is SoundKind.TONE and lasts is not None:
            lasts.tone = lasts.tone or name_tone(lasts.bursts, pause_s=(onset - lasts.bursts[-1].end) / 100)
            self._close(lasts.bursts[-1].end)
            if onset > self._free_from:
                self.stretches.append(Stretch(SoundKind.SILENCE, self._free_from, onset))
        elif lasts is not None:
            self._close(onset)
        elif onset > self._free_from:
            self.stretches.append(Stretch(SoundKind.SILENCE, self._free_from, onset))
        self.stretches.append(Stretch(SoundKind.SPEECH, onset))
        self._musical_run = 0
        return True

    def _last_sounding_before(self, onset: int) -> int:
        lasts = self.stretches[-1]
        levels = self._track.level[lasts.start : onset]
        loud = np.flatnonzero(levels > self._music_level - 22)
        return lasts.start + int(loud[-1]) if len(loud) else lasts.start

    def _begin_music(self, now: int, kind: SoundKind | None) -> bool:
        onset = max(self._free_from, _music_onset(self._track, now))
        if kind is SoundKind.SILENCE:
            onset = max(onset, self.stretches[-1].start + 1)
            self._close(onset)
        elif onset - self._free_from > 20:
            self.stretches.append(Stretch(SoundKind.SILENCE, self._free_from, onset))
        else:
            onset = self._free_from
        self.stretches.append(Stretch(SoundKind.MUSIC, onset))
        self._last_sounding = now
        self._music_level = float(np.mean(self._track.level[onset : now + 1]))
        return True

    def _go_on_with_music(self, now: int, level: float, musical: bool) -> bool:
        if level > self._music_level - 22 and (musical or level > self._music_level - 12):
            self._last_sounding = now
            # A slow mean: loud and soft passages of the same piece.
            self._music_level += (level - self._music_level) / 500
        if now - self._last_sounding <= self._is.music_rest:
            return False
        return self._close(self._last_sounding + 1)

    def _hear_burst(self, burst: Burst) -> bool:
        lasts = self.open
        if lasts is not None and lasts.kind is SoundKind.TONE:
            if burst not in lasts.bursts:
                lasts.bursts.append(burst)
            lasts.tone = name_tone(lasts.bursts, pause_s=0.0) or lasts.tone
            return True
        if burst.end <= self._free_from or (lasts is not None and burst.start <= lasts.start):
            return False
        kind = None if lasts is None else lasts.kind
        if not _credible(burst, self._track, amid=kind):
            return False
        start = max(self._free_from, burst.start)
        if kind is SoundKind.SPEECH and lasts is not None:
            self._close(max(lasts.start + 1, min(speech_end(self._track, self._last_active), start)))
        elif kind is SoundKind.MUSIC or lasts is not None:
            self._close(start)
        if lasts is None or kind is SoundKind.SPEECH:
            if start - self._free_from > 3:
                self.stretches.append(Stretch(SoundKind.SILENCE, self._free_from, start))
            else:
                start = self._free_from
        self.stretches.append(Stretch(SoundKind.TONE, start, bursts=[burst]))
        self._candidate = -1
        return True

    def _go_on_with_tone(self, now: int, level: float, musical: bool) -> bool:
        lasts = self.stretches[-1]
        last = lasts.bursts[-1]
        if not last.over:
            return False
        pause_s = (now - last.end) / 100
        if lasts.tone is None:
            lasts.tone = name_tone(lasts.bursts, pause_s=pause_s)
            if lasts.tone is not None:
                return True
        if self._musical_run >= self._is.music_least and pause_s >= self._is.music_window / 100:
            return self._close(last.end)
        longest = RINGBACK_PAUSE_S if lasts.tone in (None, Tone.RINGBACK) else 1.2
        if pause_s <= longest:
            return False
        return self._close(last.end)

    def _close(self, end: int) -> bool:
        lasts = self.stretches[-1]
        lasts.end = max(end, lasts.start + 1)
        self._free_from = lasts.end
        self._musical_run = 0
        return True


def _running_mean(values: NDArray[np.float32], first: int, width: int) -> NDArray[np.float64]:
    """Mean of the last `width` values for each place from `first` on."""
    begin = max(0, first - width)
    sums = np.cumsum(np.pad(values[begin:].astype(np.float64), (1, 0)))
    ends = np.arange(first - begin, len(values) - begin) + 1
    return np.asarray((sums[ends] - sums[np.maximum(ends - width, 0)]) / width)


def _musical(track: Track, first: int, free_from: int, manners: Manners) -> NDArray[np.bool_]:
    """Tell for each frame from `first` on whether the window that ends with it sounds like music."""
    width = manners.music_window
    begin = max(0, first - width + 1)
    power = 10.0 ** (track.level[begin:].astype(np.float64) / 10)
    # Not a room's noise behind a single sound: 25 dB under the loudest counts for nothing.
    loudest = max(manners.music_quietest, float(track.level[begin:].max()) - 25)
    loud = (track.level[begin:] > loudest).astype(np.float64)
    level = track.level[begin:].astype(np.float64)
    still = np.maximum(track.constancy[begin:].astype(np.float64), 0) * loud
    speech = track.speech[begin:] * (still < manners.still)
    # The end of the last speech does not speak against the music that follows it.
    speech[: max(0, free_from - begin)] = 0
    rows = np.stack([power, loud, loud * track.first_share[begin:], loud * level, loud * level**2, speech, still])
    sums = np.cumsum(np.pad(rows, ((0, 0), (1, 0))), axis=1)
    ends = np.arange(first - begin, track.count - begin) + 1
    starts = np.maximum(ends - width, 0)
    power_sum, count, share, mean, square, spoken, constant = sums[:, ends] - sums[:, starts]
    some = np.maximum(count, 1)
    swing = np.sqrt(np.maximum(square / some - (mean / some) ** 2, 0))
    return np.asarray(
        (10 * np.log10(power_sum / width + 1e-10) > manners.music_quietest)
        & (count >= 0.4 * width)
        & ((spoken / width < manners.music_speech) | (constant / some > 0.5))
        & ((share / some > manners.music_share) | (constant / some > manners.music_constancy) | (swing > manners.music_swing))
    )


def _music_onset(track: Track, now: int, longest_rest: int = 25) -> int:
    """Walk back from `now` to where the sound that leads here began."""
    begin = max(0, now - 200)
    loud = np.flatnonzero(track.level[begin : now + 1] > -52) + begin
    if len(loud) == 0:
        return now
    rests = np.flatnonzero(np.diff(loud) > longest_rest)
    return int(loud[rests[-1] + 1] if len(rests) else loud[0])


def _credible(burst: Burst, track: Track, *, amid: SoundKind | None) -> bool:
    """Tell a tone of the exchange from a held note or a vowel: steady, abrupt, and silence follows."""
    if burst.hz < 380 or burst.hz > 2200:
        return False
    steady = float(np.std(burst.levels[3:-2])) < (1.8 if 380 <= burst.hz <= 500 else 0.5)
    if not steady or (amid is SoundKind.MUSIC and not burst.over):
        return False
    if amid is SoundKind.SPEECH and (
        len(burst.levels) < 12 or float(np.mean(track.speech[burst.start : burst.end])) > 0.3
    ):
        return False
    if not burst.over:
        return abs(burst.hz - 425) < 12 and float(np.std(burst.levels[3:])) < 0.3
    level = float(np.median(burst.levels))
    after = track.level[burst.end + 2 : burst.end + 5]
    before = track.level[max(0, burst.start - 5) : max(0, burst.start - 2)]
    falls = len(after) == 0 or float(after.max()) < level - 15 or 900 <= burst.hz <= 1850
    rises = len(before) == 0 or amid is not SoundKind.SILENCE or float(before.max()) < level - 10
    return falls and rises and not (amid is SoundKind.MUSIC and burst.seconds < 0.18)
