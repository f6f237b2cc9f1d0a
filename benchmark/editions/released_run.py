from django.db.models import F, OuterRef, Q, Subquery

from results.models import Campaign, Publication, RankingRun


def released_run(campaign: Campaign) -> RankingRun | None:
    """Return the ranking that was released: the last one made before the release, or published since.

    A ranking made afterwards, such as after a dispute, is seen by nobody until it is published as a
    correction. None before a release.
    """
    if campaign.released_at is None:
        return None
    runs = RankingRun.objects.filter(score_run__campaign=campaign).select_related("score_run", "method")
    public = Publication.objects.filter(run=OuterRef("pk")).order_by("-number").values("number")[:1]
    before = (
        runs.annotate(public=Subquery(public))
        .filter(Q(public__isnull=False) | Q(made_at__lte=campaign.released_at))
        .order_by(F("public").desc(nulls_last=True), "-made_at", "-pk")
        .first()
    )
    return before or runs.order_by("made_at", "pk").first()
