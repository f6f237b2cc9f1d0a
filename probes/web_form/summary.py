from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from probes.measurement import Measurement, Status
from probes.timeline import Timeline
from probes.web_form.measure import measure_form
from probes.web_form.told import tell_outcome

_ROWS = (
    ("form_ready_time", "Form ready", "from asking for the page until one could write"),
    ("first_paint_time", "  first paint", ""),
    ("load_time", "  page loaded", ""),
    ("confirm_time", "Confirmed", "from sending to the confirmation"),
    ("reply_time", "Reply", "from sending to a person's letter"),
    ("form_pages", "Pages of the form", ""),
    ("form_fields", "Things asked for", "fields, boxes, choices, files"),
    ("required_fields", "  of them needed", ""),
    ("links_followed", "Links to the form", ""),
    ("page_errors", "Errors in pages", ""),
    ("accessibility_violations", "Barriers (axe)", "WCAG 2.1 A and AA, as far as a machine sees"),
)


def form_summary(timeline: Timeline) -> Group:
    """Return what a form came to, for the terminal."""
    found = measure_form(timeline)
    table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim")
    for name, title, note in _ROWS:
        table.add_row(title, _in_words(found[name]), note)
    return Group(Text(""), Text.assemble(("Outcome  ", "bold"), tell_outcome(timeline)), table)


def form_document(timeline: Timeline) -> dict[str, Any]:
    """Return the attempt as plain JSON values: outcome, measurements by name, timeline."""
    return {
        "outcome": None if timeline.outcome is None else timeline.outcome.value,
        "measurements": {name: each.to_document() for name, each in measure_form(timeline).items()},
        "timeline": timeline.to_document(),
    }


def _in_words(measurement: Measurement) -> str:
    if measurement.value is None:
        return "not observed"
    number = f"{measurement.value:.2f} s" if measurement.unit == "s" else f"{measurement.value:.0f}"
    return f"at least {number}" if measurement.status is Status.CENSORED else number
