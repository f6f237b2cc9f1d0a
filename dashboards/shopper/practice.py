from __future__ import annotations

from typing import NamedTuple

from benchmark.fieldwork.book import campaign_book
from results.access.visible import visible
from results.models import Calibration, Campaign, QuizSitting, RatingSession


class Practice(NamedTuple):
    """What a shopper is to do beside contacts: quizzes not passed yet, and calibrations not rated yet."""

    quizzes: list[Campaign]
    calibrations: list[Calibration]


def practice_of(shopper: int) -> Practice:
    """Return what waits for a shopper in the campaigns in which they have contacts."""
    open_ = list(visible(Campaign).filter(released_at__isnull=True).order_by("starts_on", "pk"))
    passed = set(visible(QuizSitting).filter(passed=True).values_list("campaign", flat=True))
    rated = visible(RatingSession).filter(shopper=shopper, state="submitted").values("contact")
    waiting = visible(Calibration).filter(closed_at__isnull=True).exclude(contact__in=rated)
    return Practice(
        [each for each in open_ if each.pk not in passed and campaign_book(each.pk).campaign.quiz],
        list(waiting.select_related("contact__organisation", "campaign").order_by("released_at", "pk")),
    )


def quiz_before(shopper: int, campaign: int) -> bool:
    """Tell whether the campaign asks for a quiz that the shopper has not passed yet."""
    if campaign_book(campaign).campaign.quiz is None:
        return False
    return not visible(QuizSitting).filter(shopper=shopper, campaign=campaign, passed=True).exists()
