from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmark.editions.demonstration.findings import Findings

_CALLED = {"phone": "telephone", "chat": "chat", "web_form": "web form", "email": "e-mail"}


def print_findings(found: Findings, console: Console) -> None:
    """Print what a demonstration found beside the truth: waits, shoppers, organisations."""
    tables = {
        "The instrument, beside the town's own log": _channels(found),
        "The shoppers: points that each gives too many (+) or too few (−)": _shoppers(found),
        **{
            f"The class {klass}: who may be the best has a star": _class(found, klass)
            for klass in dict.fromkeys(each.klass for each in found.organisations)
        },
    }
    for title, table in tables.items():
        console.print(f"[bold]{title}[/bold]", highlight=False)
        console.print(table)
    inside = sum(each.within for each in found.organisations)
    known = sum(each.within for each in found.shoppers)
    agree, made = (sum(getattr(each, what) for each in found.channels) for what in ("agree", "attempts"))
    console.print(
        f"{made} attempts for {found.contacts} contacts, {found.ratings} ratings. {agree} of {made}"
        " attempts ended as the town's own log says."
        f" The true severity of {known} of {len(found.shoppers)} shoppers lies within two standard errors,"
        f" and the intervals hold the true score of {inside} of {len(found.organisations)} organisations.",
        highlight=False,
    )


def _channels(found: Findings) -> Table:
    table = _table()
    for heading in (
        "channel",
        "attempts",
        "answered",
        "as the log says",
        "median error",
        "worst",
        "transfers",
    ):
        table.add_column(heading, justify="left" if heading == "channel" else "right")
    for each in found.channels:
        table.add_row(
            _CALLED.get(each.channel, each.channel),
            str(each.attempts),
            str(each.reached),
            _of(each.agree, each.attempts),
            _seconds(each.median_error_s),
            _seconds(each.worst_error_s),
            "" if each.passed_on is None else _of(each.passed_on, each.attempts),
        )
    return table


def _shoppers(found: Findings) -> Table:
    table = _table()
    for heading in ("shopper", "known", "found", "± error", "contacts", ""):
        table.add_column(heading, justify="left" if heading == "shopper" else "right")
    for each in found.shoppers:
        error = "–" if each.error is None else f"{each.error:.1f}"
        table.add_row(
            each.shopper,
            f"{each.known:+.1f}",
            f"{each.found:+.1f}",
            error,
            str(each.ratings),
            _mark(each.within),
        )
    return table


def _class(found: Findings, klass: str) -> Table:
    table = _table()
    headings = ("rank", "organisation", "true", "as rated", "adjusted", "95 % interval", "true rank", "")
    for heading in headings:
        table.add_column(heading, justify="left" if heading == "organisation" else "right")
    for each in found.organisations:
        if each.klass == klass:
            table.add_row(
                str(each.rank), each.organisation + (" ★" if each.may_be_best else ""), f"{each.true:.1f}",
                f"{each.raw:.1f}", f"{each.adjusted:.1f}", f"{each.low:.1f} – {each.high:.1f}",
                str(each.true_rank), _mark(each.within),
            )  # fmt: skip
    return table


def _table() -> Table:
    return Table(box=SIMPLE_HEAD, pad_edge=False)


def _of(right: int, all_: int) -> Text:
    return Text(f"{right} of {all_}", style="" if right == all_ else "bold red")


def _mark(right: bool) -> Text:
    return Text("✓", style="green") if right else Text("outside", style="yellow")


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f} s"
