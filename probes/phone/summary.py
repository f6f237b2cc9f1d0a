from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from probes.event import EventKind
from probes.measurement import Measurement, Status
from probes.phone.measure import measure
from probes.phone.words import describe, outcome_in_words
from probes.timeline import Timeline

_ROWS = (
    ("answer_time", "Answer time", "from the INVITE to a person's first word"),
    ("post_dial_delay", "  until it rang", ""),
    ("ring_time", "  ringing", "until the exchange answered"),
    ("menu_time", "  menus", ""),
    ("queue_time", "  queue", ""),
    ("talk_time", "Talk", "from the first word to the end"),
    ("hold_time", "  on hold", "music, ringing and hold within the talk"),
    ("transfers", "Transfers", "after the first person"),
    ("call_time", "Whole call", ""),
)


def in_words(measurement: Measurement) -> str:
    """Return a measurement as text: `41.6 s`, `1`, `at least 45.0 s`, `not observed`."""
    if measurement.value is None:
        return "not observed"
    number = f"{measurement.value:.1f} s" if measurement.unit == "s" else f"{measurement.value:.0f}"
    return f"at least {number}" if measurement.status is Status.CENSORED else number


def summary(timeline: Timeline) -> Group:
    """Return what a call came to, for the terminal: outcome, answer time and its parts, transfers."""
    found = measure(timeline)
    table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim")
    for name, title, note in _ROWS:
        measurement = found[name]
        sure = "" if measurement.confidence > 0.99 else f"{measurement.confidence:.0%} sure"
        style = "bold" if name in ("answer_time", "transfers") else ""
        said = " · ".join(part for part in (note, sure) if part)
        table.add_row(title, Text(in_words(measurement), style=style), said)
    parts: list[Any] = [
        Text(""),
        Text.assemble(("Outcome  ", "bold"), outcome_in_words(timeline.outcome)),
        table,
    ]
    for event in timeline.all(EventKind.TRANSFERRED):
        signs = event.detail.get("signs") or []
        why = (
            ", ".join(str(sign).replace("_", " ") for sign in signs)
            if isinstance(signs, list | tuple)
            else ""
        )
        parts.append(Text(f"  {event.offset_ms / 1000:.1f} s  {describe(event)}: {why}"))
    for kind in (EventKind.HUNG_UP, EventKind.MEDIA_QUALITY):
        found_event = timeline.first(kind)
        if found_event is not None:
            at = f"At {found_event.offset_ms / 1000:.1f} s"
            parts.append(Text(f"{at} {describe(found_event)}", style="dim"))
    return Group(*parts)


def call_document(timeline: Timeline) -> dict[str, Any]:
    """Return the call as plain JSON values: outcome, measurements by name, timeline."""
    return {
        "outcome": None if timeline.outcome is None else timeline.outcome.value,
        "measurements": {name: m.to_document() for name, m in measure(timeline).items()},
        "timeline": timeline.to_document(),
    }
