"""`svartid log-contact`: a contact that a shopper made and wrote down."""

import json
from pathlib import Path
from typing import Annotated

import typer

from probes.errors import BadSettings
from probes.manual.manual_log import ManualLog, read_manual_log
from probes.manual.measure import measure_manual
from probes.named import named_organisation
from scenarios.errors import ScenarioErrors


def log_contact(
    file: Annotated[Path, typer.Argument(help="The log: YAML, or a table (CSV).", show_default=False)],
    organisation: Annotated[
        str | None,
        typer.Option(
            help="The organisation's file, for its clock and name; default: the library's of the log."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for timeline.json.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print outcome, measurements and timeline.")
    ] = False,
) -> None:
    """Check the log of a desk visit, a text message or any other contact, and make its timeline.

    A log in YAML:

        organisation: fjordvik
        touchpoint: reception
        channel: desk
        by: S07
        started: 2026-03-02 10:14
        events:
          - {at: 10:15, what: took a ticket}
          - {at: 7 min 30 s, what: person}
          - {at: 10:31, what: ended by me}
        outcome: answered_by_person

    Example: `svartid log-contact visit.yaml --out contacts/visit`

    Exit codes: 0 done · 3 the log is wrong (each mistake with its line), or the file cannot be written.
    """
    try:
        log = read_manual_log(file, clock=_clock(file, organisation))
    except ScenarioErrors as wrong:
        raise BadSettings(str(wrong)) from None
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
