"""What every item of every contact is worth: ticked answers and measured amounts, put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmark.scoring.amounts import FLAG_COLUMNS, Amounts, Flags
from benchmark.scoring.choices import Choices
from benchmark.scoring.curve import Floats
from benchmark.scoring.errors import BadFieldwork
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.rules import Rule, Rules
from benchmark.scoring.words import is_word, recoded


@dataclass(frozen=True)
class ItemWorth:
    """What the items are worth, one row an item (in the order of `Rules.rules`), one column a contact.

    Attributes:
        worth: 0 to 100 per cent of the item's points, NaN where there is no answer, shape (items, contacts).
        not_applicable: answered "not applicable".
        rated: whether anybody answered anything about the contact, shape (contacts,).
        flags: where a ticked bracket and the measured amount disagree; columns as in `amounts.FLAG_COLUMNS`,
            values in per cent.
    """

    worth: Floats
    not_applicable: NDArray[np.bool_]
    rated: Flags
    flags: pd.DataFrame


def item_worth(*, fieldwork: Fieldwork, rules: Rules, amounts: Amounts, choices: Choices) -> ItemWorth:
    """Put together what people ticked and what machines measured.

    The rating of the contact's own shopper counts; where it left an item open, the mean of the other raters'
    does, and "not applicable" when they only said that (the project's own choice). Of an observed amount with
    a value function and a ticked answer the method says which counts (the amount, where it does not); both
    are kept, and flagged when they disagree.

    Raises:
        BadFieldwork: an answer to an item that the questionnaire does not have, or outside its scale.
    """
    n, answers = len(fieldwork.contacts), fieldwork.answers
    unknown = [item for item in answers["item"].cat.categories if item not in rules.asked]
    if unknown:
        raise BadFieldwork(
            f"answers: the questionnaire has no item {unknown[0]} – name the questionnaire that was answered"
        )
    rows = pd.Index(fieldwork.contacts["contact"]).get_indexer(pd.Index(answers["contact"]))
    own = _own(answers["rater"], fieldwork.contacts["shopper"], rows)
    worth = np.full((len(rules.rules), n), np.nan)
    leaves = np.zeros((len(rules.rules), n), dtype=bool)
    rated = np.zeros(n, dtype=bool)
    rated[rows[~is_word(answers["status"], "missing")]] = True
    open_ = is_word(answers["status"], "not_applicable")
    values = answers["value"].to_numpy()
    order, starts = _by_item(answers["item"])
    flags = []
    for place, rule in enumerate(rules.rules):
        mine = order[starts.get(rule.item, slice(0, 0))]
        ticked, left = _ticked(rule, values[mine], open_[mine], rows[mine], own[mine], n)
        worth[place], leaves[place] = ticked, left
        if rule.measured is not None and rule.curve is not None:
            amount = amounts.on_axis(rule.measured, rule.curve.unit)
            measured = np.where(amount.observed, rule.curve(amount.value), np.nan)
            flags.append(_disagree(rule, fieldwork, measured, ticked, amount.preferred, choices))
            unticked = np.isnan(ticked) & ~left
            counts = amount.observed & (amount.preferred | unticked)
            worth[place][counts], leaves[place][counts] = measured[counts], False
    shown = [flag for flag in flags if not flag.empty]
    table = pd.concat(shown, ignore_index=True) if shown else pd.DataFrame(columns=list(FLAG_COLUMNS))
    return ItemWorth(worth=worth, not_applicable=leaves, rated=rated, flags=table)


def raw_answers(*, fieldwork: Fieldwork, item: str) -> Floats:
    """The raw answer to one item for each contact, by the rule of `item_worth`; NaN where there is none."""
    answers = fieldwork.answers
    mine = np.flatnonzero(is_word(answers["item"], item))
    contacts = fieldwork.contacts
    rows = pd.Index(contacts["contact"]).get_indexer(pd.Index(answers["contact"].iloc[mine]))
    own = _own(answers["rater"].iloc[mine], contacts["shopper"], rows)
    return _counted(answers["value"].to_numpy()[mine], rows, own, len(contacts))


def _own(raters: pd.Series[Any], shopper: pd.Series[Any], rows: NDArray[np.intp]) -> Flags:
    """Which answers are by the contact's own shopper: compared as numbers, for there may be millions."""
    places = recoded(shopper, raters.cat.categories)
    return np.asarray(raters.cat.codes.to_numpy() == places[rows], dtype=bool)


def _by_item(items: pd.Series[Any]) -> tuple[NDArray[np.intp], dict[str, slice]]:
    codes = items.cat.codes.to_numpy()
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=len(items.cat.categories)))
    starts = np.concatenate(([0], ends[:-1])) if ends.size else ends
    return order, {
        name: slice(int(start), int(end))
        for name, start, end in zip(items.cat.categories, starts, ends, strict=True)
    }


def _ticked(
    rule: Rule, value: Floats, open_: Flags, rows: NDArray[np.intp], own: Flags, n: int
) -> tuple[Floats, Flags]:
    given = ~np.isnan(value)
    place = np.where(given, value, rule.first) - rule.first
    wrong = given & ((place < 0) | (place >= max(rule.worth.size, 1)) | (place % 1 != 0))
    if wrong.any() or (given.any() and not rule.worth.size):
        last = rule.first + rule.worth.size - 1
        raise BadFieldwork(
            f"answers: {rule.item} cannot be answered with {value[wrong][0]:g} – its answers are the whole"
            f" numbers {rule.first} to {last}"
        )
    worth = np.full(value.size, np.nan)
    worth[given] = rule.worth[place[given].astype(np.intp)]
    counted = _counted(worth, rows, own, n)
    said = np.zeros(n, dtype=bool)
    said[rows[open_]] = True
    # The own shopper's "not applicable" outweighs what others gave.
    by_own = np.zeros(n, dtype=bool)
    by_own[rows[own & open_]] = True
    counted[by_own] = np.nan
    return counted, said & np.isnan(counted)


def _counted(values: Floats, rows: NDArray[np.intp], own: Flags, n: int) -> Floats:
    """The own shopper's value, else the mean of the others', for each contact."""
    result = np.full(n, np.nan)
    given = ~np.isnan(values)
    others = given & ~own
    if others.any():
        total = np.bincount(rows[others], weights=values[others], minlength=n)
        count = np.bincount(rows[others], minlength=n)
        some = count > 0
        result[some] = total[some] / count[some]
    result[rows[given & own]] = values[given & own]
    return result


def _disagree(
    rule: Rule, fieldwork: Fieldwork, measured: Floats, ticked: Floats, preferred: Flags, choices: Choices
) -> pd.DataFrame:
    tolerance = choices.answer_tolerance_of(str(rule.measured))
    differs = np.abs(np.nan_to_num(measured - ticked, nan=0.0)) > tolerance
    counted = preferred[differs]
    words = np.array(["ticked, per cent", "measured, per cent"], dtype=object)
    return pd.DataFrame(
        {
            "contact": fieldwork.contacts["contact"].to_numpy()[differs],
            "measurement": rule.item,
            "counted": np.where(counted, measured[differs], ticked[differs]),
            "counted_source": words[counted.astype(np.intp)],
            "other": np.where(counted, ticked[differs], measured[differs]),
            "other_source": words[1 - counted.astype(np.intp)],
        }
    )
