"""A campaign of the record scored by its own or another method, and the run kept."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection, transaction

from benchmark.editions.as_used import method_of, questionnaire_of
from benchmark.editions.calibrate_shoppers import calibrate_shoppers
from benchmark.editions.read_fieldwork import read_fieldwork
from benchmark.editions.store_scores import store_scores
from benchmark.scoring.choices import Choices
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.run import score_run
from benchmark.scoring.score_run import ScoreRun
from results.models import Campaign
from results.models import ScoreRun as ScoreRunRow
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire


class Fresh(NamedTuple):
    """The scores of a campaign and what they were scored from and by."""

    run: ScoreRun
    method: Method
    questionnaire: Questionnaire
    fieldwork: Fieldwork


class Scored(NamedTuple):
    """The scores of a campaign, the row under which they are kept, and what they were scored by."""

    run: ScoreRun
    row: ScoreRunRow
    method: Method
    questionnaire: Questionnaire


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
    fresh = fresh_scores(campaign=campaign, method=method, questionnaire=questionnaire, choices=choices)
    return keep_scores(campaign=campaign, fresh=fresh, actor=actor)


def fresh_scores(
    *,
    campaign: Campaign,
    method: Method | None = None,
    questionnaire: Questionnaire | None = None,
    choices: Choices | None = None,
) -> Fresh:
    """Score what the record holds of a campaign and keep nothing. Raises as `score_campaign`."""
    asked = method or method_of(campaign)
    answered = questionnaire or questionnaire_of(campaign)
    fieldwork = read_fieldwork(campaign)
    run = score_run(method=asked, questionnaire=answered, fieldwork=fieldwork, choices=choices)
    return Fresh(run, asked, answered, fieldwork)


def keep_scores(*, campaign: Campaign, fresh: Fresh, actor: str) -> Scored:
    """Keep the scores of a campaign and how strictly its shoppers rate, all of it or nothing."""
    with transaction.atomic():
        row = store_scores(campaign=campaign, method=fresh.method, run=fresh.run, actor=actor)
        calibrate_shoppers(
            campaign=campaign,
            run=row,
            method=fresh.method,
            questionnaire=fresh.questionnaire,
            fieldwork=fresh.fieldwork,
        )
        # Now and not with the last commit, which may be a transaction further out.
        connection.check_constraints()
    return Scored(fresh.run, row, fresh.method, fresh.questionnaire)
