"""Signs that some ratings should be looked at again, for a campaign of the record."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from benchmark.editions.as_used import method_of, questionnaire_of
from benchmark.editions.errors import NotScorable
from benchmark.editions.read_fieldwork import read_fieldwork
from benchmark.ranking.errors import RankingError
from benchmark.ranking.fit import fit_table
from benchmark.ranking.table_of_scores import table_of_scores
from benchmark.scoring.errors import ScoringError
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.run import score_run
from benchmark.scoring.score_run import ScoreRun
from benchmark.statistics.copied_answers import LEAST_COMMON, copied_answers
from benchmark.statistics.errors import StatisticsError
from benchmark.statistics.shopper_panel import MATCH_FROM, ShopperSigns, shopper_panel
from results.models import Campaign, RatingSession
from results.own_times import own_times
from scenarios.method import Method
from scenarios.questionnaire import NumberScale, OptionScale, Questionnaire, WordsScale

FRESH_S = 60.0
"""For so long signs are not reckoned anew though a rating came in. Project's own choice."""

CONTACT_SIGNS = ("straight", "copied", "overlap")
"""What is seen in single ratings: all answers on a scale alike, answers as in another one, two contacts at
one time. What is at its best throughout is neither straight nor copied: good service looks so."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for looking again; nobody is left out of anything because of it.

    `panel` are the shoppers with their signs, most conspicuous first; empty where they cannot be compared.
    `contacts` are keys of contacts with what is seen in them, words out of CONTACT_SIGNS; `disagreeing` are
    those where machine and shopper differ by more than the method allows.
    """

    panel: tuple[ShopperSigns, ...] = ()
    contacts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    disagreeing: frozenset[str] = frozenset()

    @property
    def shoppers(self) -> frozenset[str]:
        """Labels of shoppers with a flagged sign."""
        return frozenset(each.shopper for each in self.panel if each.flagged)


_kept: dict[int, tuple[tuple[str, int], float, Signs]] = {}


def shopper_signs(campaign: Campaign, *, fresh: bool = False, within_s: float = FRESH_S) -> Signs:
    """Return the signs in a campaign's ratings: a mixed model and the questionnaires side by side.

    About two seconds for 3,300 contacts, so this process keeps the answer until a rating is sent or
    corrected, and for `within_s` seconds in any case – unless `fresh` is asked for.
    """
    kept = _kept.get(campaign.pk)
    if kept is not None and not fresh and time.monotonic() - kept[1] < within_s:
        return kept[2]
    ratings = RatingSession.objects.filter(contact__campaign=campaign).exclude(role="calibration")
    newest = ratings.order_by("-submitted_at").values_list("submitted_at", flat=True).first()
    state = (str(newest), ratings.filter(state="submitted").count())
    if kept is not None and kept[0] == state:
        _kept[campaign.pk] = (state, time.monotonic(), kept[2])
        return kept[2]
    found = _signs(campaign)
    _kept[campaign.pk] = (state, time.monotonic(), found)
    return found


def _signs(campaign: Campaign) -> Signs:
    row = Campaign.objects.select_related("method", "questionnaire").get(pk=campaign.pk)
    try:
        questionnaire, method = questionnaire_of(row), method_of(row)
        fieldwork = read_fieldwork(row)
    except (NotScorable, ScoringError):
        return Signs()
    answers = _answers(fieldwork, questionnaire)
    times = own_times(row)
    contacts = _in_contacts(answers, fieldwork, questionnaire, times)
    try:
        run = score_run(method=method, questionnaire=questionnaire, fieldwork=fieldwork)
    except ScoringError:
        return Signs(contacts=contacts)
    return Signs(
        panel=_panel(fieldwork, method, run, answers, times),
        contacts=contacts,
        disagreeing=frozenset(run.flags["contact"].astype(str)),
    )


def _panel(
    fieldwork: Fieldwork,
    method: Method,
    run: ScoreRun,
    answers: pd.DataFrame,
    times: pd.DataFrame,
) -> tuple[ShopperSigns, ...]:
    try:
        table = table_of_scores(run=run, method=method)
        estimates = fit_table(table, refuse_disconnected=False)
        contacts = table.contacts.assign(contact=run.contacts["contact"].astype(str).to_numpy())
        contacts = contacts[contacts["shopper"].astype(str) != "machine"]
        keyed = contacts.merge(times, on="contact", how="left")
        keyed["not_applicable"] = _left_out(fieldwork).reindex(keyed["contact"]).to_numpy()
        sheets = answers.reindex(keyed["contact"]).reset_index(drop=True)
        return shopper_panel(keyed.reset_index(drop=True), estimates, answers=sheets)
    except (ScoringError, RankingError, StatisticsError):
        return ()


def _answers(fieldwork: Fieldwork, questionnaire: Questionnaire) -> pd.DataFrame:
    """The first shopper's answers, a row a contact; what a machine measures as well is no opinion."""
    opinions = {item.item for area in questionnaire.areas for item in area.items if not item.measured}
    given = fieldwork.answers[fieldwork.answers["item"].astype(str).isin(opinions)].astype(
        {"contact": str, "item": str, "rater": str}
    )
    whose = fieldwork.contacts[["contact", "shopper"]].astype(str)
    first = given.merge(whose, left_on=["contact", "rater"], right_on=["contact", "shopper"])
    return first.pivot_table(index="contact", columns="item", values="value", aggfunc="first", observed=True)


def _left_out(fieldwork: Fieldwork) -> pd.Series:
    """The share of a contact's items that were ticked as not applicable."""
    given = fieldwork.answers.astype({"contact": str, "status": str})
    return (given["status"] == "not_applicable").groupby(given["contact"]).mean()


def _in_contacts(
    answers: pd.DataFrame, fieldwork: Fieldwork, questionnaire: Questionnaire, times: pd.DataFrame
) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    scales = {item.item: item.scale for area in questionnaire.areas for item in area.items}
    best = pd.Series({item: _best(questionnaire.scales[scales[item]]) for item in answers.columns})
    answers = answers[~(answers.eq(best) | answers.isna()).all(axis=1)]
    if not answers.empty:
        for scale in sorted(set(scales.values())):
            mine = answers[[item for item in answers.columns if scales[item] == scale]]
            alike = (mine.notna().sum(axis=1) >= LEAST_COMMON) & (mine.max(axis=1) == mine.min(axis=1))
            alike &= mine.max(axis=1) != _best(questionnaire.scales[scale])
            for key in mine.index[alike]:
                found.setdefault(str(key), set()).add("straight")
        whose = fieldwork.contacts.astype({"contact": str}).set_index("contact")["shopper"].astype(str)
        names = whose.reindex(answers.index).to_numpy()
        for one in copied_answers(answers.to_numpy(), shopper=names).values():
            if one.pair is not None and (one.highest_match or 0.0) >= MATCH_FROM:
                for row in one.pair:
                    found.setdefault(str(answers.index[row]), set()).add("copied")
    for key in _overlapping(times):
        found.setdefault(key, set()).add("overlap")
    return {key: frozenset(words) for key, words in found.items()}


def _best(scale: OptionScale | NumberScale | WordsScale) -> float:
    """The answer that is worth most: the place of an option, or the number at the scale's upper end."""
    if isinstance(scale, OptionScale):
        worths = [option.worth for option in scale.options]
        return float(worths.index(max(worths)))
    return float(scale.numbers.to) if isinstance(scale, NumberScale) else float("nan")


def _overlapping(times: pd.DataFrame) -> set[str]:
    found: set[str] = set()
    for _shopper, mine in times.dropna(subset=["started", "ended"]).groupby("who"):
        ordered = mine.sort_values("started")
        keys = [str(key) for key in ordered["contact"]]
        ends = ordered["ended"].tolist()
        begins = ordered["started"].tolist()
        for at in range(1, len(keys)):
            if begins[at] < ends[at - 1]:
                found |= {keys[at - 1], keys[at]}
    return found
