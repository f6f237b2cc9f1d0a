import asyncio
import contextlib
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from probes.errors import BadSettings
from probes.sandbox.behaviour import CentreBehaviour
from probes.sandbox.centre_config import CentreConfig
from probes.sandbox.shopper_config import ShopperConfig
from probes.sandbox.shopper_phone import ShopperHabit
from probes.sandbox.sip.timers import Timers
from probes.sandbox.sound import SoundsSpec


@dataclass(slots=True)
class RunningCentre:
    """A centre, or a shopper's phone, in a process of its own."""

    uri: str
    port: int
    truth_path: Path
    process: asyncio.subprocess.Process

    async def stop(self) -> None:
        """End the process: politely, and after 3 s by force."""
        if self.process.returncode is not None:
            return
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            async with asyncio.timeout(3):
                await self.process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()


async def start_centre(
    behaviour: CentreBehaviour,
    sounds_spec: SoundsSpec,
    *,
    truth_path: Path,
    seed: int,
    host: str = "127.0.0.1",
    port: int = 0,
    timers: Timers | None = None,
) -> RunningCentre:
    """Start a centre in a child process and wait (at most 30 s) until calls may come.

    `port` 0: a free one. Raises BadSettings if the process ends or says nothing instead.
    """
    config = CentreConfig(
        behaviour=behaviour,
        sounds=sounds_spec,
        truth_path=truth_path,
        seed=seed,
        host=host,
        port=port,
        timers=timers or Timers(),
    )
    return await _start(config, name=f"centre {behaviour.id}")


async def start_shopper(
    habit: ShopperHabit,
    sounds_spec: SoundsSpec,
    *,
    truth_path: Path,
    seed: int,
    host: str = "127.0.0.1",
    port: int = 0,
) -> RunningCentre:
    """Start a shopper's phone in a child process, as `start_centre` starts a centre."""
    config = ShopperConfig(
        habit=habit, sounds=sounds_spec, truth_path=truth_path, seed=seed, host=host, port=port
    )
    return await _start(config, name=f"shopper's phone {habit.user}")


async def _start(config: CentreConfig | ShopperConfig, *, name: str) -> RunningCentre:
    with tempfile.NamedTemporaryFile(prefix="centre-", suffix=".json") as file:
        file.write(config.to_json())
        file.flush()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "probes.sandbox.centre_process",
            file.name,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        try:
            async with asyncio.timeout(30):
                line = await process.stdout.readline()
        except TimeoutError:
            line = b""
    if not line:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        raise BadSettings(f"{name} did not start on {config.host}:{config.port} – see the lines above")
    ready = json.loads(line)
    return RunningCentre(uri=ready["uri"], port=ready["port"], truth_path=config.truth_path, process=process)
