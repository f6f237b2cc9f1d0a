from types import MappingProxyType

import numpy as np

from probes.phone.sound.frames import HOP, FrameMaker
from probes.phone.sound.listener import Samples
from probes.phone.sound.memory import Fingerprint
from probes.phone.sound.segment import Segment, SoundKind, Speaker, Tone
from probes.phone.sound.segmenter import Segmenter, Stretch
from probes.phone.sound.track import Track, seconds_of
from probes.phone.sound.vad import WINDOW, SpeechDetector

BLOCK = 1280
"""Samples analysed at a time: the least whole number of hops and of the detector's windows, 160 ms."""


class CallListener:
    """Hears one leg of a call live: what sounds, and whether a person or a recording speaks."""

    def __init__(self, known: tuple[Fingerprint, ...] = ()) -> None:
        self._track = Track()
        self._segmenter = Segmenter(self._track)
        self._frames = FrameMaker()
        self._detector = SpeechDetector()
        self._waiting = np.zeros(0, dtype=np.int16)
        self._told: dict[tuple[SoundKind, float], Segment] = {}
        self._samples = 0

    def feed(self, samples: Samples) -> list[Segment]:
        """Take the next samples; return the segments that began, ended or were decided anew."""
        self._samples += len(samples)
        sound = np.concatenate([self._waiting, samples])
        whole = len(sound) // BLOCK * BLOCK
        self._waiting = sound[whole:]
        changed = False
        for at in range(0, whole, BLOCK):
            changed |= self._hear(sound[at : at + BLOCK])
        return self._news() if changed else []

    def finish(self) -> list[Segment]:
        if len(self._waiting):
            block = np.zeros(BLOCK, dtype=np.int16)
            block[: len(self._waiting)] = self._waiting
            self._waiting = self._waiting[:0]
            self._hear(block)
        self._segmenter.finish()
        self._detector.close()
        return [self._segment(s) for s in self._segmenter.stretches]

    def _hear(self, block: Samples) -> bool:
        probabilities = self._detector.push(block)
        frames = self._frames.push(block, voices=bool((probabilities > 0.35).any()))
        first = self._track.count
        middles = (np.arange(first, first + BLOCK // HOP) * HOP - 48).clip(0)
        window0 = first * HOP // WINDOW
        index = middles // WINDOW - window0
        before = getattr(self, "_last_p", np.float32(0))
        speech = np.where(index < 0, before, probabilities[index.clip(0)])
        self._last_p = probabilities[-1]
        self._track.append(frames, speech.astype(np.float32))
        return self._segmenter.push(frames)

    def _news(self) -> list[Segment]:
        news = []
        for stretch in self._segmenter.stretches[-6:]:
            s = self._segment(stretch)
            if self._told.get((s.kind, s.start_s)) != s:
                self._told[s.kind, s.start_s] = s
                news.append(s)
        return news

    def _segment(self, stretch: Stretch) -> Segment:
        detail: dict[str, object] = {}
        if stretch.kind is SoundKind.TONE:
            detail = {"tone": (stretch.tone or Tone.OTHER).value, "frequency_hz": round(stretch.bursts[0].hz, 1)}
        elif stretch.kind is SoundKind.SPEECH:
            detail = {"speaker": Speaker.UNDECIDED.value, "reasons": []}
        end = None if stretch.end is None else seconds_of(stretch.end)
        return Segment(stretch.kind, seconds_of(stretch.start), end, 1.0, MappingProxyType(detail))
