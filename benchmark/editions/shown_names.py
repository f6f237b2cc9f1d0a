"""What an organisation may call the others of its class."""

from __future__ import annotations

from collections.abc import Mapping

from benchmark.editions.unnamed import in_names, unnamed
from benchmark.ranking.words import Language
from results.models import Campaign, Organisation, RankingRow, RankingRun


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
            found[row.organisation_id] = unnamed(len(found) - (own.pk in found), language=language)
    return found


def with_shown_names(text: str, *, names: Mapping[int, str]) -> str:
    """Put the shown names into a sentence that was kept with the organisations' slugs."""
    slugs = dict(Organisation.objects.filter(pk__in=list(names)).values_list("slug", "pk"))
    return in_names(text, slugs={slug: names[key] for slug, key in slugs.items()})
