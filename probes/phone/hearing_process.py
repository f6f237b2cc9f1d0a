"""The analysis process: reads growing recordings and tells what is heard, until its standard input ends."""

import base64
import os
import select
import signal
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from probes.phone.hearing_wire import (
    fingerprint_from_wire,
    fingerprint_to_wire,
    pack,
    segment_to_wire,
    unpack,
)
from probes.phone.lost_time import LostTime
from probes.phone.sound.listener import Listener
from probes.phone.sound.listeners import ListenerFactory, listener_of

_HEADER = 44
"""Bytes of a WAV header; while the recorder runs it holds no length."""

_LOOK_S = 0.08
"""How often the recordings are looked at: the recorder writes each quarter of a second."""

_LAST_WRITE_S = 0.12
"""The recorder writes its last samples some 20 ms after the leg has ended."""


class _Ear:
    """One recording and its listener."""

    def __init__(
        self, path: Path, known: list[dict[str, Any]], lost_time: LostTime, *, factory: ListenerFactory
    ) -> None:
        self._file = path.open("rb")
        self._file.seek(_HEADER)
        self._odd = b""
        self._samples = 0
        self._lost_time = lost_time
        self.listener: Listener = factory(tuple(fingerprint_from_wire(one) for one in known))
        self.finish_at: float | None = None

    def hear(self) -> list[Any]:
        """Analyse what has been written since; return segments for the wire."""
        written_ns = os.fstat(self._file.fileno()).st_mtime_ns - (time.time_ns() - time.monotonic_ns())
        sound = self._odd + self._file.read()
        whole = len(sound) // 2 * 2
        self._odd = sound[whole:]
        if not whole:
            return []
        samples = np.frombuffer(sound[:whole], dtype="<i2")
        self._samples += len(samples)
        missing = self._lost_time.missing(written_ns=written_ns, samples=self._samples)
        if missing:
            samples = np.concatenate([np.zeros(missing, dtype="<i2"), samples])
            self._samples += missing
        return [segment_to_wire(segment) for segment in self.listener.feed(samples)]

    def last(self) -> dict[str, Any]:
        """Hear to the end and decide everything."""
        self.hear()
        segments = [segment_to_wire(segment) for segment in self.listener.finish()]
        features = base64.b64encode(self.listener.features()).decode("ascii")
        learnable = [fingerprint_to_wire(one) for one in self.listener.learnable()]
        self._file.close()
        return {"do": "heard", "segments": segments, "features": features, "learnable": learnable}


def main() -> None:
    """Serve until standard input is closed. The first argument names the detector (default `call`)."""
    factory = listener_of(*sys.argv[1:2])
    # Ctrl-C is the parent's to handle: it still wants to know what was heard.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ears: dict[int, _Ear] = {}
    os.set_blocking(0, False)
    waiting = b""
    while True:
        select.select([0], [], [], _LOOK_S)
        try:
            read = os.read(0, 2**20)
            if not read:
                return
            waiting += read
        except BlockingIOError:
            pass
        *lines, waiting = waiting.split(b"\n")
        for line in lines:
            _obey(ears, unpack(line), factory)
        for number in list(ears):
            _hear(ears, number)


def _obey(ears: dict[int, _Ear], message: dict[str, Any], factory: ListenerFactory) -> None:
    number = message["ear"]
    try:
        if message["do"] == "listen":
            lost_time = LostTime(started_ns=message["started_ns"], rate=message["rate"])
            ears[number] = _Ear(Path(message["path"]), message["known"], lost_time, factory=factory)
        elif number not in ears:
            return
        elif message["do"] == "caller_speaks":
            ears[number].listener.caller_speaks(message["start"], message["end"])
        elif message["do"] == "caller_pressed":
            ears[number].listener.caller_pressed(message["at"])
        elif message["do"] == "finish":
            ears[number].finish_at = time.monotonic() + _LAST_WRITE_S
    except Exception as error:  # noqa: BLE001 - one bad recording must not silence the other calls
        _fail(ears, number, error)


def _hear(ears: dict[int, _Ear], number: int) -> None:
    ear = ears[number]
    try:
        for segment in ear.hear():
            _tell({"do": "segment", "ear": number, "segment": segment})
        if ear.finish_at is not None and time.monotonic() >= ear.finish_at:
            del ears[number]
            _tell({"ear": number, **ear.last()})
    except Exception as error:  # noqa: BLE001 - see above
        _fail(ears, number, error)


def _fail(ears: dict[int, _Ear], number: int, error: Exception) -> None:
    ears.pop(number, None)
    _tell({"do": "failed", "ear": number, "error": f"{type(error).__name__}: {error}"})


def _tell(message: dict[str, Any]) -> None:
    sys.stdout.buffer.write(pack(message))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, BrokenPipeError):
        os._exit(0)
