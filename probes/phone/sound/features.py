"""The features of a call as they are kept: what decisions are made of, and no sound."""

import io
import json
import zipfile
from dataclasses import astuple
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from probes.errors import BadDocument
from probes.phone.sound.pieces import CallerAct
from probes.phone.sound.track import Track

VERSION = 1


class KeptFeatures(NamedTuple):
    """One row every 10 ms: level (dB), bands ((n, 16), dB), pitch (Hz) and so on, and the caller's acts."""

    level: NDArray[np.float32]
    bands: NDArray[np.float32]
    pitch: NDArray[np.float32]
    first_share: NDArray[np.float32]
    tone_share: NDArray[np.float32]
    tone_hz: NDArray[np.float32]
    second_hz: NDArray[np.float32]
    constancy: NDArray[np.float32]
    speech: NDArray[np.float32]
    acts: list[CallerAct]


def pack_features(track: Track, acts: list[CallerAct]) -> bytes:
    """Return the features as a compressed `.npz`: about 1 kB a second, bands to a half decibel."""
    out = io.BytesIO()
    arrays = {
        "version": np.array(VERSION),
        "acts": np.array(json.dumps([astuple(act) for act in acts])),
        "level": np.round(track.level * 2).astype(np.int16),
        "bands": np.round(track.bands * 2).astype(np.int16),
        "pitch": np.round(track.pitch).astype(np.uint16),
        "shares": np.round(np.stack([track.first_share, track.tone_share, track.speech]) * 200).astype(
            np.uint8
        ),
        "hertz": np.round(np.stack([track.tone_hz, track.second_hz])).astype(np.uint16),
        "constancy": np.round(track.constancy * 100).astype(np.int8),
    }
    # As numpy.savez_compressed, but a hundred calls may end at once: its level takes four times as long.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w") as member:
                np.lib.format.write_array(member, array, allow_pickle=False)
    return out.getvalue()


def unpack_features(data: bytes) -> KeptFeatures:
    """Read kept features. Raises BadDocument."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            if int(kept["version"]) != VERSION:
                raise BadDocument(
                    f"features: version {int(kept['version'])} is unknown here – update Svartid"
                )
            shares = kept["shares"].astype(np.float32) / 200
            hertz = kept["hertz"].astype(np.float32)
            return KeptFeatures(
                level=kept["level"].astype(np.float32) / 2,
                bands=kept["bands"].astype(np.float32) / 2,
                pitch=kept["pitch"].astype(np.float32),
                first_share=shares[0],
                tone_share=shares[1],
                tone_hz=hertz[0],
                second_hz=hertz[1],
                constancy=kept["constancy"].astype(np.float32) / 100,
                speech=shares[2],
                acts=[CallerAct(*values) for values in json.loads(str(kept["acts"]))],
            )
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise BadDocument(f"features: not readable ({error})") from error
