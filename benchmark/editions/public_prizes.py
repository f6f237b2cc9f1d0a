"""Who won what, as a published edition says it: by the method's rules, or as the jury decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from benchmark.editions.public_names import LANGUAGES, PublicName
from benchmark.ranking.award import Label, Outcome
from benchmark.ranking.words import Language
from results.models import Campaign, JuryDecision, Organisation, RankingRun

_JURY: dict[Language, str] = {
    "nb": "valgt av juryen blant de nominerte",
    "sv": "vald av juryn bland de nominerade",
    "en": "chosen by the jury among the nominees",
}
_NOBODY: dict[Language, str] = {
    "nb": "ingen vinner: for få konkurrerer, eller ingen oppfylte vilkårene",
    "sv": "ingen vinnare: för få tävlar, eller ingen uppfyllde villkoren",
    "en": "no winner: too few compete, or nobody met the conditions",
}


class _Decided(NamedTuple):
    """Who wins by a jury's newest decision, and why, for everybody, by language."""

    winners: list[int]
    reason: Mapping[str, str]


def won_prizes(*, campaign: Campaign, run: RankingRun) -> list[dict[str, Any]]:
    """Return the prizes, organisations by id: kind, group, label, winners, level_with, score, jury, reason.

    Where a jury has decided a class, its newest decision says who wins; the score stays that of the rules.
    `reason` is what it wrote for everybody, by language: nothing of a ballot, nor the decision's own.
    """
    ids = dict(Organisation.objects.filter(participations__campaign=campaign).values_list("slug", "pk"))
    decided = _decided(campaign)
    found = []
    for each in run.summary.get("en") or ():
        jury = decided.get(each["group"]) if each["prize"] == "class" else None
        found.append(
            {
                "kind": each["prize"],
                "group": each["group"],
                "label": each["label"],
                "winners": jury.winners if jury else [ids[name] for name in each["winners"]],
                "level_with": [ids[name] for name in each["level_with"]],
                "score": each["score"],
                "jury": jury is not None,
                "reason": jury.reason if jury else {},
            }
        )
    return found


def told_prize(prize: Mapping[str, Any], *, names: Mapping[int, PublicName]) -> dict[str, Any]:
    """Return a prize as it is published: keys for ids, and what it is worth in the words of each language."""
    said = {language: _in_words(prize, language, names) for language in LANGUAGES}
    reason = {"reason": dict(prize["reason"])} if prize["reason"] else {}
    return {
        "kind": prize["kind"],
        "group": prize["group"],
        "label": prize["label"],
        "jury": prize["jury"],
        "winners": [names[each].key for each in prize["winners"]],
        "level_with": [names[each].key for each in prize["level_with"]],
        "score": None if prize["score"] is None else round(prize["score"], 2),
        "in_words": said,
    } | reason


def _in_words(prize: Mapping[str, Any], language: Language, names: Mapping[int, PublicName]) -> str:
    if prize["jury"]:
        return _JURY[language]
    label = Label(prize["label"])
    if label is Label.nobody:
        return _NOBODY[language]
    level = tuple(names[each].words[language] for each in prize["level_with"])
    outcome = Outcome(prize["group"], (), label, level, (), {}, "", prize["score"])
    return outcome.say(language)


def _decided(campaign: Campaign) -> dict[str, _Decided]:
    """What a jury has decided of each class, by the class's short name."""
    rows = JuryDecision.objects.filter(jury__campaign=campaign).order_by("pk").select_related("jury", "klass")
    return {
        each.klass.slug: _Decided(
            [int(pk) for pk in each.winners], each.public_words if each.jury.publishes_reasons else {}
        )
        for each in rows
    }
