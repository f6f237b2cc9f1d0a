"""Words and times of a made-up year's ratings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from benchmark.editions.example.comments import GOOD, POOR
from benchmark.scoring.rules import worths
from scenarios.questionnaire import Questionnaire

_LOW = 30.0
"""Worth in per cent of an answer up to which a comment is a complaint."""
_CHANCE = {
    "required": (1.0, 1.0),
    "required when worst": (0.05, 0.6),
    "optional": (0.04, 0.25),
    "none": (0.0, 0.0),
}
"""How likely words go with a good and with a poor answer; with the worst always where they must."""
_WORDS = 0.6
"""How likely a question that asks for words gets some. All numbers are the project's own choice."""


def rated(
    *,
    answers: pd.DataFrame,
    contacts: pd.DataFrame,
    questionnaire: Questionnaire,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the answers with a `comment` and `words` column, and with answers to questions for words.

    `contacts` gives the country of each contact (`contact`, `country`, `channel`), which is the language.
    """
    country = dict(zip(contacts["contact"], contacts["country"], strict=True))
    items = {item.item: item for item in questionnaire.items}
    tables = {name: worths(item=item, questionnaire=questionnaire) for name, item in items.items()}
    comments = []
    for item, value, contact in zip(answers["item"], answers["value"], answers["contact"], strict=True):
        first, worth = tables[item]
        known = worth.size and not pd.isna(value)
        share = float(worth[int(value) - first]) if known else 100.0
        rule = items[item].comment
        chance = _CHANCE[rule][share <= _LOW]
        if share == 0.0 and rule == "required when worst":
            chance = 1.0
        comments.append(_said(share, country[contact], rng) if chance and rng.random() < chance else "")
    done = answers.assign(comment=comments, words="")
    return pd.concat([done, _in_words(done, contacts, questionnaire, rng)], ignore_index=True)


def rating_times(*, ended: pd.Series[Any], rng: np.random.Generator) -> dict[str, pd.Series[Any]]:
    """Return when each contact's rating was `opened` and `sent`: soon after it ended, minutes apart."""
    opened = ended + pd.to_timedelta(rng.uniform(20, 180, len(ended)), unit="s")
    return {"opened": opened, "sent": opened + pd.to_timedelta(rng.uniform(240, 780, len(ended)), unit="s")}


def _in_words(
    answers: pd.DataFrame, contacts: pd.DataFrame, questionnaire: Questionnaire, rng: np.random.Generator
) -> pd.DataFrame:
    """Answer the questions that ask for words, more kindly where the ticked answers were good."""
    mean = answers.groupby(["contact", "rater"], sort=False)["value"].mean()
    channel = dict(zip(contacts["contact"], contacts["channel"], strict=True))
    country = dict(zip(contacts["contact"], contacts["country"], strict=True))
    rows = []
    for item in questionnaire.items:
        if worths(item=item, questionnaire=questionnaire)[1].size:
            continue
        for contact, rater in mean.index:
            asked = item.channels is None or channel[contact] in item.channels
            if asked and rng.random() < _WORDS:
                words = _said(100.0 * rng.random(), country[contact], rng)
                rows.append((contact, item.item, rater, np.nan, "given", "", words))
    columns = ["contact", "item", "rater", "value", "status", "comment", "words"]
    return pd.DataFrame(rows, columns=columns).astype({"value": "float64"})


def _said(share: float, country: str, rng: np.random.Generator) -> str:
    among = (POOR if share <= _LOW else GOOD)[country]
    return among[int(rng.integers(len(among)))]
