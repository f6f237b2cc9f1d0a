from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound import music
from probes.phone.sound.frames import Frames
from probes.phone.sound.onset import sound_onset, speech_end
from probes.phone.sound.segment import SoundKind, Tone
from probes.phone.sound.tone_check import credible
from probes.phone.sound.tones import RINGBACK_PAUSE_S, Burst, ToneTracker, name_tone
from probes.phone.sound.track import Track

# In frames of 10 ms; the project's own choice, tuned on rehearsals.
_SPEECH_ON, _SPEECH_OFF = 0.5, 0.35
_SPEECH_SURE = 0.9
_SPEECH_LEAST = 20
_SPEECH_LEAST_IN_SILENCE = 13
_SPEECH_PAUSE = 45
"""A pause this long ends a stretch of speech."""
_VOICED_LEAST = 5
_CANDIDATE_PAUSE = 25
_WORD_PAUSE = 8
_WORD_LEAST = 12
"""A blip shorter than this does not prolong speech: the detector starts at the first note of music."""
_MUSIC_LEAST = 30
_MUSIC_REST = 90
"""The longest rest within a piece of music."""
_MUSIC_DOWN = 22.0
"""This far below its mean level (dB) a piece of music is taken to rest."""
_MUSIC_SOFT = 12.0
"""A passage that is no softer than this (dB) is music's, whatever it sounds like."""
_MUSIC_DRIFT = 3.0
"""The mean level moves less than this within a block (dB)."""
_SILENCE_LEAST = 64
_TONE_ABOVE = 15.0
"""What is no softer than this below a tone (dB) follows it; a tone of the exchange is followed by silence."""


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

    def __init__(self, track: Track) -> None:
        self.stretches: list[Stretch] = []
        self._track = track
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

    def push(self, frames: Frames, still: NDArray[np.bool_]) -> bool:
        """Take the frames just appended to the track; tell whether any stretch began, ended or was named.

        `still` tells of each frame whether the sound up to it stands still: notes are no speech, whatever
        the detector says of them.
        """
        first = self._track.count - len(frames.level)
        changed = False
        for burst in self._tones.push(frames):
            changed |= self._hear_burst(burst)
        speech = np.where(still, 0, self._track.speech[first:]).tolist()
        level = frames.level.tolist()
        musical = [False] * len(speech)
        if not (self._speech_lasts() or self._music_sounds(min(level))):
            musical = music.musical_frames(self._track, first, free_from=self._free_from).tolist()
        heard = zip(speech, level, musical, strict=True)
        for offset, (probability, level, tuneful) in enumerate(heard):
            changed |= self._hear(first + offset, probability, level, tuneful)
        return self._music_took_over() or changed

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

    def _music_took_over(self) -> bool:
        """Close the speech in which music has begun without a pause: the detector lets go of it slowly."""
        lasts, now = self.open, self._track.count
        if lasts is None or lasts.kind is not SoundKind.SPEECH or now - lasts.start < 2 * music.PLAYED:
            return False
        if not music.plays_on(self._track, now - music.PLAYED, now):
            return False
        sure = np.flatnonzero(self._track.speech[lasts.start : now] >= _SPEECH_SURE)
        over = lasts.start + int(sure[-1]) + 1 if len(sure) else now - music.PLAYED
        if now - over < _MUSIC_LEAST:
            return False
        self._close(over)
        self._candidate, self._active = -1, False
        return self._begin_music(now - 1, None)

    def _speech_lasts(self) -> bool:
        """Tell whether speech goes on to the end of the track, whatever its last frames hold."""
        lasts = self.open
        if lasts is None or lasts.kind is not SoundKind.SPEECH:
            return False
        return self._track.count - self._last_active < _SPEECH_PAUSE

    def _music_sounds(self, lowest: float) -> bool:
        """Tell whether music goes on through frames of this level, whatever they sound like."""
        lasts = self.open
        if lasts is None or lasts.kind is not SoundKind.MUSIC:
            return False
        return lowest > self._music_level - _MUSIC_SOFT + _MUSIC_DRIFT

    def _hear(self, now: int, probability: float, level: float, musical: bool) -> bool:
        lasts = self.open
        kind = None if lasts is None else lasts.kind
        self._follow_speech(now, probability)
        if kind is SoundKind.SPEECH:
            if now - self._last_active < _SPEECH_PAUSE:
                return False
            # Only a word that has just begun may become the next stretch.
            begun = self._active and self._word < _WORD_LEAST
            self._candidate, self._candidate_frames = (now - self._word + 1, self._word) if begun else (-1, 0)
            return self._close(speech_end(self._track, self._last_active))
        if self._candidate >= 0 and self._is_speech(now, kind):
            return self._begin_speech(kind)
        self._musical_run = self._musical_run + 1 if musical else 0
        if kind is SoundKind.MUSIC:
            return self._go_on_with_music(now, level, musical)
        if kind is SoundKind.TONE:
            return self._go_on_with_tone(now)
        if self._candidate >= 0:
            return False
        if self._musical_run >= _MUSIC_LEAST and now - self._free_from >= _MUSIC_LEAST:
            return self._begin_music(now, kind)
        if kind is None and now - self._free_from >= _SILENCE_LEAST and not musical:
            self.stretches.append(Stretch(SoundKind.SILENCE, self._free_from))
            return True
        return False

    def _follow_speech(self, now: int, probability: float) -> None:
        self._active = probability >= (_SPEECH_OFF if self._active else _SPEECH_ON)
        if self._active:
            if now - self._recent > _WORD_PAUSE:
                self._word = 0
            self._recent = now
            self._word += 1
            if self._word >= _WORD_LEAST:
                self._last_active = now
            if self._candidate < 0:
                self._candidate, self._candidate_frames = now, 0
            self._candidate_frames += 1
        elif self._candidate >= 0 and now - self._recent > _CANDIDATE_PAUSE:
            self._candidate = -1

    def _is_speech(self, now: int, kind: SoundKind | None) -> bool:
        if self._candidate_frames < _SPEECH_LEAST:
            # Short words count in silence, unless they stand still as the first note of music does.
            moves = float(self._track.constancy[max(0, now - 6) : now + 1].mean()) < music.STILL
            if kind is SoundKind.MUSIC or self._candidate_frames < _SPEECH_LEAST_IN_SILENCE or not moves:
                return False
        if kind is SoundKind.MUSIC and music.plays_on(self._track, self._candidate, now + 1):
            return False
        return self._voiced(now)

    def _voiced(self, now: int) -> bool:
        """The detector also starts at the first noise after a dead line; noise has no pitch."""
        place = slice(self._candidate, now + 1)
        share = self._track.first_share[place]
        # One peak alone is a tone, at whose start the detector starts as well.
        voiced = ((self._track.pitch[place] > 0) | (share > 0.5)) & (share < 0.94)
        return int(np.count_nonzero(voiced)) >= _VOICED_LEAST

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
        self._last_active = max(self._last_active, self._recent)
        self._musical_run = 0
        return True

    def _last_sounding_before(self, onset: int) -> int:
        lasts = self.stretches[-1]
        levels = self._track.level[lasts.start : onset]
        loud = np.flatnonzero(levels > self._music_level - _MUSIC_DOWN)
        return lasts.start + int(loud[-1]) if len(loud) else lasts.start

    def _begin_music(self, now: int, kind: SoundKind | None) -> bool:
        onset = max(self._free_from, music.music_onset(self._track, now))
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
        if level > self._music_level - _MUSIC_DOWN and (musical or level > self._music_level - _MUSIC_SOFT):
            self._last_sounding = now
            # A slow mean: loud and soft passages of the same piece.
            self._music_level += (level - self._music_level) / 500
        if now - self._last_sounding <= _MUSIC_REST:
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
        if not credible(burst, self._track, amid=kind):
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

    def _go_on_with_tone(self, now: int) -> bool:
        lasts = self.stretches[-1]
        last = lasts.bursts[-1]
        if not last.over:
            return False
        pause_s = (now - last.end) / 100
        if lasts.tone is None and self._quiet_since(last, now):
            lasts.tone = name_tone(lasts.bursts, pause_s=pause_s)
            if lasts.tone is not None:
                return True
        if self._musical_run >= _MUSIC_LEAST and pause_s >= music.WINDOW / 100:
            return self._close(last.end)
        longest = RINGBACK_PAUSE_S if lasts.tone in (None, Tone.RINGBACK) else 1.2
        if pause_s <= longest:
            return False
        return self._close(last.end)

    def _quiet_since(self, burst: Burst, now: int) -> bool:
        """Tell whether a tone was followed by silence by and large: a note is followed by others."""
        after = self._track.level[burst.end + 3 : now + 1]
        level = float(np.median(burst.levels))
        return len(after) == 0 or float(np.mean(after > level - _TONE_ABOVE)) < 0.3

    def _close(self, end: int) -> bool:
        lasts = self.stretches[-1]
        lasts.end = max(end, lasts.start + 1)
        self._free_from = lasts.end
        self._musical_run = 0
        return True
