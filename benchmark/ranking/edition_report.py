"""A ranked edition for the terminal and for `--json`."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from benchmark.ranking.certificate_sentence import certificate_sentence
from benchmark.ranking.edition_ranking import EditionRanking
from benchmark.ranking.report import print_prizes, print_ranking, prizes_json, ranking_json


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
        "unscored_classes": list(edition.unscored_classes),
        "notes": list(edition.notes),
    }


def print_edition(edition: EditionRanking, console: Console, *, language: str) -> None:
    """Print every class with its sentences, the whole list, the prizes and the notes."""
    for ranking in edition.classes:
        print_ranking(ranking, console, language=language, verdicts=True)
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
