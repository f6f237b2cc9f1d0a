from __future__ import annotations

import re
from collections.abc import Mapping

from benchmark.ranking.words import Language
from results.models import Campaign, Organisation, RankingRow, RankingRun

_OTHER: dict[Language, str] = {"nb": "Virksomhet", "sv": "Organisation", "en": "Organisation"}


def shown_names(
    *, campaign: Campaign, run: RankingRun, among: str, own: Organisation, language: Language
) -> Mapping[int, str]:
    """Return what an organisation may call those of its class: by their names where the release says so.

    Else the others are letters in the order of their ranks: Organisation A, B, C … Keys are ids.
    """
    rows = RankingRow.objects.filter(run=run, among=among, column="total").order_by("rank", "-value", "pk")
    found: dict[int, str] = {}
    for row in rows.select_related("organisation"):
        if campaign.names_others or row.organisation_id == own.pk:
            found[row.organisation_id] = row.organisation.name
        else:
            found[row.organisation_id] = f"{_OTHER[language]} {_letters(len(found) - (own.pk in found))}"
    return found


def with_shown_names(text: str, *, names: Mapping[int, str]) -> str:
    """Put the shown names into a sentence that was kept with the organisations' slugs."""
    slugs = dict(Organisation.objects.filter(pk__in=list(names)).values_list("slug", "pk"))
    if not slugs:
        return text
    longest = "|".join(re.escape(slug) for slug in sorted(slugs, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{longest})(?![\w-])", lambda hit: names[slugs[hit[0]]], text)


def _letters(place: int) -> str:
    """Count in letters: A, B … Z, AA, AB and so on."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
