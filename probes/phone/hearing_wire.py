"""What goes between `Hearing` and its processes: one JSON object a line, arrays in base64."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from probes.phone.sound.memory import Fingerprint
from probes.phone.sound.segment import Segment, SoundKind


@dataclass(frozen=True, slots=True)
class HeardCall:
    """A whole call as the analysis heard it: segments decided with all that is known at its end."""

    segments: tuple[Segment, ...]
    features: bytes
    learnable: tuple[Fingerprint, ...]
    """Recordings that may be remembered, and with `heard` 0 what waits to be heard again."""


def pack(message: dict[str, Any]) -> bytes:
    """Write a message as one line."""
    return json.dumps(message, separators=(",", ":")).encode() + b"\n"


def unpack(line: bytes) -> dict[str, Any]:
    """Read a line."""
    message: dict[str, Any] = json.loads(line)
    return message


def segment_to_wire(segment: Segment) -> list[Any]:
    """Turn a segment into plain values."""
    return [segment.kind.value, segment.start_s, segment.end_s, segment.confidence, dict(segment.detail)]


def segment_from_wire(values: Sequence[Any]) -> Segment:
    """Build the segment again."""
    kind, start, end, confidence, detail = values
    return Segment(SoundKind(kind), start, end, confidence, MappingProxyType(detail))


def fingerprint_to_wire(fingerprint: Fingerprint) -> dict[str, Any]:
    """Turn a fingerprint into plain values (bands in half precision: they are log energies in dB)."""
    bands = fingerprint.bands.astype(np.float16)
    return {
        "id": fingerprint.id,
        "heard": fingerprint.heard,
        "frames": bands.shape[0],
        "bands": base64.b64encode(bands.tobytes()).decode("ascii"),
    }


def fingerprint_from_wire(values: dict[str, Any]) -> Fingerprint:
    """Build the fingerprint again."""
    flat = np.frombuffer(base64.b64decode(values["bands"]), dtype=np.float16)
    bands = flat.reshape(values["frames"], -1).astype(np.float32)
    return Fingerprint(id=values["id"], bands=bands, heard=values["heard"])


def heard_call_from_wire(message: dict[str, Any]) -> HeardCall:
    """Build what was heard from the last message of an ear."""
    return HeardCall(
        segments=tuple(segment_from_wire(one) for one in message["segments"]),
        features=base64.b64decode(message["features"]),
        learnable=tuple(fingerprint_from_wire(one) for one in message["learnable"]),
    )
