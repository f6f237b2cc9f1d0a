import asyncio
from contextlib import suppress

from benchmark.fieldwork.desk import Desk
from probes.phone.sound.memory import Fingerprint
from results.fingerprints import RecordMemory


class DeskMemory:
    """The record's memory of recordings for calls in an event loop, which may never wait for the database.

    A touchpoint's recordings are fetched before its call; what a call learns is written after it.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._record = RecordMemory()
        self._known: dict[str, tuple[Fingerprint, ...]] = {}
        self._writing: set[asyncio.Task[None]] = set()
        self._private: set[str] = set()

    def never_learn(self, touchpoint: str) -> None:
        """Keep nothing of what is heard there: only people speak, and nobody's voice is kept."""
        self._private.add(touchpoint)

    async def fetch(self, touchpoint: str) -> None:
        """Bring what the record knows of a touchpoint."""
        self._known[touchpoint] = await self._desk.do(lambda: self._record.recall(touchpoint))

    def recall(self, touchpoint: str) -> tuple[Fingerprint, ...]:
        """Return every recording known at the touchpoint when it was fetched."""
        return self._known.get(touchpoint, ())

    def learn(self, touchpoint: str, *fingerprints: Fingerprint) -> None:
        """Let the record take what a call heard, soon."""
        if touchpoint in self._private:
            return
        work = self._desk.do(lambda: self._record.learn(touchpoint, *fingerprints))
        task = asyncio.get_running_loop().create_task(work)
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def written(self) -> None:
        """Wait until everything learnt is in the record."""
        with suppress(Exception):
            await asyncio.gather(*self._writing)
