"""How strictly shoppers rate, from contacts that all of them have rated."""

from __future__ import annotations

import math

import pandas as pd

from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.run import score_run
from results.models import Campaign, Shopper, ShopperSeverity
from results.models import ScoreRun as ScoreRunRow
from results.queries.calibration_answers import calibration_answers
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire

_LEAST_RATERS = 2


def calibrate_shoppers(
    *,
    campaign: Campaign,
    run: ScoreRunRow,
    method: Method,
    questionnaire: Questionnaire,
    fieldwork: Fieldwork,
) -> list[ShopperSeverity]:
    """Keep how each shopper's ratings of the campaign's calibrations compare.

    Part of the caller's transaction. Each rating is scored as if the contact had been that shopper's alone,
    with the same measurements. A shopper's effect is the mean, over the contacts they rated, of their score
    less the mean score of all who rated that contact; its standard error that of the mean, none where one
    contact is all there is. Project's own choice: with the same contacts rated by everybody no model is
    needed.

    Returns what was kept: nobody where fewer than two rated the same contact.
    """
    answers = calibration_answers(campaign)
    if answers.empty:
        return []
    scores = score_run(
        method=method, questionnaire=questionnaire, fieldwork=_as_if_alone(fieldwork, answers)
    ).contacts
    scores = scores[scores["score"].notna()]
    pairs = scores["contact"].astype(str).str.rsplit("/", n=1, expand=True)
    table = pd.DataFrame({"contact": pairs[0], "rater": pairs[1], "score": scores["score"].astype(float)})
    raters = table.groupby("contact")["rater"].transform("nunique")
    table = table[raters >= _LEAST_RATERS]
    if table.empty:
        return []
    table["apart"] = table["score"] - table.groupby("contact")["score"].transform("mean")
    known = {each.label: each for each in Shopper.objects.filter(label__in=set(table["rater"]))}
    found = [
        ShopperSeverity(
            run=run,
            shopper=known[str(rater)],
            source="calibration",
            effect=float(mine.mean()),
            error=float(mine.std(ddof=1) / math.sqrt(len(mine))) if len(mine) > 1 else None,
            contacts=len(mine),
            raters=int(table["rater"].nunique()),
        )
        for rater, mine in table.groupby("rater")["apart"]
    ]
    return ShopperSeverity.objects.bulk_create(found)


def _as_if_alone(fieldwork: Fieldwork, answers: pd.DataFrame) -> Fieldwork:
    """One contact a rating, named `contact/rater`, each with its own rater and the measurements of all."""
    pairs = answers[["contact", "rater"]].drop_duplicates()
    names = pairs.assign(alone=pairs["contact"] + "/" + pairs["rater"])

    def each(frame: pd.DataFrame) -> pd.DataFrame:
        plain = frame.assign(contact=frame["contact"].astype(str))
        return plain.merge(names, on="contact").assign(contact=lambda whole: whole["alone"])

    contacts = each(fieldwork.contacts)
    return Fieldwork(
        organisations=fieldwork.organisations,
        offers=fieldwork.offers,
        contacts=contacts.assign(shopper=contacts["rater"]),
        measurements=each(fieldwork.measurements),
        answers=answers.assign(contact=answers["contact"] + "/" + answers["rater"]),
    )
