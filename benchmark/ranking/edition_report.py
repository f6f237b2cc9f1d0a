"""A ranked edition for the terminal and for `--json`."""

from __future__ import annotations

from math import isfinite
from typing import Any

from rich.console import Console

from benchmark.ranking.certificate_sentence import certificate_sentence
from benchmark.ranking.edition_ranking import EditionRanking
from benchmark.ranking.report import print_prizes, print_ranking, prizes_json, ranking_json
from benchmark.ranking.weights_in_play import WeightsInPlay
from benchmark.ranking.weights_sentence import weights_sentence


def edition_json(edition: EditionRanking, *, language: str) -> dict[str, Any]:
    """Give the edition as plain values."""
    return {
        "classes": [ranking_json(ranking, language=language) for ranking in edition.classes],
        "overall": None if edition.overall is None else ranking_json(edition.overall, language=language),
        "prizes": None if edition.prizes is None else prizes_json(edition.prizes, language=language),
        "certificates": {
            name: {
                "refits": found.refits,
                "unchanged": found.unchanged,
                "smallest_lead": None if found.closest is None else round(found.closest.lead, 6),
                "in_words": certificate_sentence(found, language),
            }
            for name, found in edition.certificates.items()
        },
        "weights": {name: _weights(play, language) for name, play in edition.weights.items()},
        "unscored_classes": list(edition.unscored_classes),
        "notes": list(edition.notes),
    }


def _weights(play: WeightsInPlay, language: str) -> dict[str, Any]:
    return {
        "organisations": {
            name: {
                "places": [int(play.low[at]), int(play.high[at])],
                "places_with_sampling": [int(play.wide_low[at]), int(play.wide_high[at])],
                "first": round(float(play.first[at]), 4),
            }
            for at, name in enumerate(play.names)
        },
        "moved": round(play.moved, 6) if isfinite(play.moved) else None,
        "in_words": weights_sentence(play, language),
    }


def print_edition(edition: EditionRanking, console: Console, *, language: str) -> None:
    """Print every class with its sentences, the whole list, the prizes and the notes."""
    for ranking in edition.classes:
        play = edition.weights.get(ranking.group)
        print_ranking(ranking, console, language=language, verdicts=True, weights=play)
        if ranking.group in edition.certificates:
            sentence = certificate_sentence(edition.certificates[ranking.group], language)
            console.print(f"{sentence}.\n", highlight=False)
    if edition.overall is not None:
        print_ranking(edition.overall, console, language=language, verdicts=False)
    if edition.prizes is not None:
        print_prizes(edition.prizes, console, language=language)
    for name in edition.unscored_classes:
        console.print(f"{name}: nobody has a score", highlight=False)
    for note in edition.notes:
        console.print(note, highlight=False)
