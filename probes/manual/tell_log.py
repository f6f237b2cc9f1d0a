"""Reading a log for a command, and telling what it holds."""

import json
from pathlib import Path

import typer

from probes.errors import BadSettings
from probes.manual.manual_log import ManualLog, read_manual_log
from probes.manual.measure import measure_manual
from probes.named import named_organisation
from scenarios.errors import ScenarioErrors


def read_log(file: Path, *, organisation: str | None = None) -> ManualLog:
    """Read a log on its organisation's clock. Raises BadSettings with each mistake and its line."""
    try:
        return read_manual_log(file, clock=_clock(file, organisation))
    except ScenarioErrors as wrong:
        raise BadSettings(str(wrong)) from None


def tell_log(log: ManualLog, *, out: Path | None, as_json: bool, stored: str = "") -> None:
    """Print outcome and measurements, and write the timeline into the folder `out`.

    `stored` says where in the record it is kept, "" nowhere.
    """
    timeline = log.timeline()
    if out is not None:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        timeline.save(out / "timeline.json")
        (out / "timeline.json").chmod(0o600)
    measured = measure_manual(timeline)
    if as_json:
        document = {
            "outcome": log.outcome.value,
            "measurements": {name: each.to_document() for name, each in measured.items()},
            "timeline": timeline.to_document(),
        }
        if stored:
            document["stored"] = stored
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    typer.echo(_words(log))
    for each in measured.values():
        if each.value is not None:
            number = f"{each.value:.0f} s" if each.unit == "s" else f"{each.value:.0f}"
            least = "at least " if each.status.value == "censored" else ""
            typer.echo(f"  {each.name.replace('_', ' ')}: {least}{number}")
    if out is not None:
        typer.echo(f"wrote {out / 'timeline.json'}")
    if stored:
        typer.echo(f"stored as {stored}")


def _clock(file: Path, organisation: str | None) -> str | None:
    if organisation is not None:
        return named_organisation(organisation).clock
    try:
        log = read_manual_log(file)
        return named_organisation(log.organisation).clock
    except (ScenarioErrors, BadSettings):
        return None  # the mistakes are told when it is read in earnest


def _words(log: ManualLog) -> str:
    who = f", logged by {log.by}" if log.by else ""
    at = f"{log.started_at:%Y-%m-%d %H:%M}"
    outcome = log.outcome.value.replace("_", " ")
    return f"{log.organisation}, {log.touchpoint} ({log.channel}), {at}{who}: {outcome}"
