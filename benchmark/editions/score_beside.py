"""A campaign scored and kept, while something else is made of its scores."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, NamedTuple, TypeVar

from django.db import connection, transaction

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

_Made = TypeVar("_Made")


class Fresh(NamedTuple):
    """The scores of a campaign and what they were scored by."""

    run: ScoreRun
    method: Method
    questionnaire: Questionnaire


class Scored(NamedTuple):
    """The scores of a campaign, the row under which they are kept, and what they were scored by."""

    run: ScoreRun
    row: ScoreRunRow
    method: Method
    questionnaire: Questionnaire


def score_beside(
    *,
    campaign: Campaign,
    make: Callable[[Fresh], _Made],
    method: Method | None = None,
    questionnaire: Questionnaire | None = None,
    choices: Choices | None = None,
    actor: str = "svartid",
) -> tuple[Scored, _Made]:
    """Score a campaign and keep the run, while `make` goes to work on the scores in a thread of its own.

    To write tens of thousands of scores and to have each reference checked takes the database as long as a
    ranking takes this process. `make` must not touch the database. What it raises is raised here, once the
    scores are kept. Otherwise as `score_campaign`.
    """
    asked = method or method_of(campaign)
    answered = questionnaire or questionnaire_of(campaign)
    fieldwork = read_fieldwork(campaign)
    run = score_run(method=asked, questionnaire=answered, fieldwork=fieldwork, choices=choices)
    making = _Making(make, Fresh(run, asked, answered))
    with transaction.atomic():
        row = store_scores(campaign=campaign, method=asked, run=run, actor=actor)
        calibrate_shoppers(
            campaign=campaign, run=row, method=asked, questionnaire=answered, fieldwork=fieldwork
        )
        # Now and not with the last commit, which may be a transaction further out.
        connection.check_constraints()
    return Scored(run, row, asked, answered), making.result()


class _Making(Generic[_Made]):
    """One call in a thread that nobody waits for when the process is told to end."""

    def __init__(self, make: Callable[[Fresh], _Made], fresh: Fresh) -> None:
        self._made: list[_Made] = []
        self._failed: BaseException | None = None
        self._thread = Thread(target=self._run, args=(make, fresh), name="beside the scores", daemon=True)
        self._thread.start()

    def _run(self, make: Callable[[Fresh], _Made], fresh: Fresh) -> None:
        try:
            self._made.append(make(fresh))
        except BaseException as failed:  # noqa: BLE001  # raised again by result()
            self._failed = failed

    def result(self) -> _Made:
        self._thread.join()
        if self._failed is not None:
            raise self._failed
        return self._made[0]
