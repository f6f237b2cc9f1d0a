"""A centre, or a shopper's phone, as a process: `python -m probes.sandbox.centre_process CONFIG.json`.

The file holds a `CentreConfig` or a `ShopperConfig`.

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
from typing import Any

from probes.errors import BadSettings
from probes.sandbox.centre import Centre
from probes.sandbox.centre_config import CentreConfig
from probes.sandbox.shopper_config import ShopperConfig
from probes.sandbox.shopper_phone import ShopperPhone
from probes.sandbox.sound import SoundSource


def main() -> int:
    """Run what is described by the file named on the command line; return the exit code."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m probes.sandbox.centre_process CONFIG.json\n")
        return 2
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Composing speech in a thread must not keep the packets waiting for the interpreter (default 5 ms).
    sys.setswitchinterval(0.001)
    try:
        config = _read(Path(sys.argv[1]))
        name = config.behaviour.id if isinstance(config, CentreConfig) else config.habit.user
    except (OSError, BadSettings) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        sounds = config.sounds.build()
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        sys.stderr.write(f"centre {name}: sounds {config.sounds.factory}: {error}\n")
        return 2
    try:
        asyncio.run(_serve(config, sounds))
    except BrokenPipeError:
        os._exit(0)  # whoever started this centre was gone before it was ready
    except OSError as error:
        sys.stderr.write(f"centre {name}: {error}\n")
        return 2
    # The interpreter's own tidying up takes longer than the whole call; everything is on disk.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _read(path: Path) -> CentreConfig | ShopperConfig:
    text = path.read_bytes()
    return ShopperConfig.from_json(text) if b'"habit"' in text else CentreConfig.from_json(text)


async def _serve(config: CentreConfig | ShopperConfig, sounds: SoundSource) -> None:
    served: Centre | ShopperPhone
    common: dict[str, Any] = {
        "sounds": sounds,
        "truth_path": config.truth_path,
        "seed": config.seed,
        "timers": config.timers,
    }
    if isinstance(config, CentreConfig):
        served = Centre(behaviour=config.behaviour, meters=config.meters, **common)
    else:
        served = ShopperPhone(habit=config.habit, **common)
    await served.start(host=config.host, port=config.port)
    # A full collection stops the media for tens of milliseconds; what is loaded by now stays.
    gc.collect()
    gc.freeze()
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stopping.set)
    with contextlib.suppress(PermissionError):  # standard input is a plain file: nobody to wait for
        loop.add_reader(0, _read_stdin, stopping)
    sys.stdout.write(json.dumps({"port": served.port, "uri": served.uri}) + "\n")
    sys.stdout.flush()
    await stopping.wait()
    loop.remove_reader(0)
    await served.stop()


def _read_stdin(stopping: asyncio.Event) -> None:
    try:
        data = os.read(0, 4096)
    except OSError:
        data = b""
    if not data:
        stopping.set()


if __name__ == "__main__":
    sys.exit(main())
