import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from probes.directory import Directory, Entry
from probes.sandbox.behaviour import Announce, Arrival, Person, Queue, seconds
from probes.sandbox.catalogue import TownCentre, catalogue
from probes.sandbox.centre_config import CentreConfig
from probes.sandbox.running_town import Town, sounds_of
from probes.sandbox.start_centres import started_centres

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
    with tempfile.TemporaryDirectory(prefix="svartid-load-") as folder:
        configs = [
            CentreConfig(
                behaviour=centre.behaviour,
                sounds=sounds_of(centre, "town"),
                truth_path=Path(folder) / f"{centre.behaviour.id}.jsonl",
                seed=crc32(centre.behaviour.id.encode()),
            )
            for centre in chosen
        ]
        async with started_centres(configs) as running:
            centres = {centre.behaviour.id: centre for centre in chosen}
            entries = tuple(
                Entry(name, centre.touchpoint, centre.address, running[name].uri)
                for name, centre in centres.items()
            )
            yield LoadTown(
                town=Town(centres, running, Directory(entries)),
                pids=frozenset(one.pid for one in running.values()),
            )


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
