from __future__ import annotations

import functools

from benchmark.editions.as_used import method_of, questionnaire_of
from benchmark.editions.errors import NotScorable
from benchmark.editions.read_fieldwork import read_fieldwork
from benchmark.scoring.errors import ScoringError
from benchmark.scoring.run import score_run
from results.models import Campaign, RatingSession


def disagreements(campaign: Campaign) -> frozenset[str]:
    """Return the keys of contacts where machine and shopper differ by more than the method allows.

    Scoring the campaign tells it (about a second for 3,300 contacts), so the answer is kept in this process
    until a rating is sent or corrected. Nothing where the campaign cannot be scored yet.
    """
    ratings = RatingSession.objects.filter(contact__campaign=campaign).exclude(role="calibration")
    newest = ratings.order_by("-submitted_at").values_list("submitted_at", flat=True).first()
    state = (str(newest), ratings.filter(state="submitted").count())
    return _flagged(campaign.pk, state)


@functools.lru_cache(maxsize=32)
def _flagged(campaign: int, _state: tuple[str, int]) -> frozenset[str]:
    found = Campaign.objects.select_related("method", "questionnaire").get(pk=campaign)
    try:
        run = score_run(
            method=method_of(found), questionnaire=questionnaire_of(found), fieldwork=read_fieldwork(found)
        )
    except (NotScorable, ScoringError):
        return frozenset()
    return frozenset(run.flags["contact"].astype(str))
