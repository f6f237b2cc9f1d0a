from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from benchmark.editions.example.people import keep_people
from benchmark.editions.publish_edition import publish_edition
from benchmark.editions.score_and_rank import score_and_rank
from results.audit import audit
from results.jury_work import open_jury
from results.models import Campaign, Jury, RankingRun

_VOTING = dt.timedelta(days=14)


@transaction.atomic
def conclude(*, campaign: Campaign, actor: str) -> RankingRun:
    """Score, rank and publish a demonstration, and put it before its jury; once.

    No gate is asked, for nobody is told of it; it stays marked as a demonstration. Its people (one a role,
    who sign in by a card) are written down here, too. Raises NotScorable.
    """
    run = RankingRun.objects.filter(score_run__campaign=campaign).order_by("-pk").first()
    if run is not None and campaign.released_at is not None:
        return run
    made = score_and_rank(campaign=campaign, actor=actor)
    Campaign.objects.filter(pk=campaign.pk).update(released_at=timezone.now())
    campaign.refresh_from_db()
    audit(
        actor=actor,
        action="campaign.released",
        subject=f"campaign:{campaign.slug}",
        detail={"demonstration": True},
    )
    publish_edition(campaign=campaign, actor=actor)
    assert campaign.award is not None  # it was stored with one
    keep_people(award=campaign.award)
    if not Jury.objects.filter(campaign=campaign).exists():
        now = timezone.now()
        open_jury(campaign=campaign, votes_from=now, votes_until=now + _VOTING, blind=False, opened_by=actor)
    return RankingRun.objects.get(pk=made.ranking)
