"""A corrected ranking takes the place of the released one, before anything is published."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from benchmark.editions.errors import NotReleasable
from benchmark.editions.release import pass_gates
from benchmark.editions.released_run import released_run
from results.audit import audit
from results.models import Campaign, Publication, RankingRun, RatingCorrection
from results.queries.left_out import left_out


@transaction.atomic
def release_again(*, campaign: Campaign, actor: str) -> RankingRun:
    """Let the newest ranking take the place of the released one, as after an objection that was upheld.

    Organisations see it from now on, and it is what will be published. What is published already is
    corrected by a publication. The time for objections stays as it was, and nobody gets a letter: who
    objected has an answer.

    Raises NotReleasable before a release or after a publication, naming the gates that fail, or if no newer
    ranking was made.
    """
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if row.released_at is None:
        raise NotReleasable(f"{row.slug} is not released yet")
    if Publication.objects.filter(campaign=row).exists():
        raise NotReleasable(f"{row.slug} is published: publish a correction")
    pass_gates(row)
    newest = newest_ranking(row)
    if newest is None or newest == released_run(row):
        raise NotReleasable(f"{row.slug}: no ranking was made since the released one")
    row.released_again_at = timezone.now()
    row.save(update_fields=["released_again_at"])
    audit(
        actor=actor,
        action="campaign.released_again",
        subject=f"campaign:{row.slug}",
        detail={"run": newest.pk},
    )
    return newest


def newest_ranking(campaign: Campaign) -> RankingRun | None:
    """Return the ranking of a campaign that was made last, its summary unread."""
    runs = RankingRun.objects.filter(score_run__campaign=campaign).select_related("score_run")
    return runs.defer("summary", "score_run__summary").order_by("-made_at", "-pk").first()


def corrected_since(run: RankingRun) -> bool:
    """Return whether other contacts are left out, or an answer is corrected, since a ranking's scores."""
    campaign, made_at = run.score_run.campaign_id, run.score_run.made_at
    return (
        left_out(campaign, at=made_at) != left_out(campaign)
        or RatingCorrection.objects.filter(session__contact__campaign=campaign, at__gt=made_at).exists()
    )
