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
from numpy.typing import NDArray

from probes.phone.hearing_wire import (
    fingerprint_from_wire,
    fingerprint_to_wire,
    pack,
    segment_to_wire,
    unpack,
)
from probes.phone.lost_time import LostTime
from probes.phone.sound.feed_all import feed_all
from probes.phone.sound.listener import Listener
from probes.phone.sound.listeners import ListenerFactory, listener_of

_HEADER = 44
"""Bytes of a WAV header; while the recorder runs it holds no length."""

_LOOK_S = 0.08
"""How often the recordings are looked at: the recorder writes each quarter of a second."""

_AT_A_TIME = 16_384
"""Bytes read of one recording at a time, 1 s: a backlog shall not need memory for all of it at once."""

_LAST_WRITE_S = 0.12
"""The recorder writes its last samples some 20 ms after the leg has ended."""

_FINISHING_S = 0.15
"""So long may calls that have ended be decided before those that last are heard again."""

_NICE = 5
"""Analysis may wait, media may not: on a machine that is too busy the telephone's processes go first."""


_NOTHING: NDArray[np.int16] = np.zeros(0, dtype=np.int16)


class _Ear:
    """One recording and its listener."""

    def __init__(
        self, path: Path, known: list[dict[str, Any]], lost_time: LostTime, *, factory: ListenerFactory
    ) -> None:
        self._file = path.open("rb")
        self._file.seek(_HEADER)
        self._odd = b""
        self._read = _HEADER
        self._samples = 0
        self._lost_time = lost_time
        self.listener: Listener = factory(tuple(fingerprint_from_wire(one) for one in known))
        self.finish_at: float | None = None

    def read(self) -> NDArray[np.int16]:
        """Return what has been written since, lost time made good with silence."""
        state = os.fstat(self._file.fileno())
        if state.st_size <= self._read:
            return _NOTHING
        sound = self._odd + self._file.read(_AT_A_TIME)
        self._read = self._file.tell()
        whole = len(sound) // 2 * 2
        self._odd = sound[whole:]
        samples = np.frombuffer(sound[:whole], dtype="<i2")
        self._samples += len(samples)
        missing = 0
        if self._read >= state.st_size:  # what is far behind tells nothing of when it was written
            written_ns = state.st_mtime_ns - (time.time_ns() - time.monotonic_ns())
            missing = self._lost_time.missing(written_ns=written_ns, samples=self._samples)
        if missing:
            samples = np.concatenate([np.zeros(missing, dtype="<i2"), samples])
            self._samples += missing
        return samples

    def last(self) -> dict[str, Any]:
        """Hear to the end and decide everything."""
        while len(sound := self.read()):
            self.listener.feed(sound)
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
    if hasattr(os, "nice"):
        os.nice(_NICE)
    ears: dict[int, _Ear] = {}
    os.set_blocking(0, False)
    _tell({"do": "ready"})
    sys.stdout.buffer.flush()
    waiting = b""
    look_at = 0.0
    while True:
        select.select([0], [], [], max(0.0, look_at - time.monotonic()))
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
        # Looked at all at once, at regular times: what many calls have to say costs less together.
        if time.monotonic() >= look_at:
            look_at = time.monotonic() + _LOOK_S
            _hear(ears)
            _finish(ears)
            sys.stdout.buffer.flush()


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


def _hear(ears: dict[int, _Ear]) -> None:
    """Hear what has been recorded since, for all calls together."""
    sounds: dict[int, NDArray[np.int16]] = {}
    for number in list(ears):
        try:
            sound = ears[number].read()
        except Exception as error:  # noqa: BLE001 - see above
            _fail(ears, number, error)
            continue
        if len(sound):
            sounds[number] = sound
    listeners = [ears[number].listener for number in sounds]
    for number, news in zip(sounds, feed_all(listeners, list(sounds.values())), strict=True):
        if isinstance(news, Exception):
            _fail(ears, number, news)
            continue
        for segment in news:
            _tell({"do": "segment", "ear": number, "segment": segment_to_wire(segment)})


def _finish(ears: dict[int, _Ear]) -> None:
    """Decide calls that have ended, as many as there is time for: others want to be heard."""
    begun = time.monotonic()
    for number, ear in list(ears.items()):
        if ear.finish_at is None or begun < ear.finish_at:
            continue
        try:
            last = ear.last()
            del ears[number]
            _tell({"ear": number, **last})
        except Exception as error:  # noqa: BLE001 - see above
            _fail(ears, number, error)
        if time.monotonic() - begun > _FINISHING_S:
            return


def _fail(ears: dict[int, _Ear], number: int, error: Exception) -> None:
    ears.pop(number, None)
    _tell({"do": "failed", "ear": number, "error": f"{type(error).__name__}: {error}"})


def _tell(message: dict[str, Any]) -> None:
    sys.stdout.buffer.write(pack(message))


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, BrokenPipeError):
        os._exit(0)
