"""Which shopper: many for each organisation, the same ones within a class, nobody overburdened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from benchmark.planning.desk import Desk
from benchmark.planning.draft import Draft
from benchmark.planning.errors import PlanningError, SeveralProblems, TooFewShoppers
from benchmark.planning.panels import COMFORTABLE, group_of, seat_panels
from benchmark.planning.roster import Roster
from benchmark.planning.shopper import Shopper
from benchmark.planning.streams import order, stream

_SLACK = 1.25
"""How far above the mean a shopper's load may rise before others are preferred. Project's choice: 25 %.
Closer to 1 the loads are more even, but taking one organisation away changes more of the others' shoppers."""


_STEP = 600
"""Seconds by which a contact is moved when everybody able is busy."""


@dataclass(slots=True)
class Allocation:
    """Who does what: for each organisation, in the order of its draft's contacts."""

    shoppers: dict[str, list[str]] = field(default_factory=dict)
    seconds: dict[str, dict[int, str]] = field(default_factory=dict)
    moved: dict[str, dict[int, int]] = field(default_factory=dict)
    """Contacts put at another time of their window, since everybody able was busy at the first."""
    too_soon: dict[str, int] = field(default_factory=dict)
    """Contacts at which a shopper meets an organisation again sooner than the rotation allows."""
    able: dict[str, int] = field(default_factory=dict)
    """How many shoppers can make each contact of an organisation, whether they are chosen or not."""
    not_doubled: dict[str, int] = field(default_factory=dict)
    """Contacts that should be rated twice, but nobody else could."""


def allocate(
    drafts: Sequence[Draft],
    *,
    shoppers: Sequence[Shopper],
    per_shopper: int | None,
    rotation_days: int,
    double_rated: float,
    seed: int,
) -> Allocation:
    """Give each contact a shopper, and some a second one.

    A shopper must speak the language, serve the channel, have no conflict of interest, be below the own
    limit and not be busy. Of those, one is taken who met this organisation least often and not within the
    rotation, whose load is fair, and who stands first in the ranking of the class (a hash of class and
    name): organisations of a class so share their shoppers, which is what makes them comparable, and an
    organisation that is taken away moves little for the others. The scarcest languages choose first.

    `double_rated` is a share; an organisation with n contacts gets its part of it rounded down or up at
    random. Raises NoShopperFits or TooFewShoppers, several of them together as SeveralProblems.
    """
    doubles = {each.organisation.organisation: _doubles(each, double_rated, seed) for each in drafts}
    contacts = sum(len(each.contacts) for each in drafts)
    ratings = contacts + sum(len(each) for each in doubles.values())
    roster = Roster(
        shoppers,
        per_shopper=per_shopper,
        fair=ceil(_SLACK * max(COMFORTABLE, ratings / len(shoppers))),
        begin=min((contact.since for each in drafts for contact in each.contacts), default=0),
        end=max((contact.until for each in drafts for contact in each.contacts), default=0),
        seed=seed,
    )
    problems: list[PlanningError] = []
    for each in drafts:
        problems += roster.problems(each)
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise SeveralProblems(problems)
    if ratings > roster.capacity:
        raise TooFewShoppers(
            f"{contacts} contacts and {ratings - contacts} second ratings are planned, but the limits of"
            f" the shoppers add up to {roster.capacity:.0f} – raise `per_shopper`, or add shoppers",
            over=ratings - int(roster.capacity),
        )
    found = Allocation()
    over = 0
    turn = {
        each.organisation.organisation: order(seed, "turn", each.organisation.organisation) for each in drafts
    }
    scarce = sorted(drafts, key=lambda each: (roster.fewest_able(each), turn[each.organisation.organisation]))
    length = max(1, (roster.end - roster.begin) / 86_400)
    panels = seat_panels(
        drafts, roster=roster, double_rated=double_rated, rotation=rotation_days / length, seed=seed
    )
    for each in scarce:
        desk = Desk(roster, each, panel=panels[group_of(each)], rotation=rotation_days * 86_400)
        over += _one(each, roster, desk, doubles[each.organisation.organisation], found)
    if over:
        raise TooFewShoppers(
            f"{over} contacts find nobody who may and can make them: those able have reached their limit"
            " or are busy – add shoppers for them, raise `per_shopper`, or widen the fieldwork",
            over=over,
        )
    return found


def _one(each: Draft, roster: Roster, desk: Desk, doubles: list[int], found: Allocation) -> int:
    """Allocate one organisation's contacts; give the number that nobody can make."""
    name = each.organisation.organisation
    chosen: list[int] = [-1] * len(each.contacts)
    # In the order of time, so that shoppers come round as late as they can, as the rotation wishes.
    for i, contact in enumerate(each.contacts):
        shopper = desk.choose(contact, contact.at)
        if shopper < 0:
            moment, shopper = _another_time(each, i, desk, found.moved.get(name, {}))
            if shopper >= 0:
                found.moved.setdefault(name, {})[i] = moment
        if shopper < 0:
            continue
        chosen[i] = shopper
    found.too_soon[name] = desk.too_soon
    found.able[name] = roster.fewest_able(each)
    for i in doubles:
        second = desk.second(each.contacts[i], chosen[i]) if chosen[i] >= 0 else -1
        if second >= 0:
            found.seconds.setdefault(name, {})[i] = roster.names[second]
        else:
            found.not_doubled[name] = found.not_doubled.get(name, 0) + 1
    found.shoppers[name] = [roster.names[shopper] for shopper in chosen]
    return chosen.count(-1)


def _another_time(each: Draft, i: int, desk: Desk, moved: dict[int, int]) -> tuple[int, int]:
    """Look for another time in a contact's window, the nearest first, at which somebody able is free."""
    contact = each.contacts[i]
    others = [
        moved.get(k, other.at)
        for k, other in enumerate(each.contacts)
        if k != i and other.touchpoint == contact.touchpoint and abs(other.at - contact.at) < 86_400
    ]
    for step in range(_STEP, contact.until - contact.since, _STEP):
        for moment in (contact.at + step, contact.at - step):
            inside = contact.since <= moment < contact.until
            if inside and all(abs(moment - other) >= each.apart[contact.touchpoint] for other in others):
                shopper = desk.choose(contact, moment)
                if shopper >= 0:
                    return moment, shopper
    return contact.at, -1


def _doubles(each: Draft, share: float, seed: int) -> list[int]:
    """Choose which contacts are rated twice; the number is off by less than 1, and exact on average."""
    count = len(each.contacts)
    rng = stream(seed, "doubles", each.organisation.organisation)
    number = floor(share * count + rng.random())
    return sorted(rng.permutation(count)[:number].tolist())
