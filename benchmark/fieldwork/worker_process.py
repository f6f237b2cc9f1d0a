import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from benchmark.fieldwork.capabilities import Capabilities
from benchmark.fieldwork.run_campaign import leaving_by_signal
from benchmark.fieldwork.worker import working


async def work_until_told(
    *,
    capabilities: Capabilities,
    label: str,
    trunk: Path | None,
    recordings: Path | None,
    lease_s: float,
    grace_s: float,
    ready: Callable[[str], None],
) -> None:
    """Work until SIGTERM or SIGINT, or until the record says so; calls may end by themselves first.

    After `grace_s` seconds, or at the second signal, what still goes on is hung up.
    """
    told = asyncio.Event()
    async with working(
        capabilities=capabilities, label=label, trunk=trunk, recordings=recordings, lease_s=lease_s
    ) as crew:
        with leaving_by_signal(crew, told, grace_s=grace_s):
            ready(crew.label)
            while not crew.closing:
                with suppress(TimeoutError):
                    await asyncio.wait_for(told.wait(), 0.5)
            await crew.drain()
