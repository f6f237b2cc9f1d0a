from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from probes.chat.measure import measure_chat
from probes.event import EventKind
from probes.measurement import Measurement, Status
from probes.timeline import Timeline

_ROWS = (
    ("answer_time", "Answer time", "from the opening to a person's first words"),
    ("first_response", "  first response", "of robot or person"),
    ("bot_turns", "  the robot's turns", "before a person"),
    ("asked_for_person", "  asked for a person", ""),
    ("queue_time", "  queue", ""),
    ("response_time", "Response time", "mean, from our words to the person's next"),
    ("slowest_response", "  the slowest", ""),
    ("talk_time", "Talk", "from the first words to the end"),
    ("transfers", "Transfers", "after the first person"),
    ("chat_time", "Whole chat", ""),
)


def chat_summary(timeline: Timeline) -> Group:
    """Return what a chat came to, for the terminal: outcome, answer time and its parts, transfers."""
    found = measure_chat(timeline)
    table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim")
    for name, title, note in _ROWS:
        measurement = found[name]
        sure = "" if measurement.confidence > 0.99 else f"{measurement.confidence:.0%} sure"
        said = " · ".join(part for part in (note, sure) if part)
        table.add_row(title, _in_words(measurement), said)
    outcome = "unknown" if timeline.outcome is None else timeline.outcome.value.replace("_", " ")
    parts: list[Any] = [Text(""), Text.assemble(("Outcome  ", "bold"), outcome), table]
    for event in timeline.all(EventKind.TRANSFERRED):
        signs = event.detail.get("signs")
        why = ", ".join(str(sign) for sign in signs) if isinstance(signs, list | tuple) else ""
        parts.append(Text(f"  {event.offset_ms / 1000:.1f} s  passed on: {why.replace('_', ' ')}"))
    return Group(*parts)


def chat_document(timeline: Timeline) -> dict[str, Any]:
    """Return the chat as plain JSON values: outcome, measurements by name, timeline."""
    return {
        "outcome": None if timeline.outcome is None else timeline.outcome.value,
        "measurements": {name: m.to_document() for name, m in measure_chat(timeline).items()},
        "timeline": timeline.to_document(),
    }


def _in_words(measurement: Measurement) -> str:
    if measurement.value is None:
        return "not observed"
    number = f"{measurement.value:.1f} s" if measurement.unit == "s" else f"{measurement.value:.0f}"
    return f"at least {number}" if measurement.status is Status.CENSORED else number
