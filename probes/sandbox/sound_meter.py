from collections.abc import Callable

import numpy as np

from probes.sandbox.rtp.g711 import decode
from probes.sandbox.rtp.packet import Packet
from probes.sandbox.rtp.playback import NS_PER_SAMPLE
from probes.sandbox.sip.sdp import Codec
from probes.sandbox.sound import Sound
from probes.sandbox.truth import Happening

_AUDIBLE = 250
"""Sample units (-42 dB of full scale) from which sound counts as heard (project's own choice)."""
_QUIET_NS = 300_000_000
"""A pause this long ends a stretch of sound (project's own choice)."""
_GAP_NS = 60_000_000
"""Three packets' time: a shorter lateness is covered by any telephone's jitter buffer."""
_CLICK = 2500
"""Smallest jump in sample units that is called a click (project's own choice)."""

Tell = Callable[..., None]
"""Called as `tell(happening, ns=…, **detail)`."""


class SoundMeter:
    """Hears as exactly as arrival allows: where sound begins and ends, missing packets, clicks.

    A sample's time is its packet's arrival plus the sample's offset within it. With `keep` every sample
    is kept in memory for `samples()`.
    """

    def __init__(self, tell: Tell, *, keep: bool = False) -> None:
        self._tell = tell
        self._keep = keep
        self._kept: list[tuple[int, int, Sound]] = []
        self._sounding = False
        self._last_loud_ns = 0
        self._last: tuple[int, int, int] | None = None
        """Arrival, sequence and SSRC of the last packet."""
        self._tail: Sound = np.zeros(0, dtype=np.int16)

    def hear(self, packet: Packet, codec: Codec, at_ns: int) -> None:
        """Take a packet."""
        samples = decode(packet.payload, codec)
        if not len(samples):
            return
        if self._keep:
            self._kept.append((packet.ssrc, packet.timestamp, samples))
        self._note_gap(packet, at_ns)
        self._note_click(samples, at_ns)
        self._last = (at_ns, packet.sequence, packet.ssrc)
        self._tail = samples[-20:]
        loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > _AUDIBLE)
        if len(loud):
            if not self._sounding:
                self._sounding = True
                self._tell(Happening.HEARD_SOUND, ns=at_ns + int(loud[0]) * NS_PER_SAMPLE)
            self._last_loud_ns = at_ns + int(loud[-1]) * NS_PER_SAMPLE

    def tick(self, at_ns: int) -> None:
        """Notice that sound has ended."""
        if self._sounding and at_ns - self._last_loud_ns > _QUIET_NS:
            self.end()

    def end(self) -> None:
        """The call is over: close the stretch of sound that is still open."""
        if self._sounding:
            self._sounding = False
            self._tell(Happening.HEARD_SILENCE, ns=self._last_loud_ns)

    def samples(self) -> Sound:
        """Return what was heard, in the order of its RTP timestamps; missing packets are zeros.

        A new SSRC is put right behind the one before it.
        """
        pieces: list[Sound] = []
        ssrc, due = None, 0
        for source, timestamp, samples in self._kept:
            if source == ssrc and 0 < (missing := (timestamp - due) & 0xFFFFFFFF) < 8000 * 60:
                pieces.append(np.zeros(missing, dtype=np.int16))
            pieces.append(samples)
            ssrc, due = source, (timestamp + len(samples)) & 0xFFFFFFFF
        return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int16)

    def _note_gap(self, packet: Packet, at_ns: int) -> None:
        if self._last is None or at_ns - self._last[0] <= _GAP_NS:
            return
        lost = (packet.sequence - self._last[1] - 1) & 0xFFFF if packet.ssrc == self._last[2] else 0
        ms = (at_ns - self._last[0]) / 1e6
        self._tell(Happening.HEARD_GAP, ns=self._last[0], ms=round(ms, 1), lost=lost, sounding=self._sounding)

    def _note_click(self, samples: Sound, at_ns: int) -> None:
        if len(self._tail) < 20 or len(samples) < 20:
            return
        jump = abs(int(samples[0]) - int(self._tail[-1]))
        around = np.concatenate(
            [np.diff(self._tail.astype(np.int32)), np.diff(samples[:20].astype(np.int32))]
        )
        if jump > _CLICK and jump > 4 * int(np.abs(around).max()):
            self._tell(Happening.HEARD_CLICK, ns=at_ns, jump=jump)
