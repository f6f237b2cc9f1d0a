"""One score run: a method, a questionnaire and a fieldwork become scores."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmark.scoring.amounts import Amounts, Flags
from benchmark.scoring.answer_times import answer_times
from benchmark.scoring.channel_weights import published_mix, stands_for
from benchmark.scoring.choices import Choices
from benchmark.scoring.code_version import code_version
from benchmark.scoring.contact_scores import ContactScores, contact_scores
from benchmark.scoring.contact_state import ContactState, contact_state
from benchmark.scoring.indicators import indicator_scores
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.item_worth import ItemWorth, item_worth
from benchmark.scoring.near_steps import near_steps
from benchmark.scoring.organisation_scores import organisation_scores
from benchmark.scoring.rules import Rules, rules_of
from benchmark.scoring.score_run import ScoreRun
from benchmark.scoring.wait_scores import wait_scores
from benchmark.scoring.words import named, recoded
from scenarios.content_hash import content_hash
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire
from scenarios.score import Score


def score_run(
    *,
    method: Method,
    questionnaire: Questionnaire,
    fieldwork: Fieldwork,
    choices: Choices | None = None,
) -> ScoreRun:
    """Score everything that happened by one method; the fieldwork stays as it is and can be scored again.

    Args:
        method: any method, also one that the fieldwork was not made for.
        questionnaire: the questionnaire that the shoppers answered.
        fieldwork: the frames.
        choices: others than the method's own, to see what they would change.

    Returns:
        The tables of `ScoreRun`. Equal inputs give equal tables and an equal JSON document, bit for bit,
        whatever the order of the frames' rows and of the process's hashes. (Between processors whose linear
        algebra runs another kernel the last digits of a score differ, about 1 in 10¹⁴.)

    Raises:
        BadFieldwork: an answer does not fit the questionnaire.
        MethodDoesNotFit: method and questionnaire do not fit together.
    """
    choices = choices or Choices.of(method)
    rules = rules_of(method=method, questionnaire=questionnaire)
    amounts = Amounts(fieldwork=fieldwork, method=method, choices=choices)
    state = contact_state(contacts=fieldwork.contacts, method=method, amounts=amounts, choices=choices)
    items = item_worth(fieldwork=fieldwork, rules=rules, amounts=amounts, choices=choices)
    scores = contact_scores(
        contacts=fieldwork.contacts, rules=rules, items=items, state=state, choices=choices
    )
    if not isinstance(method.score, Score):
        _take_totals_away(scores, state.counts)
    totals = organisation_scores(
        fieldwork=fieldwork, method=method, rules=rules, scores=scores, state=state, choices=choices
    )
    waits, pseudo = wait_scores(contacts=fieldwork.contacts, rules=rules, amounts=amounts, state=state)
    indicators, indicator_notes = indicator_scores(
        fieldwork=fieldwork,
        method=method,
        questionnaire=questionnaire,
        amounts=amounts,
        state=state,
        choices=choices,
    )
    mix = published_mix(method)
    table = _contacts(fieldwork, scores, state)
    table["answer_time"] = answer_times(
        contacts=fieldwork.contacts, method=method, amounts=amounts, state=state
    )
    # What the method has a rule for is compared, also where no score hangs on it.
    for name in method.measurements:
        amounts.of(name)
    return ScoreRun(
        contacts=table,
        contact_areas=_contact_areas(fieldwork, rules, scores),
        channels=totals.channels,
        organisations=totals.organisations,
        areas=totals.areas,
        waits=waits,
        pseudo_waits=pseudo,
        indicators=indicators,
        flags=_flags(amounts, items),
        channel_weights={
            str(channel): mix.get(stands_for(str(channel), mix), 0.0)
            for channel in fieldwork.contacts["channel"].cat.categories
        }
        if mix
        else {},
        notes=(*rules.notes, *totals.notes, *indicator_notes, *near_steps(rules=rules, amounts=amounts)),
        provenance={
            "inputs": fieldwork.digest(),
            "method": method.method,
            "method_version": str(method.version),
            "method_hash": content_hash(method),
            "questionnaire": questionnaire.questionnaire,
            "questionnaire_version": str(questionnaire.version),
            "questionnaire_hash": content_hash(questionnaire),
            "code": code_version(),
            "official": method.official,
            "choices": choices.as_json(),
        },
    )


def _take_totals_away(scores: ContactScores, counts: Flags) -> None:
    """A method without a total scores no contact; what became of each contact stays to be seen."""
    scores.status[counts] = "unscored:the method has no total"
    for values in (scores.score, scores.adjusted, scores.counted, scores.areas, scores.counted_areas):
        values[:] = np.nan


def _contacts(fieldwork: Fieldwork, scores: ContactScores, state: ContactState) -> pd.DataFrame:
    contacts = fieldwork.contacts
    organisations = fieldwork.organisations
    frame = contacts[["contact", "organisation", "channel", "scenario", "shopper", "day"]].copy()
    place = recoded(contacts["organisation"], organisations["organisation"])
    classes = organisations["class"]
    frame.insert(2, "class", named(classes.cat.codes.to_numpy()[place], list(classes.cat.categories)))
    frame["score"] = scores.score
    frame["status"] = pd.Categorical(scores.status, categories=sorted(set(scores.status)))
    frame["reached"] = state.reached
    frame["adjusted"] = scores.adjusted
    frame["counted"] = scores.counted
    frame["obtained"], frame["obtainable"] = scores.obtained, scores.obtainable
    frame["not_applicable"], frame["missing"] = scores.not_applicable, scores.missing
    return frame


def _contact_areas(fieldwork: Fieldwork, rules: Rules, scores: ContactScores) -> pd.DataFrame:
    """One column an area: the wide form, for a million contacts have millions of areas."""
    frame = pd.DataFrame({"contact": fieldwork.contacts["contact"]})
    for place, area in enumerate(rules.areas):
        frame[area] = scores.areas[place]
    return frame


def _flags(amounts: Amounts, items: ItemWorth) -> pd.DataFrame:
    frames = [frame for frame in (amounts.flags, items.flags) if not frame.empty]
    if not frames:
        return amounts.flags
    return pd.concat(frames, ignore_index=True).sort_values(
        ["contact", "measurement"], kind="stable", ignore_index=True
    )
