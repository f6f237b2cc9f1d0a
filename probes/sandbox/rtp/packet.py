import struct
from typing import NamedTuple

_HEADER = struct.Struct("!BBHII")
HEADER_BYTES = _HEADER.size


class Packet(NamedTuple):
    """An RTP packet as received (RFC 3550, section 5.1)."""

    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int
    marker: bool
    payload: bytes

    @classmethod
    def parse(cls, data: bytes) -> "Packet | None":
        """Read a packet; None for anything that is none (RTCP, STUN, garbage)."""
        if len(data) < HEADER_BYTES or data[0] >> 6 != 2 or 72 <= data[1] & 0x7F <= 76:
            return None
        first, second, sequence, timestamp, ssrc = _HEADER.unpack_from(data)
        begin = HEADER_BYTES + 4 * (first & 15)
        if first & 0x10:
            if len(data) < begin + 4:
                return None
            begin += 4 + 4 * int.from_bytes(data[begin + 2 : begin + 4], "big")
        end = len(data) - (data[-1] if first & 0x20 else 0)
        if not HEADER_BYTES <= begin <= end:
            return None
        return cls(second & 0x7F, sequence, timestamp, ssrc, bool(second & 0x80), data[begin:end])


def write_header(*, payload_type: int, sequence: int, timestamp: int, ssrc: int, marker: bool) -> bytes:
    """Return the 12 bytes in front of a payload."""
    return _HEADER.pack(
        0x80, payload_type | (0x80 if marker else 0), sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc
    )
