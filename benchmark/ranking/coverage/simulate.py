"""Many made-up editions, one after the other."""

from __future__ import annotations

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benchmark.ranking.coverage.made_up_edition import Design
from benchmark.ranking.coverage.replication import Replication, replicate
from benchmark.ranking.coverage.report import Coverage

_DRAWS = 4000
_RESAMPLES = 1000


def simulate_coverage(design: Design, *, replications: int, seed: int = 1) -> Coverage:
    """Make up editions and count what holds. Each has its own seed, so fewer give the first of more.

    Progress goes to standard error, a line for every tenth where that is no terminal. An interruption ends
    the simulation early; what was done counts.

    Raises:
        KeyboardInterrupt: interrupted before two editions were done.
    """
    done: list[Replication] = []
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    tenth = max(1, replications // 10)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("made-up editions", total=replications)
        try:
            for number in range(replications):
                rng = np.random.default_rng([seed, number])
                done.append(replicate(design, draws=_DRAWS, resamples=_RESAMPLES, rng=rng))
                progress.advance(task)
                if not console.is_terminal and len(done) % tenth == 0:
                    console.print(f"{len(done)} of {replications} made-up editions", highlight=False)
        except KeyboardInterrupt:
            if len(done) < 2:
                raise
    return Coverage.of(done, classes=design.classes)
