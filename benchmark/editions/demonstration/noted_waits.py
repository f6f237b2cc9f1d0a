from __future__ import annotations

import numpy as np

from benchmark.scoring.rules import rules_of
from results.fieldwork_frames import fieldwork_frames
from results.models import Campaign
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire

_AS_COUNTED = {"answer_time": "answer_time", "reply_working_days": "reply_time"}
"""Which measured figure a value function's own is read from: replies go by the number of the working day."""


def noted_waits(
    *, campaign: Campaign, method: Method, questionnaire: Questionnaire
) -> dict[str, dict[str, float]]:
    """Return by contact what a shopper with a watch would tick of each wait: its worth in per cent."""
    curves = {
        str(rule.measured): rule.curve
        for rule in rules_of(method=method, questionnaire=questionnaire).rules
        if rule.curve is not None
    }
    measured = fieldwork_frames(campaign, names=tuple(_AS_COUNTED))["measurements"]
    noted: dict[str, dict[str, float]] = {}
    for row in measured.itertuples():
        name = _AS_COUNTED[str(row.name)]
        if row.status == "observed" and name in curves:
            worth = float(curves[name](np.array([row.value], dtype=np.float64))[0])
            noted.setdefault(str(row.contact), {})[name] = worth
    return noted
