"""One call in a process of its own, for tests that take something away from a whole process.

`python -m tests.probes.phone.peers.lone_caller URI [BIND [HANG_UP_AFTER_S]]` prints JSON lines: each
signal with its monotonic ns and the wall clock of that moment, at the end how much sound was recorded.
"""

import asyncio
import json
import sys
import time

from probes.phone.engine.lines import PhoneLines
from probes.phone.line import Line
from probes.phone.trunk import Trunk


def say(**told: object) -> None:
    """Print one line of JSON."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


async def hang_up(line: Line, after_s: float) -> None:
    """Hang up a while after the INVITE."""
    await asyncio.sleep(after_s)
    say(kind="order", at_ns=time.monotonic_ns())
    await line.hang_up()


async def main(uri: str, bind: str = "127.0.0.1", hang_up_after_s: str = "3600") -> None:
    """Dial, tell the signals, and end with the call."""
    async with PhoneLines(Trunk(bind=bind), workers=1) as lines, lines.line() as line:
        await line.dial(uri)
        leaving = asyncio.create_task(hang_up(line, float(hang_up_after_s)))
        tail = None
        async for signal in line.signals():
            sound: dict[str, object] = {}
            if signal.kind.value == "confirmed":
                tail = await line.sound()
            if signal.kind.value == "ended" and tail is not None:
                sound = {"sound_s": (tail.path.stat().st_size - 44) / 16000, "sound_ns": tail.started_ns}
            told = {"kind": signal.kind.value, "at_ns": signal.at_ns, "wall_s": time.time()}
            say(**told, **sound, detail=dict(signal.detail))
        leaving.cancel()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
