"""Who wins by the method's rules. The order is fixed by the rules; statistics only say what it is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from benchmark.ranking.errors import BadEstimates
from benchmark.ranking.shown_points import shown_points
from benchmark.ranking.words import Language, decimal, language_of, listed, whole
from scenarios.award import Column, Gates, Prize

# Scores are printed with one decimal; what is equal there is equal for the public.
_PRINTED = 1


class Label(StrEnum):
    """What the data allow to be said of a winner."""

    clear = "clear winner"
    """No rival may be the best."""
    level = "winner, level"
    """First by the rules; others may be the best as well, or nothing shows that they may not."""
    measured = "winner as measured"
    """First by the rules, but the adjusted scores put it behind others."""
    shared = "shared"
    """Several have the same printed score."""
    unopposed = "only one"
    """Nobody to win against."""
    nobody = "no winner"
    """No organisation, or too few, passed the gates."""


@dataclass(frozen=True)
class Contender:
    """One organisation that competes for a prize.

    Attributes:
        name: the organisation.
        scores: by column (total, answered, agent), points, full precision; None is unscored.
        contacts: how many contacts it has.
        answered: share of contacts that were answered, 0 to 1; None where unknown.
        answer_time: mean answer time in s; None where unknown.
    """

    name: str
    scores: Mapping[Column, float | None]
    contacts: int
    answered: float | None = None
    answer_time: float | None = None


@dataclass(frozen=True)
class Outcome:
    """The result of one prize.

    Attributes:
        group: among whom: a class, a channel, or all.
        winners: one, several that share it, or none.
        label: what may be said of it.
        level_with: who may be the best as well, the highest first.
        order: everyone that passed the gates, the highest first.
        barred: why the others did not pass, by name.
        reason: why there is no winner; empty otherwise.
        score: of the winners, points; None without one.
    """

    group: str
    winners: tuple[str, ...]
    label: Label
    level_with: tuple[str, ...]
    order: tuple[str, ...]
    barred: Mapping[str, str]
    reason: str
    score: float | None

    def say(self, language: str = "en") -> str:
        """Name the label in plain words: *winner, level with B and C*."""
        into = language_of(language)
        if self.label is Label.level and not self.level_with:
            return _NOT_SHOWN[into]
        return _WORDS[into][self.label].format(others=listed(self.level_with, into))


def award(
    *,
    prize: Prize,
    group: str,
    contenders: Sequence[Contender],
    may_be_best: Mapping[str, bool] | None = None,
    proven: bool = True,
    least_contacts: int = 0,
) -> Outcome:
    """Give the prize: gates first, then the highest score by the prize's column.

    Scores are ordered at full precision. Those that print the same as the highest (one decimal) are a tie,
    which the prize's rule settles: shared, by the further decimals, or by the agent's score. By the rule
    `level` all who passed the gates and may be the best share the win with the first.

    Args:
        prize: the method's rule.
        group: among whom.
        contenders: everyone in it.
        may_be_best: who is in the winner set of the adjusted scores; without it nothing is claimed and the
            label is never *clear winner*.
        proven: False where a correction over many classes (Holm) takes the claim back.
        least_contacts: on fewer nobody is called a clear winner (the method's reliability).

    Raises:
        BadEstimates: a contender stands there twice.
    """
    names = [each.name for each in contenders]
    if len(set(names)) < len(names):
        raise BadEstimates(f"an organisation competes twice in {group}")
    barred = {each.name: why for each in contenders if (why := _barred(each, prize.by, prize.gates))}
    able = [each for each in contenders if each.name not in barred]
    order = sorted(able, key=lambda each: (-_score(each, prize.by), each.name))
    least = prize.gates.organisations
    if not order or (least is not None and len(contenders) < least):
        reason = "nobody passed the gates" if contenders else "nobody competes"
        if least is not None and len(contenders) < least:
            reason = f"{len(contenders)} compete and the method asks for {least}"
        return _nobody(group, order, barred, reason)
    winners = _first(order, prize, may_be_best or {})
    score = _score(order[0], prize.by)
    rest = [each.contacts for each in order if each.name in winners]
    label, level = _label(winners, names, order, may_be_best, proven and min(rest) >= least_contacts)
    return Outcome(group, winners, label, level, tuple(each.name for each in order), barred, "", score)


def _barred(each: Contender, by: Column, gates: Gates) -> str:
    if each.scores.get(by) is None:
        return "unscored"
    if gates.contacts is not None and each.contacts < gates.contacts:
        return f"{whole(each.contacts, 'en')} contacts of the {gates.contacts} asked for"
    if gates.answered is not None:
        if each.answered is None:
            return "the share answered is unknown"
        if each.answered < gates.answered.fraction - 1e-12:
            return f"{decimal(100 * each.answered, 'en')} % answered, {gates.answered} asked for"
    if gates.answer_time is not None:
        limit = gates.answer_time.seconds
        if each.answer_time is None:
            return "the answer time is unknown"
        if each.answer_time > limit:
            return (
                f"mean answer time {decimal(each.answer_time, 'en')} s, at most {gates.answer_time} allowed"
            )
    return ""


def _score(each: Contender, by: Column) -> float:
    value = each.scores[by]
    assert value is not None
    return value


def _printed(each: Contender, by: Column) -> float:
    return round(shown_points(_score(each, by)), _PRINTED)


def _first(order: Sequence[Contender], prize: Prize, may_be_best: Mapping[str, bool]) -> tuple[str, ...]:
    top = _printed(order[0], prize.by)
    tied = [each for each in order if _printed(each, prize.by) == top]
    if prize.ties == "level":
        tied = [each for each in order if each in tied or may_be_best.get(each.name)]
    elif len(tied) > 1 and prize.ties == "decimals":
        best = _score(tied[0], prize.by)
        tied = [each for each in tied if _score(each, prize.by) == best]
    elif len(tied) > 1 and prize.ties == "agent":
        known = [each for each in tied if each.scores.get("agent") is not None]
        if known:
            best = max(_score(each, "agent") for each in known)
            tied = [each for each in known if _score(each, "agent") == best]
    return tuple(each.name for each in tied)


def _label(
    winners: tuple[str, ...],
    names: Sequence[str],
    order: Sequence[Contender],
    may_be_best: Mapping[str, bool] | None,
    proven: bool,
) -> tuple[Label, tuple[str, ...]]:
    if len(names) == 1:
        return Label.unopposed, ()
    ranked = [each.name for each in order]
    # Who missed a gate may still be the best: the claim is about organisations, not about rules.
    everyone = ranked + [name for name in names if name not in ranked]
    level = tuple(name for name in everyone if name not in winners and (may_be_best or {}).get(name))
    if len(winners) > 1:
        return Label.shared, level
    if may_be_best is not None and not may_be_best.get(winners[0]):
        return Label.measured, level
    if may_be_best is not None and not level and proven:
        return Label.clear, ()
    return Label.level, level


def _nobody(group: str, order: Sequence[Contender], barred: Mapping[str, str], reason: str) -> Outcome:
    return Outcome(group, (), Label.nobody, (), tuple(each.name for each in order), barred, reason, None)


_NOT_SHOWN: dict[Language, str] = {
    "en": "winner, but not shown to be a clear one",
    "nb": "vinner, men ikke vist å være en klar",
    "sv": "vinnare, men inte visad vara en klar",
}
"""Nobody stands beside the winner, and the claim is not made."""

_WORDS: dict[Language, dict[Label, str]] = {
    "en": {
        Label.clear: "clear winner",
        Label.level: "winner, level with {others}",
        Label.measured: "winner as measured; adjusted, {others} may be the best",
        Label.shared: "shared",
        Label.unopposed: "alone in its class",
        Label.nobody: "no winner",
    },
    "nb": {
        Label.clear: "klar vinner",
        Label.level: "vinner, på linje med {others}",
        Label.measured: "vinner slik det ble målt; justert kan {others} være best",
        Label.shared: "delt førsteplass",
        Label.unopposed: "alene i klassen",
        Label.nobody: "ingen vinner",
    },
    "sv": {
        Label.clear: "klar vinnare",
        Label.level: "vinnare, i nivå med {others}",
        Label.measured: "vinnare som det mättes; justerat kan {others} vara bäst",
        Label.shared: "delad förstaplats",
        Label.unopposed: "ensam i klassen",
        Label.nobody: "ingen vinnare",
    },
}
