import asyncio
import contextlib
import itertools
import os
import sys
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Any

from probes.errors import EngineLost
from probes.phone.hearing_wire import (
    HeardCall,
    fingerprint_to_wire,
    heard_call_from_wire,
    pack,
    segment_from_wire,
    unpack,
)
from probes.phone.line import SoundTail
from probes.phone.sound.listeners import listener_of
from probes.phone.sound.memory import Fingerprint
from probes.phone.sound.segment import Segment

_MOST_BYTES = 2**26
"""The longest line from an analysis process: the features of an hour's call are far below it."""


_USEFUL = 2
"""More analysis processes than this gain nothing: two hear far more calls than the engine carries."""

_FEW = 12
"""So many ears are no load for one process."""


class Hearing:
    """The ears of many calls: analysis processes that read the growing recordings of the engine.

    An async context manager. The analysis never shares a process with the media, so that neither can
    starve the other. A process that dies takes the ears in it with it (their `finish` raises EngineLost)
    and is started anew for the next call. `processes` is the most there may be, by default one a core
    and two at most; the second starts when the first has much to hear. `listener` names the detector
    (entry-point group `svartid.listeners`). Raises BadSettings if there is none of that name.
    """

    def __init__(self, *, processes: int | None = None, listener: str = "call") -> None:
        listener_of(listener)
        most = min(os.cpu_count() or 1, _USEFUL) if processes is None else processes
        self._processes = [_Process(listener) for _ in range(most)]

    async def __aenter__(self) -> "Hearing":
        """Start the first process and wait until it hears (in well under a second)."""
        await self._processes[0].start()
        await self._processes[0].ready.wait()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes."""
        await asyncio.gather(*(process.stop() for process in self._processes))

    async def listen(self, tail: SoundTail, *, known: tuple[Fingerprint, ...]) -> "TailEar":
        """Begin to hear a recording; `known` are the recordings that the touchpoint is known to play."""
        # Calls cost less together: a process that has few takes another before the next one starts.
        process = next((one for one in self._processes if len(one.ears) < _FEW), None)
        process = process or min(self._processes, key=lambda one: len(one.ears))
        await process.start()
        return process.listen(tail, known)


class TailEar:
    """Hears one growing recording. Times are seconds from its first sample."""

    def __init__(self, process: "_Process", number: int) -> None:
        self._process = process
        self._number = number
        self._segments: asyncio.Queue[Segment | None] = asyncio.Queue()
        self._heard: asyncio.Future[HeardCall] = asyncio.get_running_loop().create_future()

    async def segments(self) -> AsyncIterator[Segment]:
        """Every segment that began, ended or was decided anew; ends with the ear."""
        while (segment := await self._segments.get()) is not None:
            yield segment

    def caller_speaks(self, start_s: float, end_s: float | None) -> None:
        """Tell that the caller's own words began (end None) or ended."""
        self._process.tell("caller_speaks", self._number, start=start_s, end=end_s)

    def caller_pressed(self, at_s: float) -> None:
        """Tell that keys were sent."""
        self._process.tell("caller_pressed", self._number, at=at_s)

    async def finish(self) -> HeardCall:
        """Hear the recording to its end and decide everything. Raises EngineLost if the process died."""
        self._process.tell("finish", self._number)
        return await asyncio.shield(self._heard)

    def take(self, message: dict[str, Any]) -> None:
        """Take a report of the process."""
        if message["do"] == "segment":
            self._segments.put_nowait(segment_from_wire(message["segment"]))
        elif message["do"] == "heard" and not self._heard.done():
            self._heard.set_result(heard_call_from_wire(message))
            self._segments.put_nowait(None)
        elif message["do"] == "failed":
            self.lose(f"the analysis failed: {message['error']}")

    def lose(self, why: str) -> None:
        """The process is gone: nothing more will be heard."""
        self._segments.put_nowait(None)
        if not self._heard.done():
            self._heard.set_exception(EngineLost(why))
            self._heard.exception()  # nobody may be waiting for it, which is no fault


class _Process:
    """One analysis process and the ears in it."""

    def __init__(self, listener: str) -> None:
        self._listener = listener
        self.ears: dict[int, TailEar] = {}
        self._child: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._numbers = itertools.count(1)
        self._starting = asyncio.Lock()
        self.ready = asyncio.Event()
        """Set once the process hears, or has ended."""

    async def start(self) -> None:
        async with self._starting:
            if self._child is not None and self._child.returncode is None:
                return
            self._child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "probes.phone.hearing_process",
                self._listener,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=_MOST_BYTES,
                # The arrays are small: threads of the linear algebra would only wait for each other.
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            )
            self._reading = asyncio.create_task(self._read(self._child))

    def listen(self, tail: SoundTail, known: tuple[Fingerprint, ...]) -> TailEar:
        number = next(self._numbers)
        ear = self.ears[number] = TailEar(self, number)
        self.tell(
            "listen",
            number,
            path=str(tail.path),
            started_ns=tail.started_ns,
            rate=tail.rate,
            known=[fingerprint_to_wire(one) for one in known],
        )
        return ear

    def tell(self, do: str, number: int, **values: object) -> None:
        if self._child is None or self._child.stdin is None or self._child.stdin.is_closing():
            return
        self._child.stdin.write(pack({"do": do, "ear": number, **values}))

    async def stop(self) -> None:
        child = self._child
        if child is None:
            return
        if child.stdin is not None:
            child.stdin.close()
        try:
            async with asyncio.timeout(2.0):
                await child.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
        if self._reading is not None:
            await self._reading

    async def _read(self, child: asyncio.subprocess.Process) -> None:
        assert child.stdout is not None
        while line := await child.stdout.readline():
            message = unpack(line)
            if message["do"] == "ready":
                self.ready.set()
                continue
            ear = self.ears.get(message["ear"])
            if ear is None:
                continue
            if message["do"] in ("heard", "failed"):
                del self.ears[message["ear"]]
            ear.take(message)
        code = await child.wait()
        self.ready.set()
        for ear in self.ears.values():
            ear.lose(f"the analysis process ended (exit {code})")
        self.ears.clear()
