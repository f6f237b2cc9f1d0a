"""Telephone keys as RTP events (RFC 4733)."""

import struct
from collections.abc import Iterator

KEYS = "0123456789*#ABCD"
_EVENT = struct.Struct("!BBH")
_STEP = 160
"""Samples of a 20 ms packet."""


class KeyEar:
    """Recognises keys in the telephone-event packets of one stream, each key once.

    All packets of one press share their timestamp; the first to arrive reports the key, so that lost or
    repeated packets (the end is sent three times) neither lose nor double it.
    """

    def __init__(self) -> None:
        self._last: tuple[int, int] | None = None

    def hear(self, payload: bytes, *, timestamp: int, ssrc: int) -> str | None:
        """Return the key that this packet begins, or None."""
        if len(payload) < _EVENT.size or payload[0] >= len(KEYS):
            return None
        if (timestamp, ssrc) == self._last:
            return None
        self._last = (timestamp, ssrc)
        return KEYS[payload[0]]


def key_payloads(key: str, *, ms: int = 100, volume: int = 10) -> Iterator[bytes]:
    """Yield the payloads of one press, one each 20 ms, the last one three times with the end bit."""
    code = KEYS.index(key)
    packets = max(1, ms // 20)
    for number in range(1, packets):
        yield _EVENT.pack(code, volume, number * _STEP)
    for _ in range(3):
        yield _EVENT.pack(code, 0x80 | volume, packets * _STEP)
