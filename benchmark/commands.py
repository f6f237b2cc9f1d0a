"""The commands of this room: `svartid score`, `rank`, `compare` and `power`."""

import json
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer


class Official(StrEnum):
    """Which score ranks."""

    raw = "raw"
    adjusted = "adjusted"


class Language(StrEnum):
    """The languages of the verdicts."""

    nb = "nb"
    sv = "sv"
    en = "en"


_Source = Annotated[
    str,
    typer.Argument(
        help="A campaign of the record, by its name; or a file with contact scores, CSV or Parquet:"
        " organisation, score; as known class, channel, shopper, scenario, day, answered.",
        show_default=False,
    ),
]
_Method = Annotated[
    str | None, typer.Option(help="A method (name or file): its official score, gates and prizes.")
]
_Channel = Annotated[str | None, typer.Option(help="Only the contacts of this channel.")]
_Confidence = Annotated[
    float | None,
    typer.Option(min=0.5, max=0.999, help="Of intervals and sets; without it the method's, or 0.95."),
]
_Language = Annotated[Language, typer.Option(help="The language of the sentences.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_Anyway = Annotated[
    bool, typer.Option("--anyway", help="Go on when no shopper or scenario links the organisations; say so.")
]
_Seed = Annotated[int, typer.Option(help="Draws the errors behind sets and probabilities.")]
_Draws = Annotated[int, typer.Option(min=1000, max=200_000, help="How many errors are drawn.")]


def score(
    source: _Source,
    channel: _Channel = None,
    method: Annotated[
        str | None, typer.Option(help="Score a campaign by another method (name or file).")
    ] = None,
    questionnaire: Annotated[
        str | None, typer.Option(help="The questionnaire answered, where the campaign names none.")
    ] = None,
    confidence: _Confidence = None,
    anyway: _Anyway = False,
    as_json: _Json = False,
) -> None:
    """Show each organisation's score: as measured, and adjusted for shoppers and scenarios, with interval.

    A campaign is scored from what the record holds, by its own method or another, and the run is kept:
    total, answered-only and agent score, zeros, shares with intervals.

    Examples: `svartid score town-award --method kommunetest` · `svartid score contacts.csv --channel phone`

    Exit codes: 0 done · 1 the organisations cannot be compared · 3 a file or name is wrong.
    """
    from rich.console import Console

    from benchmark.ranking.fit import fit_table
    from benchmark.ranking.score_report import print_scores, scores_json

    if not _is_file(source):
        from benchmark.editions.scored_report import print_scored

        scored = _scored(source, method=method, questionnaire=questionnaire)
        if as_json:
            typer.echo(scored.run.to_json(contacts=False))
        else:
            print_scored(scored.run, Console())
            typer.echo(f"kept as score run {scored.row.pk} · adjusted scores: svartid rank {source}")
        return
    table = _table(Path(source), channel)
    estimates = fit_table(table, refuse_disconnected=not anyway)
    level = confidence or 0.95
    if as_json:
        _print_json(scores_json(table, estimates, level=level))
    else:
        print_scores(table, estimates, Console(), level=level)


def rank(
    source: _Source,
    only: Annotated[str | None, typer.Option("--class", help="Only this class.")] = None,
    channel: _Channel = None,
    method: _Method = None,
    official: Annotated[
        Official | None, typer.Option(help="Which score ranks; without it the method's, or adjusted.")
    ] = None,
    confidence: _Confidence = None,
    overall: Annotated[bool, typer.Option("--overall", help="Also all organisations in one list.")] = False,
    over_classes: Annotated[
        bool, typer.Option("--holm", help="Let clear winners hold over all classes together.")
    ] = False,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Refit without each shopper, scenario and day.")
    ] = False,
    language: _Language = Language.en,
    anyway: _Anyway = False,
    seed: _Seed = 1,
    draws: _Draws = 10_000,
    as_json: _Json = False,
) -> None:
    """Rank each class, and say in plain words what the ranking is worth.

    Columns: the score with its interval, n, the ranks that are not ruled out for all organisations together
    and for this one alone, letters (who shares one cannot be told apart), the probability of being the
    best. A star marks who may be the best. Of a campaign also the ranks under 90 % of the weights drawn
    around the method's, and those that neither sampling nor these weights rule out.

    A campaign of the record is scored first; scores and ranking are kept, unless it is ranked by channel.

    Examples: `svartid rank town-award --language nb` · `svartid rank contacts.csv --method kkik`

    Exit codes: 0 done · 1 the organisations cannot be compared · 3 a file or name is wrong.
    """
    from rich.console import Console

    from benchmark.ranking.edition_ranking import rank_edition
    from benchmark.ranking.edition_report import edition_json, print_edition

    ranked = partial(
        rank_edition,
        only=only,
        official=official.value if official else None,
        confidence=confidence,
        overall=overall,
        over_classes=over_classes,
        leave_out=leave_out,
        refuse_disconnected=not anyway,
        draws=draws,
        seed=seed,
    )
    if _is_file(source):
        edition = ranked(table=_table(Path(source), channel), method=_method(method) if method else None)
    else:
        kept = {"seed": seed, "draws": draws, "confidence": confidence, "official": official}
        edition = _ranked(
            source, ranked, method=method, channel=channel, seed=seed, kept=None if channel or only else kept
        )
    if as_json:
        _print_json(edition_json(edition, language=language.value))
    else:
        print_edition(edition, Console(), language=language.value)


def compare(
    source: _Source,
    one: Annotated[str, typer.Argument(help="An organisation; the beginning of its name is enough.")],
    other: Annotated[str, typer.Argument(help="Another.")],
    channel: _Channel = None,
    confidence: _Confidence = None,
    language: _Language = Language.en,
    anyway: _Anyway = False,
    as_json: _Json = False,
) -> None:
    """Say whether two organisations differ, and how many contacts it would take to tell.

    For two that were chosen before anybody saw the scores; picked out of a list afterwards, use `rank`.

    Example: `svartid compare contacts.csv Fjordvik Elvemo`

    Exit codes: 0 done · 1 they cannot be compared · 3 a file or name is wrong.
    """
    from benchmark.ranking.fit import fit_table
    from benchmark.ranking.pair import compare_pair
    from benchmark.ranking.report import pair_json

    table = _table(Path(source), channel) if _is_file(source) else _table_of(_scored(source), channel)
    pair = compare_pair(
        estimates=fit_table(table, refuse_disconnected=not anyway),
        one=table.find(one),
        other=table.find(other),
        confidence=confidence or 0.95,
    )
    if as_json:
        _print_json(pair_json(pair, language=language.value))
        return
    typer.echo(f"{pair.say(language.value)}.")
    n = " and ".join(map(str, pair.contacts))
    typer.echo(f"p = {pair.p:.2g}; a contact's standard deviation {pair.deviation:.1f} points; n = {n}")


def power(
    difference: Annotated[float, typer.Option(min=0.01, help="Points to tell apart.")] = 3.0,
    deviation: Annotated[
        float | None, typer.Option("--sd", min=0.1, help="Standard deviation of a contact, points.")
    ] = None,
    contacts: Annotated[int, typer.Option(min=1, help="Contacts with each organisation.")] = 25,
    organisations: Annotated[int, typer.Option(min=2, help="Organisations in the class.")] = 7,
    confidence: Annotated[float, typer.Option(min=0.5, max=0.999)] = 0.95,
    wanted: Annotated[
        float, typer.Option("--power", min=0.05, max=0.99, help="Wanted probability of telling.")
    ] = 0.8,
    looks: Annotated[
        int, typer.Option(min=1, max=50, help="How often the pair is looked at while the fieldwork runs.")
    ] = 1,
    rounds: Annotated[
        tuple[int, int, int] | None,
        typer.Option(help="Contacts for all, how many leaders go on, further contacts for each of them."),
    ] = None,
    spread: Annotated[
        float, typer.Option(min=0, help="Standard deviation of true levels in a class, for --rounds.")
    ] = 5.0,
    as_json: _Json = False,
) -> None:
    """Say how many contacts it takes to tell a difference, and what the planned number can tell.

    Three questions: a pair named beforehand; the best of a class against all others; all pairs of a class.
    Without --sd a table for 8 to 18 points. With --looks the bounds that a pair must pass at each look;
    with --rounds how often a second round for the leaders finds the truly best, beside one round of equal
    cost.

    Examples: `svartid power --difference 3 --sd 12 --contacts 25 --organisations 7` ·
    `svartid power --sd 12 --looks 4` · `svartid power --sd 12 --rounds 15 3 23`

    Exit codes: 0 done · 2 a number is impossible.
    """
    from rich.console import Console

    from benchmark.ranking.power_report import power_rows, print_power
    from benchmark.ranking.stages_report import looks_json, print_stages, rounds_json

    rows = power_rows(
        difference=difference,
        deviations=[deviation] if deviation else [8.0, 10.0, 12.0, 15.0, 18.0],
        contacts=contacts,
        organisations=organisations,
        confidence=confidence,
        power=wanted,
    )
    stages: dict[str, Any] = {}
    if looks > 1:
        stages["looks"] = looks_json(looks=looks, confidence=confidence, power=wanted, rows=rows)
    if rounds:
        stages["rounds"] = rounds_json(
            rounds=rounds,
            organisations=organisations,
            spread=spread,
            deviations=[row["sd"] for row in rows[::3]],
        )
    if as_json:
        _print_json({"questions": rows, **stages} if stages else rows)
    else:
        print_power(
            rows,
            Console(),
            difference=difference,
            contacts=contacts,
            organisations=organisations,
            power=wanted,
        )
        print_stages(stages, Console())


def _is_file(source: str) -> bool:
    """A campaign's name has neither a dot nor a slash, and no file or folder is called so."""
    return Path(source).exists() or "." in source or "/" in source


def _scored(campaign: str, *, method: str | None = None, questionnaire: str | None = None) -> Any:
    from results.setup import open_record

    open_record()
    from benchmark.editions.find_campaign import find_campaign
    from benchmark.editions.score_campaign import score_campaign

    return score_campaign(
        campaign=find_campaign(campaign),
        method=_method(method) if method else None,
        questionnaire=_questionnaire(questionnaire) if questionnaire else None,
        actor=_whoami(),
    )


def _ranked(
    campaign: str,
    rank_it: Callable[..., Any],
    *,
    method: str | None,
    channel: str | None,
    seed: int,
    kept: dict[str, Any] | None,
) -> Any:
    """A campaign scored, and ranked while its scores are kept; its ranking is kept under what was `kept`."""
    from results.setup import open_record

    open_record()
    from benchmark.editions.find_campaign import find_campaign
    from benchmark.editions.play_weights import play_weights
    from benchmark.editions.score_beside import score_beside
    from benchmark.editions.score_campaign import Fresh
    from benchmark.editions.store_ranking import store_ranking

    def make(fresh: Fresh) -> Any:
        edition = rank_it(table=_table_of(fresh, channel), method=fresh.method)
        return play_weights(edition=edition, scored=fresh, seed=seed) if channel is None else edition

    scored, edition = score_beside(
        campaign=find_campaign(campaign),
        make=make,
        method=_method(method) if method else None,
        actor=_whoami(),
    )
    if kept is not None:
        store_ranking(scored=scored, edition=edition, parameters=kept, actor=_whoami())
    return edition


def _table_of(scored: Any, channel: str | None) -> Any:
    from benchmark.ranking.table_of_scores import table_of_scores

    table = table_of_scores(run=scored.run, method=scored.method)
    return table if channel is None else table.only_channel(channel)


def _whoami() -> str:
    """The person at the keyboard, for the audit trail."""
    import getpass

    try:
        return f"command:{getpass.getuser()}"
    except (KeyError, OSError):
        return "command"


def _table(file: Path, channel: str | None) -> Any:
    from benchmark.ranking.contact_table import read_contact_table

    table = read_contact_table(file)
    return table if channel is None else table.only_channel(channel)


def _method(name: str) -> Any:
    from scenarios.load import load_method

    return _document("method", name, load_method)


def _questionnaire(name: str) -> Any:
    from scenarios.load import load_questionnaire

    return _document("questionnaire", name, load_questionnaire)


def _document(kind: str, name: str, load: Callable[[Path], Any]) -> Any:
    from benchmark.ranking.errors import BadTable
    from scenarios.errors import ScenarioErrors
    from scenarios.library_path import library_file

    path = Path(name) if Path(name).is_file() else library_file(kind=kind, name=name)
    if path is None:
        raise BadTable(f"there is no {kind} {name} – name a file, or see svartid library {kind}")
    try:
        return load(path)
    except ScenarioErrors as wrong:
        raise BadTable(str(wrong)) from None


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n")
