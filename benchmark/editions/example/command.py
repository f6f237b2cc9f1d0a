"""`svartid example`: a record that looks as in real life."""

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer


class Edition(StrEnum):
    """The sizes of an example."""

    small = "small"
    large = "large"


def example(
    edition: Annotated[Edition, typer.Option(help="8 organisations in 2 classes, or 132 in 20.")] = (
        Edition.small
    ),
    seed: Annotated[
        int, typer.Option(min=0, help="Draws everything: the same number, the same edition.")
    ] = 1,
    truth: Annotated[
        bool, typer.Option("--truth", help="Tell how severe each shopper is and how good each organisation.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")] = False,
) -> None:
    """Fill the record with an invented award: years of contacts, timelines, ratings, scores and rankings.

    small: 8 organisations in 2 classes, 2 years and one edition under way (600 contacts). large: 132 in 20
    classes, 25 contacts each, 5 years and one under way (19,800 contacts; a few minutes). Everybody in it is
    invented, every campaign is marked as a demonstration, and nobody is contacted. Interrupted, it goes on
    where it was when called again.

    Example: `svartid example --edition small`

    Exit codes: 0 done · 1 the record holds it already · 2 typed wrong · 3 the database cannot be opened.
    """
    from results.setup import open_record

    open_record()
    from benchmark.editions.example.keep_example import keep_example
    from benchmark.editions.example.size import SIZES

    def tell(words: str) -> None:
        typer.echo(words, err=json_)

    done = keep_example(size=SIZES[edition.value], seed=seed, tell=tell)
    if json_:
        told = json.dumps(done.to_document(truth=truth), ensure_ascii=False, indent=1)
        sys.stdout.write(told + "\n")
        return
    typer.echo(f"{done.award}: {done.contacts:,} contacts in {len(done.campaigns)} editions.")
    for slug in done.campaigns:
        typer.echo(f"  {slug}")
    if truth:
        typer.echo(json.dumps(done.to_document(truth=True)["truth"], ensure_ascii=False, indent=1))
    typer.echo("Look at it: svartid serve")
