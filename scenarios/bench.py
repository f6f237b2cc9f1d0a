"""How this room measures itself: `svartid bench scenarios`."""

import json
import time
import tracemalloc
from typing import Annotated

import typer

from scenarios.library_path import library_path
from scenarios.load_tree import load_tree


def scenarios(
    times: Annotated[int, typer.Option(min=1, help="How often the whole library is read.")] = 5,
    json_: Annotated[bool, typer.Option("--json", help="Print flat JSON keys.")] = False,
) -> None:
    """Read and check the whole shipped library again and again; say how fast and with how much memory.

    Example: `svartid bench scenarios --json`

    Exit codes: 0 done; 3 the library is damaged.
    """
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        tree = load_tree([library_path()])
        seconds.append(time.perf_counter() - begun)
    tracemalloc.start()
    load_tree([library_path()])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    best = min(seconds)
    result = {
        "files": len(tree.files),
        "library_s": round(best, 3),
        "files_per_s": round(len(tree.files) / best, 1),
        "peak_mb": round(peak / 2**20, 1),
    }
    if json_:
        typer.echo(json.dumps(result))
    else:
        typer.echo(
            f"{len(tree.files)} files read and checked in {best:.2f} s"
            f" ({result['files_per_s']:.0f} a second), {result['peak_mb']} MB at most"
        )
