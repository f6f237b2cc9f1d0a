from collections.abc import Collection

from django.db.models import F, OuterRef, Subquery

from results.models import Campaign, Publication, RankingRun


def released_run(campaign: Campaign) -> RankingRun | None:
    """Return the ranking that was released: the last one made before the release, or published since.

    A ranking made afterwards, such as after a dispute, is seen by nobody until it is released in the place of
    the first, or published as a correction. None before a release.
    """
    return released_runs([campaign]).get(campaign.pk)


def released_runs(campaigns: Collection[Campaign]) -> dict[int, RankingRun]:
    """Return the same of several campaigns, by their ids, in one query; those not released are left out.

    The runs' summaries are read when they are asked for: each is as large as its edition.
    """
    released = {
        each.pk: each.released_again_at or each.released_at
        for each in campaigns
        if each.released_at is not None
    }
    public = Publication.objects.filter(run=OuterRef("pk")).order_by("-number").values("number")[:1]
    runs = (
        RankingRun.objects.filter(score_run__campaign__in=released)
        .select_related("score_run", "method")
        .defer("summary", "score_run__summary")
        .annotate(public=Subquery(public))
        .order_by(F("public").desc(nulls_last=True), "-made_at", "-pk")
    )
    found: dict[int, RankingRun] = {}
    first: dict[int, RankingRun] = {}
    for run in runs if released else ():
        campaign = run.score_run.campaign_id
        if run.public is not None or run.made_at <= released[campaign]:
            found.setdefault(campaign, run)
        # Where nothing was made in time, the earliest made afterwards.
        if campaign not in first or (run.made_at, run.pk) < (first[campaign].made_at, first[campaign].pk):
            first[campaign] = run
    return first | found
