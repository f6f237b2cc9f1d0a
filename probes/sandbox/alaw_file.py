import struct
from pathlib import Path

import numpy as np

from probes.errors import BadDocument
from probes.sandbox.rtp.g711 import decode, encode
from probes.sandbox.sound import RATE, Sound

_ALAW = 6
_PCM = 1


def write_alaw(path: Path, sound: Sound) -> None:
    """Write a sound as a WAV file of 8-bit A-law (ITU-T G.711), mono, 8000 Hz: 8 kB a second."""
    data = encode(sound, "PCMA")
    header = struct.pack("<HHIIHHH", _ALAW, 1, RATE, RATE, 1, 8, 0)
    chunks = _chunk(b"fmt ", header) + _chunk(b"fact", struct.pack("<I", len(sound))) + _chunk(b"data", data)
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)


def read_wav(path: Path) -> Sound:
    """Read a mono 8000 Hz WAV file of A-law or 16-bit PCM (the standard library's `wave` knows no A-law).

    Raises BadDocument naming the file if it is none of them.
    """
    blob = path.read_bytes()
    found = _chunks(blob) if blob[:4] == b"RIFF" and blob[8:12] == b"WAVE" else {}
    if len(found.get(b"fmt ", b"")) < 16 or b"data" not in found:
        raise BadDocument(f"{path}: not a WAV file")
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", found[b"fmt "])
    if (channels, rate) != (1, RATE) or (kind, bits) not in {(_ALAW, 8), (_PCM, 16)}:
        raise BadDocument(f"{path}: a mono {RATE} Hz WAV of A-law or 16-bit PCM is needed")
    data = found[b"data"]
    if kind == _ALAW:
        return decode(data, "PCMA")
    return np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.int16)


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _chunks(blob: bytes) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    place = 12
    while place + 8 <= len(blob):
        name, size = blob[place : place + 4], struct.unpack_from("<I", blob, place + 4)[0]
        found.setdefault(name, blob[place + 8 : place + 8 + size])
        place += 8 + size + size % 2
    return found
