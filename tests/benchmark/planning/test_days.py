"""Days are found whenever there are any, and what fits is counted rightly."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.planning.days import spread_over_days
from benchmark.planning.errors import NoChannelOpen, NoDayOpen, PlanningError, WindowTooShort
from tests.benchmark.planning.making import campaign, organisation, phone, planned

MONDAY = date(2027, 1, 4)


def most_that_fits(room, wanted, most):
    """By trying all choices: so many contacts fit."""
    names = list(wanted)
    best = 0
    choices = [
        [pick for pick in product(*(range(r + 1) for r in room[name])) if sum(pick) <= wanted[name]]
        for name in names
    ]
    for combination in product(*choices):
        if all(sum(day) <= most for day in zip(*combination, strict=True)):
            best = max(best, sum(map(sum, combination)))
    return best


@settings(max_examples=60, deadline=None)
@given(
    room=st.lists(st.lists(st.integers(0, 2), min_size=3, max_size=3), min_size=1, max_size=3),
    counts=st.lists(st.integers(1, 4), min_size=3, max_size=3),
    most=st.integers(1, 3),
    seed=st.integers(0, 99),
)
def test_it_gives_up_only_when_nothing_would_do(room, counts, most, seed):
    wanted = {f"t{i}": counts[i] for i in range(len(room))}
    places = {f"t{i}": np.array(each, dtype=np.int64) for i, each in enumerate(room)}
    days = [MONDAY + timedelta(days=i) for i in range(3)]
    fits = most_that_fits({name: each.tolist() for name, each in places.items()}, wanted, most)
    rng = np.random.default_rng(seed)
    if fits < sum(wanted.values()):
        with pytest.raises(WindowTooShort) as short:
            spread_over_days(wanted=wanted, room=places, days=days, most_a_day=most, rng=rng)
        assert (short.value.wanted, short.value.fit) == (sum(wanted.values()), fits)
        return
    chosen = spread_over_days(wanted=wanted, room=places, days=days, most_a_day=most, rng=rng)
    assert {name: len(each) for name, each in chosen.items()} == wanted
    for name, each in chosen.items():
        assert (np.bincount(each, minlength=3) <= places[name]).all()
    together = [day for each in chosen.values() for day in each]
    assert max(together.count(day) for day in range(3)) <= most


def test_it_says_how_many_fit_and_where_it_is_tight():
    week = {"from": "2027-01-04", "to": "2027-01-08"}
    with pytest.raises(WindowTooShort) as short:
        planned([organisation()], campaign=campaign(fieldwork=week))
    assert str(short.value) == (
        "fjordvik: only 22 of 25 contacts fit into the fieldwork (10 of 13 at switchboard, 6 of 6 at form,"
        " 6 of 6 at chat) – widen its days or hours, or raise the caps"
    )
    wider = campaign(fieldwork=week, caps={"per_touchpoint_a_day": 3})
    assert len(planned([organisation()], campaign=wider).contacts) == 25


def test_hours_too_short_for_the_distance_between_contacts_count_too():
    """Half an hour less the waiting limit holds one contact, whatever the cap."""
    point = {"switchboard": phone({"mon-fri": "10:00-10:30"})}
    month = campaign(fieldwork={"from": "2027-02-01", "to": "2027-02-26"}, caps={"per_touchpoint_a_day": 9})
    with pytest.raises(WindowTooShort) as short:
        planned([organisation(touchpoints=point)], campaign=month)
    assert (short.value.fit, short.value.wanted) == (20, 25)


@pytest.mark.parametrize(
    ("organisation_", "campaign_", "kind", "words"),
    [
        (
            organisation(touchpoints={"mailbox": {"email": "post@fjordvik.example"}}),
            campaign(),
            NoChannelOpen,
            "fjordvik cannot be reached in any channel of kundeserviceprisen",
        ),
        (
            organisation(touchpoints={"switchboard": phone({"sat": "10:00-14:00"})}),
            campaign(),
            NoChannelOpen,
            "phone: it is never open in the fieldwork",
        ),
        (
            organisation(),
            campaign(fieldwork={"from": "2026-12-01", "to": "2026-12-01", "not_on": ["2026-12-01"]}),
            NoDayOpen,
            "no day of the fieldwork is left",
        ),
        (
            organisation(timezone="Europe/Fjordvik"),
            campaign(),
            PlanningError,
            "fjordvik: there is no time zone Europe/Fjordvik",
        ),
    ],
)
def test_what_stands_in_the_way_is_told(organisation_, campaign_, kind, words):
    with pytest.raises(kind) as told:
        planned([organisation_], campaign=campaign_)
    assert words in str(told.value)
    assert told.value.exit_code == 3
