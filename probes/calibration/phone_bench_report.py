from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from probes.calibration.misses import Miss
from probes.calibration.phone_bench import PhoneBench
from probes.phone.words import outcome_in_words


def show(result: PhoneBench) -> None:
    """Print the calibration as tables, and the aims that were missed."""
    console = Console()
    calibration = result.calibration
    spreads = Table(title=f"{calibration.calls} calls: error of each event", title_justify="left")
    for heading in ("event", "n", "p50 ms", "p95 ms", "largest ms", "median, signed ms"):
        spreads.add_column(heading, justify="left" if heading == "event" else "right")
    for name, one in calibration.spreads.items():
        figures = (one.p50_ms, one.p95_ms, one.max_ms, one.bias_ms)
        spreads.add_row(name, str(one.n), *("–" if figure is None else f"{figure:.1f}" for figure in figures))
    console.print(spreads)
    console.print(_confusion("What each sound was taken for, in seconds", calibration.confusion_s))
    console.print(_confusion("Outcomes: truth in rows, concluded in columns", calibration.outcomes))
    console.print(
        f"recordings taken for a person: {calibration.recording_as_person};"
        f" persons missed: {calibration.person_missed}; invented: {calibration.person_invented}\n"
        f"transfers: precision {_share(calibration.transfer_precision)},"
        f" recall {_share(calibration.transfer_recall)};"
        f" outcomes right: {_share(calibration.outcome_accuracy)}"
    )
    if result.misses:
        console.print(misses_table(result.misses))
    first = result.first_hearing
    console.print(
        f"before the second hearing: person p95 {first.spreads['person'].p95_ms or 0:.0f} ms,"
        f" recordings taken for a person {first.recording_as_person}, missed {first.person_missed},"
        f" outcomes right {_share(first.outcome_accuracy)}"
    )
    if result.load is not None:
        load = result.load
        console.print(
            f"simultaneous calls on {load.cores} cores, the town beside them: {load.calls}"
            f"{' (no more were tried)' if load.capped else ''}; plain: {load.plain_calls or 'not sought'};"
            f" {load.cpu_percent_per_call or '–'} % of a core and {load.mb_per_call or '–'} MB a call"
            f"{'. The next step failed: ' + load.limited_by if load.limited_by else ''}"
        )
    missed = result.missed_aims()
    console.print("[green]All aims met.[/]" if not missed else "[red]Aims missed:[/] " + "; ".join(missed))


def misses_table(misses: Sequence[Miss]) -> Table:
    """Draw the calls that differ from the truth, one a row; times in seconds from the INVITE."""
    table = Table(title="Calls that differ from the truth", title_justify="left")
    for heading in ("organisation", "what happens there", "language", "expected", "heard"):
        table.add_column(heading)
    for miss in misses:
        voices = f"{miss.language}, {miss.voices} voices"
        table.add_row(miss.organisation, miss.behaviour, voices, *_sides(miss))
    return table


def _sides(miss: Miss) -> tuple[str, str]:
    """Say what was to be heard and what was, in the respects in which they differ."""
    true, heard = [], []
    if miss.outcome is not miss.true_outcome:
        true.append(outcome_in_words(miss.true_outcome))
        heard.append(": ".join((outcome_in_words(miss.outcome), *miss.why[:1])))
    if any("person" in name for name in miss.what):
        true.append(_person(miss.true_person_ms))
        taken = " (a recording)" if "recording_as_person" in miss.what else ""
        heard.append(_person(miss.person_ms) + taken)
    if "transfers" in miss.what:
        true.append(f"transfers: {miss.true_transfers}")
        heard.append(f"transfers: {miss.transfers}")
    return "; ".join(true), "; ".join(heard)


def _person(ms: float | None) -> str:
    return "no person" if ms is None else f"a person at {ms / 1000:.1f} s"


def _confusion(title: str, rows: dict[str, dict[str, float]] | dict[str, dict[str, int]]) -> Table:
    table = Table(title=title, title_justify="left")
    columns = sorted({column for row in rows.values() for column in row})
    table.add_column("truth")
    for column in columns:
        table.add_column(column.replace("_", " "), justify="right")
    for name, row in rows.items():
        table.add_row(
            name.replace("_", " "), *(f"{row[column]:g}" if column in row else "" for column in columns)
        )
    return table


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"
