"""A campaign scored and kept, while something else is made of its scores."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

from benchmark.editions.score_campaign import Fresh, Scored, fresh_scores, keep_scores
from results.models import Campaign
from scenarios.method import Method

_Made = TypeVar("_Made")


def score_beside(
    *,
    campaign: Campaign,
    make: Callable[[Fresh], _Made],
    method: Method | None = None,
    actor: str = "svartid",
) -> tuple[Scored, _Made]:
    """Score a campaign and keep the run, while `make` goes to work on the scores in a thread of its own.

    To write tens of thousands of scores and to have each reference checked takes the database as long as a
    ranking takes this process. `make` must not touch the database. What it raises is raised here, once the
    scores are kept. Otherwise as `score_campaign`.
    """
    fresh = fresh_scores(campaign=campaign, method=method)
    making = _Making(make, fresh)
    return keep_scores(campaign=campaign, fresh=fresh, actor=actor), making.result()


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
