import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from probes.directory import Directory, Entry
from probes.sandbox.behaviour import Announce, Arrival, Person, Queue, seconds
from probes.sandbox.catalogue import TownCentre, catalogue
from probes.sandbox.running_town import Town, sounds_of
from probes.sandbox.start_centre import RunningCentre, start_centre

CALLS_A_CENTRE = 40
"""What one process of the town carries with its packets on time."""


@dataclass(frozen=True, slots=True)
class LoadTown:
    """A town whose centres all behave alike: a welcome, music, then a person; made to be loaded."""

    town: Town
    pids: frozenset[int]


@asynccontextmanager
async def load_town(calls: int) -> AsyncIterator[LoadTown]:
    """Start as many centres as `calls` simultaneous calls need, and end them on the way out."""
    spoken = [centre for centre in catalogue().values() if centre.behaviour.agents]
    chosen = [_loaded(centre) for centre in spoken[: -(-calls // CALLS_A_CENTRE)]]
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="svartid-load-")))
        running: dict[str, RunningCentre] = {}
        for centre in chosen:
            name = centre.behaviour.id
            running[name] = await start_centre(
                centre.behaviour,
                sounds_of(centre, "town"),
                truth_path=folder / f"{name}.jsonl",
                seed=crc32(name.encode()),
            )
            stack.push_async_callback(running[name].stop)
        entries = tuple(
            Entry(centre.behaviour.id, centre.touchpoint, centre.address, running[centre.behaviour.id].uri)
            for centre in chosen
        )
        centres = {centre.behaviour.id: centre for centre in chosen}
        yield LoadTown(
            town=Town(centres, running, Directory(entries)),
            pids=frozenset(one.process.pid for one in running.values()),
        )
        await asyncio.sleep(0)


def _loaded(centre: TownCentre) -> TownCentre:
    behaviour = replace(
        centre.behaviour,
        start="welcome",
        entries={},
        digest=None,
        arrival=Arrival(rings=seconds(0.5, 1.5)),
        stages={
            "welcome": Announce(prompt="welcome", then="queue"),
            "queue": Queue(music="waltz", wait=seconds(8, 12), then="clerk"),
            "clerk": Person(turns=(1, 1)),
        },
    )
    return replace(centre, behaviour=behaviour)
