"""One call in a process whose wall clock may jump: `python -m tests.probes.phone.peers.clock_caller URI`.

Prints JSON lines: each signal with its monotonic ns and the wall clock of that moment, then how much
sound was recorded.
"""

import asyncio
import json
import sys
import time

from probes.phone.engine.lines import PhoneLines


async def main(uri: str) -> None:
    """Dial, tell the signals, and end with the call."""
    async with PhoneLines(workers=1) as lines, lines.line() as line:
        await line.dial(uri)
        tail = None
        async for signal in line.signals():
            told = {"kind": signal.kind.value, "at_ns": signal.at_ns, "wall_s": time.time()}
            if signal.kind.value == "confirmed":
                tail = await line.sound()
            if signal.kind.value == "ended" and tail is not None:
                told |= {"sound_s": (tail.path.stat().st_size - 44) / 16000, "sound_ns": tail.started_ns}
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
