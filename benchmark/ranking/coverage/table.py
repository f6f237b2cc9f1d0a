"""The coverage report in the terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmark.ranking.coverage.report import Coverage, Figure


def print_coverage(found: Coverage) -> None:
    """Print what held, beside the naive bootstrap, with the simulation's own error."""
    console = Console()
    drawn = Table(title=f"{found.replications} made-up editions", title_justify="left", box=SIMPLE_HEAD)
    drawn.add_column("")
    for heading in ("svartid", "naive bootstrap", "aim"):
        drawn.add_column(heading, justify="right")
    drawn.add_row(
        "score intervals that hold",
        _share(found.score_interval),
        _share(found.naive_score_interval),
        "95 ± 1 %",
    )
    drawn.add_row(
        "classes whose rank sets all hold",
        _share(found.class_ranks),
        _share(found.naive_class_ranks),
        "≥ 95 %",
    )
    drawn.add_row(
        "editions with a false clear winner",
        _share(found.false_clear_winner),
        _share(found.naive_false_clear_winner),
        "≤ 5 %",
    )
    drawn.add_row(
        "classes with a clear winner", _share(found.clear_winner), _share(found.naive_clear_winner), ""
    )
    console.print(drawn)
    console.print("± one Monte-Carlo standard error", style="dim", highlight=False)
    for miss in found.missed_aims():
        console.print(f"missed: {miss}", highlight=False)


def _share(figure: Figure) -> str:
    return f"{100 * figure.share:.1f} ± {100 * figure.error:.1f} %"
