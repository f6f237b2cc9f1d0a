from collections.abc import Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from probes.calibration.demonstration import Demonstration, MeasuredCall

_WIDE = 120
"""Columns from which on the table also says what happens at each organisation."""


def show(run: Demonstration) -> None:
    """Print the table and the sentence beneath it."""
    console = Console()
    console.print(table(run.calls, wide=console.width >= _WIDE))
    right = sum(call.right for call in run.calls)
    met = [call for call in run.calls if call.comparison.true_person_ms is not None]
    console.print(
        f"{len(run.calls)} calls in {run.seconds:.0f} s; {right} measured right in every respect."
        f" In {len(met)} of them a person answered; the rest met machines, queues and misses."
    )


def table(calls: Sequence[MeasuredCall], *, wide: bool) -> Table:
    """Draw what was measured beside the truth, one call a row; `wide` says what happens there too.

    Times in seconds from the INVITE to the first word of a person.
    """
    drawn = Table(title="The town: measured beside the truth", title_justify="left", box=SIMPLE_HEAD)
    drawn.add_column("organisation", no_wrap=True)
    if wide:
        drawn.add_column("what happens there", ratio=1)
    drawn.add_column("outcome")
    drawn.add_column("person", justify="right", no_wrap=True)
    drawn.add_column("truth", justify="right", no_wrap=True)
    drawn.add_column("ms off", justify="right", no_wrap=True)
    drawn.add_column("transfers", justify="right", no_wrap=True)
    drawn.add_column("", no_wrap=True)
    for call in calls:
        one = call.comparison
        error = one.errors_ms.get("person")
        transfers = str(one.transfers)
        if one.transfers != one.true_transfers:
            transfers += f" of {one.true_transfers}"
        drawn.add_row(
            one.centre,
            *([call.summary] if wide else []),
            _outcome(call),
            _seconds(one.person_ms),
            _seconds(one.true_person_ms),
            "–" if error is None else f"{error:+.0f}",
            transfers,
            Text("✓", style="green") if call.right else Text("differs", style="bold red"),
        )
    return drawn


def to_document(run: Demonstration) -> dict[str, Any]:
    """Return the run as plain JSON values; what was not measured is null."""
    return {
        "calls": [
            {
                "organisation": call.comparison.centre,
                "enquiry": call.made.planned.enquiry.enquiry,
                "outcome": call.comparison.outcome,
                "true_outcome": call.comparison.true_outcome,
                "person_ms": call.comparison.person_ms,
                "true_person_ms": call.comparison.true_person_ms,
                "errors_ms": {name: round(ms, 2) for name, ms in call.comparison.errors_ms.items()},
                "transfers": call.comparison.transfers,
                "true_transfers": call.comparison.true_transfers,
                "right": call.right,
            }
            for call in run.calls
        ],
        "right": run.right,
        "seconds": round(run.seconds, 1),
    }


def _outcome(call: MeasuredCall) -> Text:
    one = call.comparison
    told = "none" if one.outcome is None else one.outcome.value.replace("_", " ")
    if one.outcome is one.true_outcome:
        return Text(told)
    return Text(f"{told}\n(truth: {one.true_outcome.value.replace('_', ' ')})", style="red")


def _seconds(ms: float | None) -> str:
    return "–" if ms is None else f"{ms / 1000:.1f} s"
