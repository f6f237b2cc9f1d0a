"""Which shopper: many for each organisation, the same ones within a class, nobody overburdened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from benchmark.planning.desk import Desk
from benchmark.planning.draft import Draft
from benchmark.planning.errors import PlanningError, SeveralProblems, TooFewShoppers
from benchmark.planning.exchange import Made, find_exchange
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
    limit and not be busy. Of the class's panel, one is taken who met this organisation least often, not
    within the rotation, and whose load is fair; somebody else only where the panel has nobody. Ties go by a
    hash of organisation and name, so that an organisation that is taken away moves little for the others.
    The scarcest languages choose first, and where limits leave a contact over, others change hands.

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
    if contacts > roster.capacity:
        raise TooFewShoppers(
            f"{contacts} contacts are planned, but the limits of the shoppers add up to {roster.capacity:.0f}"
            " – raise `per_shopper`, or add shoppers",
            over=contacts - int(roster.capacity),
        )
    length = max(1, (roster.end - roster.begin) / 86_400)
    panels = seat_panels(
        drafts, roster=roster, double_rated=double_rated, rotation=rotation_days / length, seed=seed
    )
    turn = {
        each.organisation.organisation: order(seed, "turn", each.organisation.organisation) for each in drafts
    }
    scarce = sorted(drafts, key=lambda each: (roster.fewest_able(each), turn[each.organisation.organisation]))
    rotation = rotation_days * 86_400
    found = Allocation()
    book = _Book(roster, found)
    for each in scarce:
        _first(each, Desk(roster, each, panel=panels[group_of(each)], rotation=rotation), book)
    if book.over:
        raise TooFewShoppers(
            f"{book.over} contacts find nobody who may and can make them: those able have reached their limit"
            " or are busy – add shoppers for them, raise `per_shopper`, or widen the fieldwork",
            over=book.over,
        )
    for each in scarce:
        name = each.organisation.organisation
        desk = Desk(roster, each, panel=panels[group_of(each)], rotation=rotation)
        _second(each, desk, doubles[name], book)
        found.shoppers[name] = [roster.names[shopper] for shopper in book.chosen[name]]
        found.able[name] = roster.fewest_able(each)
        found.too_soon[name] = _too_soon(each, book.chosen[name], found.moved.get(name, {}), rotation)
    return found


class _Book:
    """Who makes what so far."""

    def __init__(self, roster: Roster, found: Allocation) -> None:
        self.roster = roster
        self.found = found
        self.chosen: dict[str, list[int]] = {}
        self.held: dict[int, list[Made]] = {}
        self.over = 0

    def note(self, made: Made, shopper: int) -> None:
        self.chosen[made.draft.organisation.organisation][made.place] = shopper
        self.held.setdefault(shopper, []).append(made)

    def exchange(self, wanted: Made) -> bool:
        """Make room for a contact by an exchange; False when there is none."""
        change = find_exchange(wanted, roster=self.roster, held=self.held)
        if change is None:
            return False
        giver, taker, made = change
        self.held[giver].remove(made)
        self.roster.release(giver, made.moment, others=[each.moment for each in self.held[giver]])
        self.roster.engage(taker, made.moment)
        self.note(made, taker)
        self.roster.engage(giver, wanted.moment)
        self.note(wanted, giver)
        return True


def _first(each: Draft, desk: Desk, book: _Book) -> None:
    """Find who makes each contact of an organisation."""
    name = each.organisation.organisation
    book.chosen[name] = [-1] * len(each.contacts)
    moved: dict[int, int] = {}
    # In the order of time, so that shoppers come round as late as they can, as the rotation wishes.
    for i, contact in enumerate(each.contacts):
        moment, shopper = contact.at, desk.choose(contact, contact.at)
        if shopper < 0:
            moment, shopper = _another_time(each, i, desk, moved)
        if shopper >= 0:
            book.note(Made(each, i, moment), shopper)
            if moment != contact.at:
                moved[i] = moment
        # When one finds nobody there will be no plan, and the others need not be searched for.
        elif book.over or not book.exchange(Made(each, i, contact.at)):
            book.over += 1
    if moved:
        book.found.moved[name] = moved


def _second(each: Draft, desk: Desk, doubles: list[int], book: _Book) -> None:
    """Find who rates some contacts once more."""
    name, found = each.organisation.organisation, book.found
    for shopper in book.chosen[name]:
        desk.meets(shopper)
    for i in doubles:
        second = desk.second(each.contacts[i], book.chosen[name][i])
        if second >= 0:
            found.seconds.setdefault(name, {})[i] = book.roster.names[second]
        else:
            found.not_doubled[name] = found.not_doubled.get(name, 0) + 1


def _too_soon(each: Draft, chosen: list[int], moved: dict[int, int], rotation: int) -> int:
    """Count the contacts at which a shopper comes back sooner than the rotation allows."""
    last: dict[int, int] = {}
    count = 0
    for moment, shopper in sorted((moved.get(i, it.at), chosen[i]) for i, it in enumerate(each.contacts)):
        count += moment - last.get(shopper, -rotation) < rotation
        last[shopper] = moment
    return count


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
