import asyncio
import contextlib
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from probes.errors import BadSettings
from probes.sandbox.centre_config import CentreConfig
from probes.sandbox.shopper_config import ShopperConfig

ProcessConfig = CentreConfig | ShopperConfig

_START_S = 60.0
_STOP_S = 5.0


@dataclass(frozen=True, slots=True)
class StartedCentre:
    """A centre, or a shopper's phone, that runs in a process of its own."""

    uri: str
    port: int
    pid: int
    truth_path: Path


@asynccontextmanager
async def started_centres(configs: Iterable[ProcessConfig]) -> AsyncIterator[dict[str, StartedCentre]]:
    """Start centres and shoppers' phones, each in its own process, and end them all on the way out; by id.

    Raises BadSettings naming the one that did not start. If this process dies, they end as well.
    """
    by_id = {config.id: config for config in configs}
    with tempfile.TemporaryDirectory(prefix="svartid-centres-") as folder:
        for name, config in by_id.items():
            (Path(folder) / f"{name}.json").write_bytes(config.to_json())
        nursery = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "probes.sandbox.nursery",
            folder,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # Threads of the linear algebra would not survive the fork; nothing here uses them.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )
        try:
            yield await _ready(nursery, by_id)
        finally:
            await asyncio.shield(_stop(nursery))


async def _ready(
    nursery: asyncio.subprocess.Process, by_id: dict[str, ProcessConfig]
) -> dict[str, StartedCentre]:
    assert nursery.stdout is not None
    started: dict[str, StartedCentre] = {}
    try:
        async with asyncio.timeout(_START_S):
            while len(started) < len(by_id):
                line = await nursery.stdout.readline()
                if not line:
                    break
                told = json.loads(line)
                if "error" in told:
                    raise BadSettings(f"centre {told['id']} {told['error']} – see the lines above")
                config = by_id[told["id"]]
                started[told["id"]] = StartedCentre(told["uri"], told["port"], told["pid"], config.truth_path)
    except TimeoutError:
        pass
    missing = [name for name in by_id if name not in started]
    if missing:
        raise BadSettings(f"these centres did not start: {', '.join(missing)} – see the lines above")
    return {name: started[name] for name in by_id}


async def _stop(nursery: asyncio.subprocess.Process) -> None:
    """Close the nursery's standard input, which ends everything; after 5 s end it by force."""
    assert nursery.stdin is not None
    nursery.stdin.close()
    try:
        async with asyncio.timeout(_STOP_S):
            await nursery.wait()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            nursery.kill()
        await nursery.wait()
