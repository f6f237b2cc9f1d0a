import asyncio
import contextlib
import importlib.util
import itertools
import logging
import os
import time
from collections.abc import AsyncIterator, Collection, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from types import TracebackType

from probes.errors import BadSettings, ChannelUnavailable, EngineLost
from probes.phone.engine.dialling import Dialling
from probes.phone.engine.farewell import say_goodbye
from probes.phone.engine.hidden_folder import HiddenFolder
from probes.phone.engine.phone_line import PhoneLine
from probes.phone.engine.process import WorkerProcess
from probes.phone.engine.wire import Message
from probes.phone.trunk import Trunk

_LOG = logging.getLogger(__name__)

_WORKERS_PER_CORE = 20
"""The most there may be; they start when needed. 25 workers with 100 calls took half a core (measured)."""
_LOOK_S = 0.25
_FADE_S = 34.0
_STOP_S = 1.1
_FAREWELL_S = 0.7
_CLOSE_S = 2.0


class PhoneLines:
    """The engine: worker processes with a few calls each, kept alive, killed when they hang.

    Implements `probes.phone.line.Lines` and is an async context manager. A crash costs the calls
    of one process; those lines get ENGINE_LOST and the next line works. `workers` limits the
    processes (they start when needed), `calls_per_worker` the legs in one (the wheel bears 4),
    `calls_before_recycling` ends a process now and then, against leaks. `allowed` is the campaign's
    list of numbers and addresses; None leaves it to the caller. Raises ChannelUnavailable at entry
    on a machine without pjsua2.
    """

    def __init__(
        self,
        trunk: Trunk | None = None,
        *,
        workers: int | None = None,
        calls_per_worker: int = 4,
        calls_before_recycling: int = 200,
        starts_per_s: float = 30.0,
        hang_s: float = 2.0,
        allowed: Collection[str] | None = None,
        sound_on_disk: bool = False,
    ) -> None:
        self.trunk = trunk or Trunk()
        self._most_workers = workers or max(2, _WORKERS_PER_CORE * (os.cpu_count() or 1))
        self._legs = min(calls_per_worker, 4)
        self._recycle = calls_before_recycling
        self._hang_s = hang_s
        self._dialling = Dialling(self.trunk, allowed=allowed, starts_per_s=starts_per_s)
        self._folder = HiddenFolder(on_disk=sound_on_disk)
        self._workers: list[WorkerProcess] = []
        self._lines: dict[int, PhoneLine] = {}
        self._reserved: dict[int, tuple[WorkerProcess, int]] = {}
        self._numbers = itertools.count(1)
        self._fading: dict[WorkerProcess, float] = {}
        self._background: set[asyncio.Task[object]] = set()
        self._room = asyncio.Condition()
        self._looking: asyncio.Task[None] | None = None
        self._stopped = False

    async def __aenter__(self) -> "PhoneLines":
        """Open the folder for sound and begin to watch the workers."""
        if importlib.util.find_spec("pjsua2") is None:
            raise ChannelUnavailable(
                "the telephone needs pjsua2, whose wheels exist for Python 3.11 and 3.12 on x86_64 Linux,"
                " macOS and Windows – use such a Python, every other channel works without it"
            )
        self._folder.__enter__()
        self._looking = asyncio.create_task(self._look())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop everything and remove all sound."""
        try:
            await self.stop()
        finally:
            self._folder.__exit__(kind, error, trace)

    @asynccontextmanager
    async def line(self, *, legs: int = 1) -> AsyncIterator[PhoneLine]:
        """Reserve a line with room for `legs` (a bridged call has two); leaving it ends every leg."""
        number = next(self._numbers)
        worker = await self._reserve(number, legs)
        line = self._lines[number] = PhoneLine(number=number, worker=worker, dialling=self._dialling)
        try:
            yield line
        finally:
            await asyncio.shield(self._release(line, worker))

    async def stop(self) -> None:
        """Hang up every call within two seconds and end all workers."""
        self._stopped = True
        if self._looking is not None:
            self._looking.cancel()
        async with self._room:
            self._room.notify_all()
        workers = [*self._workers, *self._fading]
        for worker in workers:
            worker.stop()
        if workers:
            await asyncio.wait([asyncio.create_task(worker.wait()) for worker in workers], timeout=_STOP_S)
        await asyncio.gather(*(worker.kill() for worker in workers))
        if self._background:
            await asyncio.wait(self._background)
        for line in list(self._lines.values()):
            line.end()

    # Inside

    async def _reserve(self, number: int, legs: int) -> WorkerProcess:
        async with self._room:
            while True:
                if self._stopped:
                    raise ChannelUnavailable("the telephone lines have been stopped")
                # One place in each worker stays free as long as it can, for the leg that follows a REFER.
                worker = self._emptiest(legs + 1)
                if worker is not None:
                    break
                self._set_aside()
                if len(self._workers) < self._most_workers:
                    worker = await self._start()
                    break
                worker = self._emptiest(legs)
                if worker is not None:
                    break
                await self._room.wait()
            self._reserved[number] = (worker, legs)
            worker.carried += 1
            worker.retired = worker.retired or worker.carried >= self._recycle
            return worker

    def _emptiest(self, legs: int) -> WorkerProcess | None:
        """Return the worker with most free places, if it has `legs` of them."""
        free = [(self._legs - self._used(worker), worker) for worker in self._workers if not worker.retired]
        fitting = [pair for pair in free if pair[0] >= legs]
        if not fitting:
            return None
        return max(fitting, key=lambda pair: pair[0])[1]

    def _used(self, worker: WorkerProcess) -> int:
        return sum(legs for owner, legs in self._reserved.values() if owner is worker) + worker.lingering

    def _set_aside(self) -> None:
        """Make room: a worker whose places are all kept by silent far ends waits for them aside."""
        for worker in list(self._workers):
            carries = any(owner is worker for owner, _legs in self._reserved.values())
            if not carries and worker.lingering and len(self._fading) < self._most_workers:
                self._workers.remove(worker)
                self._fading[worker] = time.monotonic() + _FADE_S

    async def _start(self) -> WorkerProcess:
        worker = WorkerProcess(take=self._take, lost=self._lost)
        registers = any(other.registers for other in self._workers)
        trunk = replace(self.trunk, registrar="") if registers else self.trunk
        worker.registers = bool(trunk.registrar)
        await worker.start(trunk=trunk, folder=str(self._folder.path), legs=self._legs)
        self._workers.append(worker)
        return worker

    async def _release(self, line: PhoneLine, worker: WorkerProcess) -> None:
        with contextlib.suppress(TimeoutError):
            await line.hang_up()
            await asyncio.wait_for(line.wait_idle(), _CLOSE_S)
        line.end()
        with contextlib.suppress(EngineLost, BadSettings, TimeoutError):
            await asyncio.wait_for(worker.order("close", line=line.number), _CLOSE_S)
        for file in self._folder.path.glob(f"{line.number}-*.wav"):
            file.unlink(missing_ok=True)
        del self._lines[line.number]
        del self._reserved[line.number]
        async with self._room:
            if worker.retired and not self._used(worker) and worker in self._workers:
                self._workers.remove(worker)
                self._dismiss(worker)
            self._room.notify_all()

    def _dismiss(self, worker: WorkerProcess) -> None:
        """End a worker that carries nothing any more, and see that it is gone."""
        worker.stop()
        self._do(_see_off(worker))

    def _do(self, work: Coroutine[None, None, object]) -> None:
        task: asyncio.Task[object] = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    def _take(self, worker: WorkerProcess, message: Message) -> None:
        if "fault" in message:
            _LOG.info("telephone worker %d: %s", worker.pid, message["fault"])
        line = self._lines.get(message.get("line", 0))
        if line is not None:
            line.take(message)

    def _lost(self, worker: WorkerProcess, code: int | None) -> None:
        self._fading.pop(worker, None)
        if worker in self._workers:
            self._workers.remove(worker)
        at_ns = time.monotonic_ns()
        for number, (owner, _legs) in list(self._reserved.items()):
            if owner is worker and number in self._lines:
                line = self._lines[number]
                messages = list(line.messages.messages)
                self._do(say_goodbye(messages, trunk=self.trunk, limit_s=_FAREWELL_S))
                line.engine_lost(at_ns=at_ns, code=code)

    async def _look(self) -> None:
        """Kill a worker silent for `hang_s` of its own time, unless it was us who were late."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(_LOOK_S)
            now = time.monotonic()
            if now - before > 2 * _LOOK_S:
                continue
            for worker in [worker for worker, until in self._fading.items() if now > until]:
                del self._fading[worker]
                self._dismiss(worker)
            for worker in [*self._workers, *self._fading]:
                if worker.silent_s(now) > self._hang_s:
                    await worker.kill()


async def _see_off(worker: WorkerProcess) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(worker.wait()), _STOP_S)
    await worker.kill()
