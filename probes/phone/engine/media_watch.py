import contextlib
from collections.abc import Callable, Mapping
from typing import Any

from probes.phone.line import SignalKind

_LOST_NS = 1_000_000_000
"""No RTP for a second is a loss (the contract's own choice)."""

Emit = Callable[[SignalKind, int, Mapping[str, object]], None]


class MediaWatch:
    """Reads a leg's RTP counters every 50 ms and says what they tell.

    A step of the `discard` counter by one while nothing is lost is the only sign of a new RTP
    source that this library lets through (measured: a late packet looks the same, so it is a hint).
    """

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._seen: tuple[int, int, int] | None = None
        self._grew_ns = 0
        self._lost = False
        self._address = ""
        self._before = {"packets": 0, "lost": 0, "discarded": 0, "sent": 0}
        self._last: dict[str, Any] = {}

    @property
    def lost(self) -> bool:
        """True while RTP that should come does not."""
        return self._lost

    def media_changed(self, call: Any, now_ns: int) -> None:
        """Take note that the stream may be a new one: its counters then begin at zero."""
        self._fold()
        self._seen = None
        self._grew_ns = now_ns
        with contextlib.suppress(Exception):
            address = call.getStreamInfo(0).remoteRtpAddress
            if self._address and address != self._address:
                self._emit(SignalKind.MEDIA_ADDRESS_CHANGED, now_ns, {})
            self._address = address

    def new_call(self) -> None:
        """Take note that another call carries the leg on: its address is no change of the old one's."""
        self._address = ""

    def look(self, call: Any, now_ns: int, *, held: bool) -> None:
        """Read the counters once."""
        stat = call.getStreamStat(0)
        received = stat.rtcp.rxStat
        seen = (received.pkt, received.discard, received.loss)
        self._last = {"packets": seen[0], "lost": seen[2], "discarded": seen[1], "sent": stat.rtcp.txStat.pkt}
        before, self._seen = self._seen, seen
        if before is None or seen[0] != before[0]:
            if self._lost:
                self._lost = False
                self._emit(SignalKind.MEDIA_BACK, now_ns, {})
            self._grew_ns = now_ns
        elif not self._lost and not held and now_ns - self._grew_ns >= _LOST_NS:
            self._lost = True
            self._emit(SignalKind.MEDIA_LOST, self._grew_ns, {"never": seen[0] == 0})
        if before is not None and seen[1] == before[1] + 1 and seen[2] == before[2]:
            self._emit(SignalKind.MEDIA_RESTARTED, now_ns, {})

    def quality(self, call: Any) -> dict[str, Any]:
        """Return the figures of all streams so far: packets, lost, discarded, sent, jitter_ms, codec."""
        figures: dict[str, Any] = {}
        with contextlib.suppress(Exception):
            stat = call.getStreamStat(0)
            info = call.getStreamInfo(0)
            figures = {
                "jitter_ms": round(stat.rtcp.rxStat.jitterUsec.mean / 1000, 2),
                "jitter_max_ms": round(stat.rtcp.rxStat.jitterUsec.max / 1000, 2),
                "rtt_ms": round(stat.rtcp.rttUsec.mean / 1000, 2),
                "buffer_ms": stat.jbuf.avgDelayMsec,
                "codec": info.codecName,
            }
        total = {key: self._before[key] + self._last.get(key, 0) for key in self._before}
        return total | figures

    def _fold(self) -> None:
        for key in self._before:
            self._before[key] += self._last.get(key, 0)
        self._last = {}
