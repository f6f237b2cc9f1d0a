from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from benchmark.editions.released_run import released_runs
from results.models import Campaign, Participant, RankingRow


@dataclass(frozen=True, slots=True)
class Edition:
    """A released campaign and what it said of an organisation; points and ranks None where it has no score.

    `comparable` tells whether it was scored by the very method of the edition before it, both or neither of
    them a demonstration: only then may the two be compared.
    """

    campaign: Campaign
    klass: str
    score: float | None
    low: float | None
    high: float | None
    n: int
    rank: int | None
    best: int | None
    worst: int | None
    size: int
    comparable: bool


def development(*, organisation: int, campaigns: list[Campaign]) -> list[Edition]:
    """Return what released campaigns said of an organisation, the earliest first."""
    found: list[Edition] = []
    ways: list[tuple[int, bool]] = []
    ordered = sorted(campaigns, key=lambda each: (each.starts_on, each.pk))
    classes = {
        each.campaign_id: each.klass.slug
        for each in Participant.objects.filter(
            campaign__in=ordered, organisation=organisation
        ).select_related("klass")
    }
    runs = released_runs(ordered)
    among = {run.pk: f"class:{classes[pk]}" for pk, run in runs.items() if pk in classes}
    rows = RankingRow.objects.filter(run__in=among, among__in=set(among.values()), column="total")
    mine = {(each.run_id, each.among): each for each in rows.filter(organisation=organisation)}
    ranked = rows.filter(status="ranked").values("run", "among").annotate(size=Count("pk")).order_by()
    sizes = {(each["run"], each["among"]): each["size"] for each in ranked}
    for campaign in ordered:
        run = runs.get(campaign.pk)
        if run is None or campaign.pk not in classes:
            continue
        klass = classes[campaign.pk]
        row = mine.get((run.pk, among[run.pk]))
        detail = row.detail if row else {}
        found.append(
            Edition(
                campaign=campaign,
                klass=klass,
                score=row.value if row else None,
                low=detail.get("low"),
                high=detail.get("high"),
                n=int(detail.get("n") or 0),
                rank=row.rank if row else None,
                best=row.best if row else None,
                worst=row.worst if row else None,
                size=sizes.get((run.pk, among[run.pk]), 0),
                comparable=ways[-1:] == [(run.method_id, campaign.demo)],
            )
        )
        ways.append((run.method_id, campaign.demo))
    return found
