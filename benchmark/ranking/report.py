"""Rankings printed for the terminal, and as plain values for `--json`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from math import isfinite
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmark.ranking.award import Outcome
from benchmark.ranking.award_of_table import Prizes
from benchmark.ranking.class_ranking import ClassRanking, Row
from benchmark.ranking.pair import Pair
from benchmark.ranking.shown_points import shown_points
from benchmark.ranking.weights_in_play import WeightsInPlay
from benchmark.ranking.weights_sentence import weights_sentence
from benchmark.ranking.words import decimal, language_of


def print_ranking(
    ranking: ClassRanking,
    console: Console,
    *,
    language: str,
    verdicts: bool,
    weights: WeightsInPlay | None = None,
) -> None:
    """Print a class: scores, intervals of the adjusted ones, rank sets, letters, P(best), sentences."""
    into = language_of(language)
    percent = f"{100 * ranking.confidence:g} %"
    drawn = Table(title=ranking.group, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    as_measured = ranking.official == "raw"
    figures = ("score", "adjusted", percent) if as_measured else ("score", percent)
    played = () if weights is None else ("weights", "both")
    for heading in ("#", "organisation", *figures, "n", "ranks", "alone", *played, "level", "P(best)"):
        drawn.add_column(heading, justify="left" if heading in ("organisation", "level") else "right")
    for at, row in enumerate(ranking.rows):
        drawn.add_row(
            str(row.rank),
            f"{row.organisation}{' *' if row.may_be_best else ''}",
            decimal(shown_points(row.score), into),
            *([decimal(shown_points(row.adjusted), into)] if as_measured else []),
            f"{decimal(row.low, into)}–{decimal(row.high, into)}",
            str(row.contacts),
            _span(row.rank_low, row.rank_high),
            "" if row.own_rank_low is None else _span(row.own_rank_low, row.own_rank_high or 0),
            *_played(weights, at),
            row.letters,
            f"{100 * row.best:.0f} %",
        )
    console.print(drawn)
    if ranking.nominees:
        console.print(f"to the jury: {', '.join(ranking.nominees)}", highlight=False)
    if ranking.corrected is not None and verdicts:
        leader = max(ranking.rows, key=lambda row: row.adjusted).organisation
        score, low, high = (decimal(value, into) for value in ranking.corrected)
        console.print(
            f"{leader}, corrected for having been picked as the highest: {score} ({low}–{high})",
            highlight=False,
        )
    if verdicts:
        for verdict in ranking.verdicts():
            console.print(f"{verdict.say(into)}.", highlight=False)
        if weights is not None and (sentence := weights_sentence(weights, into)):
            console.print(f"{sentence[0].upper()}{sentence[1:]}.", highlight=False)
        console.print()
    elif ranking.unscored:
        console.print(f"unscored: {', '.join(ranking.unscored)}", highlight=False)


def _played(weights: WeightsInPlay | None, at: int) -> tuple[str, ...]:
    if weights is None:
        return ()
    alone = _span(int(weights.low[at]), int(weights.high[at]))
    return alone, _span(int(weights.wide_low[at]), int(weights.wide_high[at]))


def print_prizes(prizes: Prizes, console: Console, *, language: str) -> None:
    """Print who wins what, and what may be said of it."""
    into = language_of(language)
    drawn = Table(title="award", title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for heading in ("prize", "winner", "score", "what it is worth"):
        drawn.add_column(heading, justify="right" if heading == "score" else "left")
    for kind, outcomes in _kinds(prizes):
        for outcome in outcomes:
            drawn.add_row(
                f"{kind} {outcome.group}" if kind != "overall" else kind,
                ", ".join(outcome.winners) or "–",
                "" if outcome.score is None else decimal(shown_points(outcome.score), into),
                outcome.reason or outcome.say(into),
            )
    console.print(drawn)
    for _, outcomes in _kinds(prizes):
        for outcome in outcomes:
            for name, why in outcome.barred.items():
                console.print(f"{outcome.group}: {name} did not pass: {why}", highlight=False)


def ranking_json(ranking: ClassRanking, *, language: str) -> dict[str, Any]:
    """Give a ranking as plain values; ready for JSON, without NaN."""
    return {
        "class": ranking.group,
        "official": ranking.official,
        "confidence": ranking.confidence,
        "critical": round(ranking.critical, 4),
        "clear_winner_p": round(ranking.clear_p, 5),
        "winner_set": list(ranking.winner_set),
        "winner_corrected": None if ranking.corrected is None else _rounded(ranking.corrected._asdict()),
        "nominees": list(ranking.nominees),
        "organisations": [_row_json(row, language) for row in ranking.rows],
        "unscored": list(ranking.unscored),
    }


def prizes_json(prizes: Prizes, *, language: str) -> list[dict[str, Any]]:
    """Give the prizes as plain values."""
    return [
        {
            "prize": kind,
            "group": outcome.group,
            "winners": list(outcome.winners),
            "label": outcome.label.value,
            "in_words": outcome.reason or outcome.say(language),
            "level_with": list(outcome.level_with),
            "score": None if outcome.score is None else shown_points(outcome.score),
            "barred": dict(outcome.barred),
        }
        for kind, outcomes in _kinds(prizes)
        for outcome in outcomes
    ]


def pair_json(pair: Pair, *, language: str) -> dict[str, Any]:
    """Give a comparison as plain values; numbers that are infinite become null."""
    plain = {
        key: None if isinstance(value, float) and not isfinite(value) else value
        for key, value in asdict(pair).items()
    }
    plain |= {"first_score": shown_points(pair.first_score), "second_score": shown_points(pair.second_score)}
    return {**_rounded(plain), "apart": pair.apart, "verdict": pair.say(language)}


def _row_json(row: Row, language: str) -> dict[str, Any]:
    plain = asdict(row) | {"score": shown_points(row.score), "adjusted": shown_points(row.adjusted)}
    plain["verdict"] = row.verdict.say(language)
    plain["standing"] = row.verdict.standing.value
    plain["rank_probabilities"] = [round(p, 4) for p in row.rank_probabilities]
    return _rounded(plain)


def _rounded(plain: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, 6) if isinstance(value, float) else value for key, value in plain.items()}


def _kinds(prizes: Prizes) -> Sequence[tuple[str, Sequence[Outcome]]]:
    return (
        ("class", prizes.classes),
        ("overall", (prizes.overall,) if prizes.overall else ()),
        ("channel", prizes.channels),
    )


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"
