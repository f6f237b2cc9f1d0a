"""What an indicator is computed from: one value for each contact that it is about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmark.scoring.amounts import Amounts, Flags
from benchmark.scoring.choices import COUNTS
from benchmark.scoring.contact_state import GIVEN_UP, ContactState
from benchmark.scoring.curve import Floats
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.item_worth import raw_answers
from benchmark.scoring.rules import worths
from benchmark.scoring.words import is_word
from scenarios.duration import WorkingDays
from scenarios.indicator import Indicator
from scenarios.method import Method
from scenarios.questionnaire import NumberScale, Questionnaire


@dataclass(frozen=True)
class IndicatorValues:
    """Values of one indicator, in the order of `Fieldwork.contacts`.

    Attributes:
        value: a share's 1 or 0, else seconds, a count, or the worth of an answer in per cent; NaN where the
            contact says nothing, shape (n,).
        raw: the answers as they were ticked, NaN for measurements.
        unit: "%", "s", "working days" or "count".
    """

    value: Floats
    raw: Floats
    unit: str
    numbers: bool = False


def indicator_values(
    *,
    indicator: Indicator,
    fieldwork: Fieldwork,
    method: Method,
    questionnaire: Questionnaire,
    amounts: Amounts,
    state: ContactState,
) -> IndicatorValues | None:
    """Pick the contacts that an indicator is about, and their values; None when nobody asked for it.

    A share of times among all contacts counts one that was never answered as not in time; one that was given
    up before it could be told is left out, one given up later than the time in question counts as not in
    time.
    """
    contacts = fieldwork.contacts
    among = state.counts if indicator.among == "all contacts" else state.reached
    here = np.ones(len(contacts), dtype=bool)
    if indicator.channel is not None:
        here = is_word(contacts["channel"], indicator.channel)
    among = among & here
    blank = np.full(len(contacts), np.nan)
    of = indicator.of
    if of == "answered":
        return IndicatorValues(_where(among, state.reached), blank, "%")
    if of == "attempts":
        tries = _allowed_tries(contacts, method)
        if indicator.kind == "share":
            right = state.reached & (tries == _number(indicator))
            return IndicatorValues(_where(among, right), blank, "%")
        return IndicatorValues(_where(among, tries), blank, "count")
    if of is not None and (of in COUNTS or "_" in of):
        return _measured(indicator, of, amounts, state, among, here)
    items = {item.item: item for item in questionnaire.items}
    if of not in items:
        return None
    raw = np.where(among, raw_answers(fieldwork=fieldwork, item=of), np.nan)
    first, worth = worths(item=items[of], questionnaire=questionnaire)
    if not worth.size:
        return None
    # The mean of several raters may lie between two answers.
    value = np.interp(raw, np.arange(worth.size) + first, worth)
    if indicator.kind == "share":
        value = np.where(np.isnan(raw), np.nan, value == _number(indicator))
    return IndicatorValues(
        value, raw, "%", numbers=isinstance(questionnaire.scales[items[of].scale], NumberScale)
    )


def _measured(
    indicator: Indicator,
    of: str,
    amounts: Amounts,
    state: ContactState,
    among: Flags,
    here: Flags,
) -> IndicatorValues:
    blank = np.full(among.size, np.nan)
    within = indicator.within
    if indicator.kind != "share" or within is None:
        amount = amounts.of(of)
        value = np.where(among & amount.observed, amount.value, np.nan)
        if indicator.kind == "share":
            value = np.where(np.isnan(value), np.nan, value == _number(indicator))
            return IndicatorValues(value, blank, "%")
        return IndicatorValues(value, blank, "count" if of in COUNTS else "s")
    days = isinstance(within, WorkingDays)
    amount = amounts.working_days() if days else amounts.of(of)
    limit = float(within.days) if isinstance(within, WorkingDays) else within.seconds
    in_time = state.reached & amount.observed & (amount.value <= limit)
    too_late = (amount.observed | amount.censored) & (amount.value >= limit) & ~in_time
    told = amount.observed | too_late | (state.counts & ~state.reached)
    if indicator.among == "all contacts":
        gave_up = np.asarray(state.void == GIVEN_UP, dtype=bool) & too_late
        among = among | (gave_up & here)
    return IndicatorValues(np.where(among & told, in_time.astype(np.float64), np.nan), blank, "%")


def _allowed_tries(contacts: pd.DataFrame, method: Method) -> Floats:
    """Tries made, at most as many as the method allows: who follows it makes no more."""
    caps = []
    for channel in contacts["channel"].cat.categories:
        limit = getattr(method.limits, channel, None)
        caps.append(1.0 + limit.retry.times if limit is not None else 1.0)
    most = np.array(caps)[contacts["channel"].cat.codes.to_numpy()]
    tries: Floats = np.minimum(contacts["attempts"].to_numpy(dtype=np.float64), most)
    return tries


def _where(among: Flags, values: Flags | Floats) -> Floats:
    return np.where(among, values.astype(np.float64), np.nan)


def _number(indicator: Indicator) -> float:
    try:
        return float(indicator.equals) if indicator.equals is not None else 100.0
    except ValueError:
        return np.nan
