"""One centre as a process: `python -m probes.sandbox.centre_process CONFIG.json`.

Writes one line of JSON, `{"port": …, "uri": …}`, to standard output when calls may come. Ends on
SIGTERM or when its standard input is closed, so that it never outlives who started it. Ctrl-C in a
terminal reaches the whole family; it is left to the parent.
"""

import asyncio
import contextlib
import gc
import json
import os
import signal
import sys
from pathlib import Path

from probes.errors import BadSettings
from probes.sandbox.centre import Centre
from probes.sandbox.centre_config import CentreConfig
from probes.sandbox.sound import SoundSource


def main() -> int:
    """Run the centre described by the file named on the command line; return the exit code."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m probes.sandbox.centre_process CONFIG.json\n")
        return 2
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Composing speech in a thread must not keep the packets waiting for the interpreter (default 5 ms).
    sys.setswitchinterval(0.001)
    try:
        config = CentreConfig.from_json(Path(sys.argv[1]).read_bytes())
    except (OSError, BadSettings) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        sounds = config.sounds.build()
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        sys.stderr.write(f"centre {config.behaviour.id}: sounds {config.sounds.factory}: {error}\n")
        return 2
    try:
        asyncio.run(_serve(config, sounds))
    except OSError as error:
        sys.stderr.write(f"centre {config.behaviour.id}: {error}\n")
        return 2
    # The interpreter's own tidying up takes longer than the whole call-off; everything is on disk.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


async def _serve(config: CentreConfig, sounds: SoundSource) -> None:
    centre = Centre(
        behaviour=config.behaviour,
        sounds=sounds,
        truth_path=config.truth_path,
        seed=config.seed,
        timers=config.timers,
    )
    await centre.start(host=config.host, port=config.port)
    # A full collection stops the media for tens of milliseconds; what is loaded by now stays.
    gc.collect()
    gc.freeze()
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stopping.set)
    with contextlib.suppress(PermissionError):  # standard input is a plain file: nobody to wait for
        loop.add_reader(0, _read_stdin, stopping)
    sys.stdout.write(json.dumps({"port": centre.port, "uri": centre.uri}) + "\n")
    sys.stdout.flush()
    await stopping.wait()
    loop.remove_reader(0)
    await centre.stop()


def _read_stdin(stopping: asyncio.Event) -> None:
    try:
        data = os.read(0, 4096)
    except OSError:
        data = b""
    if not data:
        stopping.set()


if __name__ == "__main__":
    sys.exit(main())
