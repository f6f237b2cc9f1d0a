"""The share that is helped by the first person they reach, against the organisation's own target."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from benchmark.editions.own_figures import own_figures
from benchmark.statistics.proportion import TargetVerdict, target_verdict
from results.models import Campaign, Organisation, OwnTarget, RankingRun
from results.queries.class_waits import helped_by_the_first
from scenarios.method import Method

USUAL_TARGET = 0.70
"""A Swedish municipality's published goal (Trelleborg: 70 % handled directly), where nobody set another."""


@dataclass(frozen=True, slots=True)
class FirstContact:
    """What may be said of the share.

    Attributes:
        basis: `asked`, the method's own indicator on what shoppers said; `never_passed_on`, counted by
            machine among telephone contacts in which a person was reached.
        whose: whose target it is: `own`, `method` or `usual`.
        target: share, 0 to 1.
        told: the count, the interval and the verdict; None where no contact tells anything.
    """

    basis: Literal["asked", "never_passed_on"]
    whose: Literal["own", "method", "usual"]
    target: float
    told: TargetVerdict | None


def first_contact(
    *, campaign: Campaign, run: RankingRun, method: Method, organisation: Organisation
) -> FirstContact:
    """Hold an organisation's first-contact share against its own target, else the method's, else 70 %."""
    mine = OwnTarget.objects.filter(organisation=organisation).values_list("first_contact", flat=True).first()
    name = next((each for each, found in method.indicators.items() if found.target is not None), None)
    asked = None if name is None else method.indicators[name].target
    target = mine or (asked.at.fraction if asked else USUAL_TARGET)
    whose: Literal["own", "method", "usual"] = "own" if mine else "method" if asked else "usual"
    counted = None if name is None else _counted(run, name, organisation.slug)
    if counted is not None:
        return FirstContact("asked", whose, target, _told(*counted, target))
    never, whole = helped_by_the_first(
        campaign=campaign.pk, organisation=organisation.pk, at=run.score_run.made_at
    )
    return FirstContact("never_passed_on", whose, target, _told(never, whole, target))


def _told(successes: int, trials: int, target: float) -> TargetVerdict | None:
    return target_verdict(successes=successes, trials=trials, target=target) if trials else None


def _counted(run: RankingRun, name: str, organisation: str) -> tuple[int, int] | None:
    for row in own_figures(run):
        hits, n = row.get("hits"), row.get("n")
        mine = row["indicator"] == name and row["organisation"] == organisation
        if mine and n and hits is not None and not math.isnan(hits):
            return round(hits), int(n)
    return None
