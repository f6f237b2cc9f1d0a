"""All classes of an edition ranked, with the award that its method gives."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from benchmark.ranking.award_of_table import Prizes, award_of_table
from benchmark.ranking.class_ranking import ClassRanking, rank_contest
from benchmark.ranking.contact_table import ContactTable
from benchmark.ranking.contest import Contest, Official, contest_of
from benchmark.ranking.errors import BadEstimates, UnknownOrganisation
from benchmark.ranking.fit import fit_table
from benchmark.ranking.leave_one_out import Certificate
from benchmark.ranking.leave_one_out_of_table import certificate
from benchmark.ranking.weights_in_play import WeightsInPlay
from benchmark.statistics.estimates import Estimates
from scenarios.award import Shortlist
from scenarios.method import Method


@dataclass(frozen=True)
class EditionRanking:
    """A ranked edition.

    Attributes:
        classes: one ranking a class, in the order of their names; a class without any score is missing.
        overall: all organisations in one, where asked for or where the method has an overall prize.
        prizes: by the method's rules; None without a method.
        certificates: by class, where refits were asked for.
        unscored_classes: classes in which nobody has a score.
        notes: what a reader should know of the design.
        estimates: the fit that all this rests on.
        weights: by class what its places owe to the weights, where the areas' scores are known.
    """

    classes: tuple[ClassRanking, ...]
    overall: ClassRanking | None
    prizes: Prizes | None
    certificates: dict[str, Certificate]
    unscored_classes: tuple[str, ...]
    notes: tuple[str, ...]
    estimates: Estimates
    weights: dict[str, WeightsInPlay] = field(default_factory=dict)


def rank_edition(
    *,
    table: ContactTable,
    only: str | None = None,
    method: Method | None = None,
    official: Official | None = None,
    confidence: float | None = None,
    overall: bool = False,
    over_classes: bool = False,
    leave_out: bool = False,
    refuse_disconnected: bool = True,
    draws: int = 10_000,
    seed: int = 1,
) -> EditionRanking:
    """Fit once, rank every class, give the prizes. The same seed gives the same ranking.

    Args:
        table: contact scores. only: a single class.
        method: gives official score, confidence, gates, prizes and the smallest n, where not given here.
        overall: rank all organisations in one list as well.
        over_classes: clear winners by Holm over all classes.
        leave_out: certificates by leaving out each shopper, scenario and day.
        refuse_disconnected: refuse where nothing links the organisations of a class.
        draws, seed: of the errors.

    Raises:
        UnknownOrganisation: no such class. BadTable, StatisticsError: as `fit_table`.
    """
    groups = table.groups()
    if only is not None and only not in groups:
        raise UnknownOrganisation(f"there is no class {only} – there are {', '.join(groups)}")
    which = official or (method.official if method else "adjusted")
    level = confidence or (method.confidence.fraction if method else 0.95)
    least = method.reliability.contacts if method and method.reliability else 0
    estimates = fit_table(table, refuse_disconnected=refuse_disconnected)
    known = set(estimates.organisations)
    rng = np.random.default_rng(seed)

    def contest(group: str, members: tuple[str, ...]) -> Contest:
        return contest_of(
            estimates=estimates,
            members=members,
            group=group,
            official=which,
            measured=table.official,
            draws=draws,
            rng=rng,
        )

    def ranked(among: Contest, nominees: Shortlist | None = None) -> ClassRanking:
        return rank_contest(
            contest=among,
            estimates=estimates,
            official=which,
            confidence=level,
            least_contacts=least,
            nominees=nominees,
            draws=draws,
            rng=rng,
        )

    chosen = {name: members for name, members in groups.items() if only in (None, name)}
    held = {name: members for name, members in chosen.items() if known & set(members)}
    if not held:
        raise BadEstimates(f"no organisation of {only} has a score")
    wants_overall = overall or (method is not None and method.award.overall is not None and only is None)
    # One set of draws for all: what is said of a class never contradicts what is said of everybody.
    everybody = contest("all", tuple(table.classes)) if wants_overall else None
    rule = method.award.shortlist if method else None
    classes = tuple(
        ranked(contest(name, members) if everybody is None else everybody.only(members, group=name), rule)
        for name, members in held.items()
    )
    of_all = ranked(everybody) if everybody is not None and overall and len(groups) > 1 else None
    prizes = None
    if method is not None:
        if everybody is not None and len(groups) == 1:
            everybody = replace(everybody, group=classes[0].group)
        prizes = award_of_table(
            table=table,
            rules=method.award,
            rankings=classes,
            overall=everybody,
            official=which,
            confidence=level,
            over_classes=over_classes,
            least_contacts=least,
            draws=draws,
            rng=rng,
        )
    certificates = {}
    if leave_out:
        for ranking in classes:
            members = [row.organisation for row in ranking.rows]
            if len(members) > 1:
                certificates[ranking.group] = certificate(
                    table=table, estimates=estimates, members=members, official=which
                )
    return EditionRanking(
        classes=classes,
        overall=of_all,
        prizes=prizes,
        certificates=certificates,
        unscored_classes=tuple(name for name, members in chosen.items() if not known & set(members)),
        notes=estimates.notes,
        estimates=estimates,
    )
