from results.models import Campaign, RankingRun


def released_run(campaign: Campaign) -> RankingRun | None:
    """Return the ranking that was released: the last one made before the release.

    A ranking made afterwards, such as after a dispute, is seen by nobody until it is released itself. None
    before a release.
    """
    if campaign.released_at is None:
        return None
    runs = RankingRun.objects.filter(score_run__campaign=campaign).select_related("score_run", "method")
    before = runs.filter(made_at__lte=campaign.released_at).order_by("-made_at", "-pk").first()
    return before or runs.order_by("made_at", "pk").first()
