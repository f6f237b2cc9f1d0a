"""`svartid turns`: a contact's chat, turn by turn, and a reviewer's word on who wrote it."""

import getpass
import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from probes.chat.turn import Speaker
from probes.errors import BadSettings
from probes.event import Event, EventKind


def turns(
    contact: Annotated[str, typer.Argument(help="The contact's name, or campaign/contact.")],
    was: Annotated[
        list[str] | None,
        typer.Option("--was", help="Who wrote a turn, such as 4=person (robot, person or undecided)."),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why, in your own words; it is kept.")] = "",
    by: Annotated[str | None, typer.Option(help="Your label; default: your user name.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show who wrote each turn of a chat, how sure that is and why; with --was say otherwise.

    What you say is certain; every other turn stays what it was taken for. The new timeline stands beside the
    old one and counts from now on; scores are computed anew by `svartid score`.

    Example: `svartid turns bygd.chat.003 --was 4=person --reason "she corrects herself"`

    Exit codes: 0 done · 2 typed wrong · 3 no such contact, or no chat of it whose words are kept.
    """
    speakers = dict(_told(each) for each in was or ())
    from results.setup import open_record

    open_record()
    from benchmark.fieldwork.judge_chat import chat_of, judge_chat

    row = _contact(contact)
    if speakers:
        judge_chat(contact=row, speakers=speakers, by=by or getpass.getuser(), reason=reason)
    _, timeline, said = chat_of(row)
    shown = [
        _row(event, said[int(str(event.detail["number"])) - 1].text)
        for event in timeline.all(EventKind.CHAT_TURN)
    ]
    outcome = timeline.outcome.value if timeline.outcome else ""
    if as_json:
        typer.echo(json.dumps({"outcome": outcome, "turns": shown}, ensure_ascii=False, indent=1))
        return
    _show(shown, outcome)


def _told(word: str) -> tuple[int, Speaker]:
    number, _, speaker = word.partition("=")
    if not number.isdecimal() or speaker not in ("robot", "person", "undecided"):
        raise typer.BadParameter(f"--was {word}: write a turn and who wrote it, such as 4=person")
    return int(number), Speaker(speaker)


def _contact(key: str) -> Any:
    from results.models import Contact

    slug, _, name = key.rpartition("/")
    rows = Contact.objects.select_related("campaign", "organisation")
    found = list(rows.filter(key=name, campaign__slug=slug) if slug else rows.filter(key=key))
    if not found:
        raise BadSettings(f"the record has no contact {key!r}")
    if len(found) > 1:
        several = ", ".join(sorted(each.campaign.slug for each in found))
        raise BadSettings(
            f"campaigns {several} have a contact {key!r} – write it like {found[0].campaign.slug}/{key}"
        )
    return found[0]


def _row(event: Event, text: str) -> dict[str, object]:
    signs = event.detail.get("signs")
    return {
        "turn": event.detail["number"],
        "at_s": round(event.offset_ms / 1000, 1),
        "speaker": event.detail["speaker"],
        "confidence": event.confidence,
        "signs": list(signs) if isinstance(signs, Sequence) else [],
        "text": text,
    }


def _show(rows: list[dict[str, object]], outcome: str) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("turn", "s", "speaker", "sure", "signs", "words"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        signs = row["signs"]
        why = ", ".join(map(str, signs)) if isinstance(signs, list) else ""
        sure = f"{float(str(row['confidence'])):.0%}"
        cells = (row["turn"], row["at_s"], row["speaker"], sure, why, row["text"])
        table.add_row(*(str(cell) for cell in cells))
    console = Console(highlight=False, markup=False)
    console.print(table)
    console.print(outcome.replace("_", " "))
