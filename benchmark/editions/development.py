from __future__ import annotations

from dataclasses import dataclass

from benchmark.editions.released_run import released_run
from results.models import Campaign, Participant, RankingRow


@dataclass(frozen=True, slots=True)
class Edition:
    """A released campaign and what it said of an organisation; points and ranks None where it has no score.

    `comparable` tells whether it was scored by the very method of the edition before it: only then may the
    two be compared.
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
    methods: list[int] = []
    ordered = sorted(campaigns, key=lambda each: (each.starts_on, each.pk))
    classes = {
        each.campaign_id: each.klass.slug
        for each in Participant.objects.filter(
            campaign__in=ordered, organisation=organisation
        ).select_related("klass")
    }
    for campaign in ordered:
        run = released_run(campaign)
        if run is None or campaign.pk not in classes:
            continue
        klass = classes[campaign.pk]
        rows = RankingRow.objects.filter(run=run, among=f"class:{klass}", column="total")
        row = rows.filter(organisation=organisation).first()
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
                size=rows.filter(status="ranked").count(),
                comparable=bool(methods) and methods[-1] == run.method_id,
            )
        )
        methods.append(run.method_id)
    return found
