"""A campaign of the record scored by its own or another method."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from benchmark.editions.as_used import method_of, questionnaire_of
from benchmark.editions.calibrate_shoppers import calibrate_shoppers
from benchmark.editions.read_fieldwork import read_fieldwork
from benchmark.editions.store_scores import store_scores
from benchmark.scoring.choices import Choices
from benchmark.scoring.run import score_run
from benchmark.scoring.score_run import ScoreRun
from results.models import Campaign
from results.models import ScoreRun as ScoreRunRow
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire


class Scored(NamedTuple):
    """The scores of a campaign and the row under which they are kept."""

    run: ScoreRun
    row: ScoreRunRow
    method: Method


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
    asked = method or method_of(campaign)
    answered = questionnaire or questionnaire_of(campaign)
    fieldwork = read_fieldwork(campaign)
    run = score_run(method=asked, questionnaire=answered, fieldwork=fieldwork, choices=choices)
    with transaction.atomic():
        row = store_scores(campaign=campaign, method=asked, run=run, actor=actor)
        calibrate_shoppers(
            campaign=campaign, run=row, method=asked, questionnaire=answered, fieldwork=fieldwork
        )
    return Scored(run, row, asked)
