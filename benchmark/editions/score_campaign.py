"""A campaign of the record scored by its own or another method."""

from __future__ import annotations

from benchmark.editions.score_beside import Fresh, Scored, score_beside
from benchmark.scoring.choices import Choices
from results.models import Campaign
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire


def score_campaign(
    *,
    campaign: Campaign,
    method: Method | None = None,
    questionnaire: Questionnaire | None = None,
    choices: Choices | None = None,
    actor: str = "svartid",
) -> Scored:
    """Score what the record holds of a campaign and keep the run.

    Another `method` or `questionnaire` than the campaign's own needs no new fieldwork: what happened is
    read as it is. Beside the scores stands how strictly shoppers rate the campaign's calibrations. Raises
    NotScorable, BadFieldwork, MethodDoesNotFit.
    """
    scored, _ = score_beside(
        campaign=campaign,
        make=_nothing,
        method=method,
        questionnaire=questionnaire,
        choices=choices,
        actor=actor,
    )
    return scored


def _nothing(fresh: Fresh) -> None:
    """Scores alone are wanted."""
