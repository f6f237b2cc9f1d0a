import asyncio
import contextlib

from probes.calibration.load_town import LoadTown
from probes.errors import ProbeError
from probes.phone.engine.lines import PhoneLines

_HELD_S = 8.0
"""How long the plain calls stand together."""


async def bears_plain(town: LoadTown, calls: int, *, loss: float) -> bool:
    """Hold so many calls with nothing but the SIP stack and its recorder; True if no sound was lost.

    `loss` is the share of packets that may be missing, those that never came because of it included.
    """
    uris = [one.uri for one in town.town.running.values()]
    together = asyncio.Barrier(calls)
    async with PhoneLines() as lines:

        async def hold(uri: str) -> tuple[int, int]:
            async with lines.line() as line:
                await line.dial(uri, refer_allowed=())
                await line.sound()
                await together.wait()
                await asyncio.sleep(_HELD_S)
                quality = await line.media_quality()
                await line.hang_up()
                return int(str(quality.get("packets") or 0)), int(str(quality.get("lost") or 0))

        with contextlib.suppress(ProbeError, TimeoutError, ExceptionGroup):
            async with asyncio.timeout(_HELD_S + 30), asyncio.TaskGroup() as group:
                tasks = [group.create_task(hold(uris[number % len(uris)])) for number in range(calls)]
            packets = sum(task.result()[0] for task in tasks)
            lost = sum(task.result()[1] for task in tasks)
            due = calls * _HELD_S * 50  # one packet each 20 ms
            return lost <= loss * packets and packets >= (1 - loss) * due
    return False
