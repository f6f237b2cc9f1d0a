"""How this room measures itself: `svartid bench coverage` and `svartid bench statistics`."""

import json
from typing import Annotated

import typer

_Json = Annotated[bool, typer.Option("--json", help="Print flat JSON keys instead of a table.")]


_QUICK_REPLICATIONS = 20
_Quick = typer.Option("--quick", help="Little enough for a minute: to see that it works, not how well.")


def coverage(
    replications: Annotated[int, typer.Option(min=2, help="How many editions are made up.")] = 400,
    organisations: Annotated[int, typer.Option(min=20, help="Organisations in an edition.")] = 132,
    classes: Annotated[int, typer.Option(min=1, help="Classes they compete in.")] = 20,
    contacts: Annotated[int, typer.Option(min=5, help="Contacts with each.")] = 25,
    shoppers_each: Annotated[
        int, typer.Option(min=0, max=40, help="Different shoppers an organisation sees; 0: any of 40.")
    ] = 0,
    spread: Annotated[
        float, typer.Option(min=0, help="Standard deviation of true levels; 0: all are equal.")
    ] = 5.0,
    seed: Annotated[int, typer.Option(help="Makes up the editions.")] = 1,
    quick: Annotated[bool, _Quick] = False,
    json_: _Json = False,
) -> None:
    """Make up editions whose truth is known; count how often intervals, rank sets and winners are right.

    Scores are bounded and skewed, shoppers differ by 4 points, scenarios by 3, 1 % of contacts are worth
    nothing. Beside it: what a percentile bootstrap of each organisation's contacts would have claimed.
    Ctrl-C ends early and shows what there is.

    Aims: score intervals hold 95 ± 1 %, class rank sets ≥ 95 %, editions with a false clear winner ≤ 5 %;
    an aim is missed when it is more than two Monte-Carlo errors off.

    Example: `svartid bench coverage --replications 100 --json`

    Exit codes: 0 all aims met; 1 some missed (named at the end); 130 interrupted before two editions.
    """
    from benchmark.ranking.coverage.made_up_edition import Design
    from benchmark.ranking.coverage.simulate import simulate_coverage
    from benchmark.ranking.coverage.table import print_coverage

    design = Design(
        organisations=organisations,
        classes=min(classes, organisations),
        contacts=contacts,
        shoppers_each=min(shoppers_each, contacts),
        spread=spread,
    )
    found = simulate_coverage(
        design, replications=min(replications, _QUICK_REPLICATIONS) if quick else replications, seed=seed
    )
    if json_:
        typer.echo(json.dumps(found.flat(), indent=1))
    else:
        print_coverage(found)
    raise typer.Exit(1 if found.missed_aims() else 0)


def statistics(
    million: Annotated[bool, typer.Option(help="Also a million contacts; needs minutes and 4 GB.")] = True,
    quick: Annotated[bool, _Quick] = False,
    json_: _Json = False,
) -> None:
    """Time the mixed model, rank sets, and an edition from answers to ranking; say how much memory it took.

    3,300 contacts (102,000 answers) are read from a database of their own, which is dropped afterwards,
    scored, kept, ranked with all prizes and kept again; 1,000,000 are taken from memory.

    Aims: 3,300 contacts under 2 s, 1,000,000 (eight items each) under 60 s and 4 GB, rank sets of 2,000
    organisations with 10,000 draws under 2 s.

    What is being timed and what came out goes to standard error; with --quick nothing of a million is timed.

    Example: `svartid bench statistics --quick --json`

    Exit codes: 0 all aims met; 1 some missed (named at the end) · 3 the database cannot be opened.
    """
    from benchmark.editions.bench import edition_from_record_seconds
    from benchmark.ranking.statistics_bench import missed_aims, print_statistics, statistics_bench

    found = statistics_bench(million=million and not quick, from_record=edition_from_record_seconds)
    if json_:
        typer.echo(json.dumps(found, indent=1))
    else:
        print_statistics(found)
    raise typer.Exit(1 if missed_aims(found) else 0)
