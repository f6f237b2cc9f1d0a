"""The award's prizes from a table of contact scores, by the method's rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from benchmark.ranking.award import Contender, Outcome, award
from benchmark.ranking.class_ranking import ClassRanking
from benchmark.ranking.clear_winners import holm
from benchmark.ranking.contact_table import ContactTable
from benchmark.ranking.contest import Contest, Official, contest_of
from benchmark.ranking.fit import fit_table
from benchmark.ranking.tallies import Tally, tallies
from benchmark.statistics.errors import StatisticsError
from scenarios.award import Award, Prize


class Prizes(NamedTuple):
    """What the method gives: a winner of each class, of all, and the best in each channel."""

    classes: tuple[Outcome, ...]
    overall: Outcome | None
    channels: tuple[Outcome, ...]


def award_of_table(
    *,
    table: ContactTable,
    rules: Award,
    rankings: Sequence[ClassRanking],
    overall: Contest | None = None,
    official: Official,
    confidence: float = 0.95,
    over_classes: bool = False,
    least_contacts: int = 0,
    draws: int = 10_000,
    rng: np.random.Generator,
) -> Prizes:
    """Give every prize that the method has.

    Args:
        table: the contacts; the share answered and the answer time are known where it has those columns.
        rules: the method's award.
        rankings: one a class. overall: all organisations in one contest, for the overall prize.
        official: which score ranks.
        confidence: of the claims.
        over_classes: let *clear winner* hold over all classes together, by Holm's correction.
        least_contacts: on fewer nobody is called a clear winner (the method's reliability).
        draws, rng: for the rankings within channels.
    """
    proven = {ranking.group: True for ranking in rankings}
    if over_classes:
        proven = holm({ranking.group: ranking.clear_p for ranking in rankings}, level=1 - confidence)
    timed = any(
        prize is not None and prize.gates.answer_time is not None
        for prize in (rules.winner, rules.overall, rules.channel)
    )
    counted = tallies(table.contacts, times=timed)
    classes = tuple(
        _prize(
            rules.winner,
            ranking.group,
            {row.organisation: row.score for row in ranking.rows},
            ranking.unscored,
            {row.organisation: row.may_be_best for row in ranking.rows},
            counted,
            proven[ranking.group],
            least_contacts,
        )
        for ranking in rankings
        if rules.winner is not None
    )
    of_all = (
        _contest_prize(rules.overall, overall, counted, confidence, least_contacts)
        if rules.overall is not None and overall is not None
        else None
    )
    channels: list[Outcome] = []
    if rules.channel is not None and "channel" in table.contacts.columns:
        for channel, part in table.contacts.groupby("channel", sort=True, observed=True):
            contest = _channel_contest(table, part, str(channel), official, draws, rng)
            if contest is not None:
                mine = tallies(part, times=timed)
                channels.append(_contest_prize(rules.channel, contest, mine, confidence, least_contacts))
    return Prizes(classes, of_all, tuple(channels))


def _channel_contest(
    table: ContactTable,
    part: pd.DataFrame,
    channel: str,
    official: Official,
    draws: int,
    rng: np.random.Generator,
) -> Contest | None:
    met = set(part["organisation"].unique())
    members = [name for name in table.classes if name in met]
    smaller = replace(
        table,
        contacts=part,
        # A channel's prize is among all: it is all of them that must be linked, not each class by itself.
        classes=dict.fromkeys(members, channel),
        official=None,
        channel_weights=None,
    )
    if part["score"].notna().sum() == 0:
        return None
    try:
        estimates = fit_table(smaller, refuse_disconnected=False)
    except StatisticsError:
        return None
    return contest_of(
        estimates=estimates, members=members, group=channel, official=official, draws=draws, rng=rng
    )


def _contest_prize(
    prize: Prize, contest: Contest, counted: Mapping[str, Tally], confidence: float, least_contacts: int
) -> Outcome:
    best = contest.may_be_best(confidence=confidence)
    return _prize(
        prize, contest.group, contest.scores(), contest.unscored, best, counted, True, least_contacts
    )


def _prize(
    prize: Prize,
    group: str,
    scores: Mapping[str, float],
    unscored: Sequence[str],
    may_be_best: Mapping[str, bool],
    counted: Mapping[str, Tally],
    proven: bool,
    least_contacts: int,
) -> Outcome:
    contenders = []
    for name in (*scores, *unscored):
        tally = counted.get(name, Tally())
        contenders.append(
            Contender(
                name=name,
                scores={"total": scores.get(name), "answered": tally.quality, "agent": tally.agent},
                contacts=tally.contacts,
                answered=tally.answered,
                answer_time=tally.answer_time,
            )
        )
    return award(
        prize=prize,
        group=group,
        contenders=contenders,
        may_be_best=may_be_best,
        proven=proven,
        least_contacts=least_contacts,
    )
