"""`svartid bench statistics`: times and memory in flat keys, and the aims they are held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmark.ranking.bench import edition_seconds, rank_sets_seconds
from benchmark.statistics.bench import FIVE_THOUSAND, MILLION, fit_seconds, peak_megabytes

Figures = Mapping[str, float | None]

_TOLD = {
    "reml_5k_s": "mixed model, 200 × 100 × 20, 5,000 contacts",
    "reml_1m_s": "mixed model, 2,000 × 1,000 × 50, 1,000,000 contacts",
    "ranksets_200_s": "rank sets of 200, 10,000 draws",
    "ranksets_2000_s": "rank sets of 2,000, 10,000 draws",
    "edition_3300_s": "3,300 contacts scored, modelled, ranked, from the database",
    "edition_1m_s": "1,000,000 contacts scored, modelled, ranked, from memory",
    "peak_mb": "most memory held",
}
_AIMS = {"ranksets_2000_s": 2.0, "edition_3300_s": 2.0, "edition_1m_s": 60.0, "peak_mb": 4096.0}


def statistics_bench(
    *, million: bool = True, from_record: Callable[[], float] | None = None
) -> dict[str, float | None]:
    """Time everything; without `million` its keys are None. Seconds of wall time, MiB of memory.

    What is timed and what came out is told on standard error.

    Args:
        million: also a million contacts.
        from_record: times the 3,300 contacts from a database to the stored ranking; without it they are
            timed from memory.
    """
    console = Console(stderr=True)
    jobs: dict[str, Callable[[], float]] = {
        "reml_5k_s": lambda: fit_seconds(FIVE_THOUSAND, times=3),
        "ranksets_200_s": lambda: min(rank_sets_seconds(200) for _ in range(2)),
        "ranksets_2000_s": lambda: min(rank_sets_seconds(2000) for _ in range(2)),
        "edition_3300_s": from_record
        or (lambda: min(edition_seconds(organisations=132, contacts=25, classes=20) for _ in range(2))),
        "reml_1m_s": lambda: fit_seconds(MILLION),
        "edition_1m_s": lambda: edition_seconds(organisations=2000, contacts=500, classes=50),
    }
    found: dict[str, float | None] = dict.fromkeys(_TOLD)
    for key, job in jobs.items():
        if not million and key in ("reml_1m_s", "edition_1m_s"):
            continue
        console.print(f"{_TOLD[key]} …", highlight=False)
        found[key] = round(job(), 3)
        console.print(f"  {found[key]:g} s", highlight=False)
    peak = peak_megabytes()
    found["peak_mb"] = None if peak is None else round(peak, 1)
    return found


def missed_aims(found: Figures) -> list[str]:
    """Aims that are missed, in words; what was not measured misses none."""
    return [
        f"{_TOLD[key]}: {value:g}, aim {aim:g}"
        for key, aim in _AIMS.items()
        if (value := found.get(key)) is not None and value > aim
    ]


def print_statistics(found: Figures) -> None:
    """Print the figures beside their aims."""
    console = Console()
    drawn = Table(box=SIMPLE_HEAD)
    drawn.add_column("what")
    drawn.add_column("found", justify="right")
    drawn.add_column("aim", justify="right")
    for key, told in _TOLD.items():
        value, unit = found.get(key), "MiB" if key == "peak_mb" else "s"
        aim = _AIMS.get(key)
        drawn.add_row(
            told,
            "not measured" if value is None else f"{value:,g} {unit}",
            "" if aim is None else f"{aim:,g} {unit}",
        )
    console.print(drawn)
    for miss in missed_aims(found):
        console.print(f"missed: {miss}", highlight=False)
