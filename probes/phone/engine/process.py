import asyncio
import contextlib
import itertools
import json
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

from probes.errors import BadSettings, ChannelUnavailable, EngineLost
from probes.phone.engine.run_delay import run_delay_s
from probes.phone.engine.wire import Message, encode
from probes.phone.trunk import Trunk

_LOG = logging.getLogger(__name__)

_START_S = 15.0
_LINE_BYTES = 1 << 20
_BEAT_S = 0.6
"""A worker says something twice a second."""


class WorkerProcess:
    """The supervisor's end of one worker: start it, order it, hear it, see it die.

    `take` is given every message that is not an answer. `lost` is called once, with the exit code
    (negative: the signal that ended it), when the process has gone without being told to.
    """

    def __init__(
        self,
        *,
        take: "Callable[[WorkerProcess, Message], None]",
        lost: "Callable[[WorkerProcess, int | None], None]",
    ) -> None:
        self.retired = False
        self.registers = False
        self.carried = 0
        self.lingering = 0
        self.heard_s = 0.0
        self.starts: list[float] = []
        self._delay_s: float | None = None
        self._take = take
        self._lost = lost
        self._process: asyncio.subprocess.Process | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._reading: asyncio.Task[None] | None = None
        self._answers: dict[int, asyncio.Future[Message]] = {}
        self._numbers = itertools.count(1)
        self._ready: asyncio.Future[None] | None = None
        self._complaining: asyncio.Task[None] | None = None
        self._complaints = b""
        self._stopping = False

    def silent_s(self, now_s: float) -> float:
        """Return for how long the process has said nothing though it could have run (s).

        Time for which it waited for a processor is not its own. To be asked regularly: that time
        counts from the first question after the last word.
        """
        silence = now_s - self.heard_s
        if silence < _BEAT_S:
            self._delay_s = None
            return silence
        delay = run_delay_s(self.pid)
        if self._delay_s is None:
            self._delay_s = delay
        return silence - (delay - self._delay_s)

    @property
    def pid(self) -> int:
        """The process id, 0 before the start."""
        return self._process.pid if self._process else 0

    async def start(self, *, trunk: Trunk, folder: str, legs: int) -> None:
        """Start the process and wait until its transport is up.

        Raises BadSettings if the transport refuses the trunk's settings, ChannelUnavailable if it
        does not come up in time.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "probes.phone.engine.worker", str(theirs.fileno()),
                pass_fds=[theirs.fileno()],
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                env=_environment(),
            )  # fmt: skip
        reader, self._writer = await asyncio.open_connection(sock=ours, limit=_LINE_BYTES)
        self._ready = asyncio.get_running_loop().create_future()
        self._reading = asyncio.create_task(self._read(reader))
        self._complaining = asyncio.create_task(self._keep_complaints())
        self._tell({"trunk": trunk.to_wire(), "folder": folder, "legs": legs})
        try:
            await asyncio.wait_for(asyncio.shield(self._ready), _START_S)
        except TimeoutError as error:
            await self.kill()
            raise ChannelUnavailable(f"a telephone worker did not start within {_START_S:.0f} s") from error
        except BaseException:
            await self.kill()
            raise

    async def order(self, what: str, **fields: Any) -> Message:
        """Give an order and wait for the answer.

        Raises EngineLost if the worker dies first, BadSettings if it refuses the order.
        """
        number = next(self._numbers)
        answer = asyncio.get_running_loop().create_future()
        if self._reading is None or self._reading.done():
            raise EngineLost("the telephone worker of this call has died")
        self._answers[number] = answer
        self._tell({"do": what, "id": number, **fields})
        try:
            message: Message = await answer
        finally:
            self._answers.pop(number, None)
        if "error" in message:
            raise BadSettings(f"{what}: {message['error']}")
        return message

    def tell(self, what: str, **fields: Any) -> None:
        """Give an order without waiting for the answer; one that has gone hears nothing."""
        if self._writer is None or self._writer.is_closing():
            return
        with contextlib.suppress(ConnectionError, RuntimeError):
            self._tell({"do": what, "id": 0, **fields})

    def stop(self) -> None:
        """Tell the process to hang up and end."""
        self._stopping = True
        self.tell("stop")

    async def wait(self) -> None:
        """Wait for the end of the process."""
        if self._process is not None:
            await self._process.wait()
        if self._reading is not None:
            await self._reading

    async def kill(self) -> None:
        """End the process at once, as a hung one must be."""
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGKILL)
        await self.wait()

    def _tell(self, message: Message) -> None:
        assert self._writer is not None
        self._writer.write(encode(message))

    async def _read(self, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(ConnectionError):
            while line := await reader.readline():
                self.heard_s = time.monotonic()
                self._hear(json.loads(line))
        assert self._process is not None
        assert self._writer is not None
        code = await self._process.wait()
        self._writer.close()
        if self._complaining is not None:
            await self._complaining
        if self._complaints:
            _LOG.info("telephone worker %d: %s", self.pid, self._complaints.decode(errors="replace").strip())
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(EngineLost("the telephone worker of this call has died"))
        if self._ready is not None and not self._ready.done():
            self._ready.set_exception(
                ChannelUnavailable(f"a telephone worker ended at its start (exit {code})")
            )
        elif not (self._stopping and code == 0):
            self._lost(self, code)

    async def _keep_complaints(self) -> None:
        """Keep the end of what the process writes to stderr: a native crash tells its reason there."""
        assert self._process is not None
        assert self._process.stderr is not None
        while chunk := await self._process.stderr.read(4096):
            self._complaints = (self._complaints + chunk)[-2000:]

    def _hear(self, message: Message) -> None:
        if "re" in message:
            answer = self._answers.get(message["re"])
            if answer is not None and not answer.done():
                answer.set_result(message)
        elif "ready" in message and self._ready is not None:
            self._ready.set_result(None)
        elif "failed" in message and self._ready is not None:
            self._ready.set_exception(
                BadSettings(f"the trunk's transport did not come up: {message['failed']}")
            )
        elif "lingering" in message:
            self.lingering = message["lingering"]
        elif "beat" not in message:
            self._take(self, message)


def _environment() -> dict[str, str]:
    """Return the environment without our own secrets: the worker gets them by its socket."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SVARTID_")}
