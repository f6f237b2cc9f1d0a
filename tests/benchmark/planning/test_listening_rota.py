import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benchmark.planning.listening_rota import UPPER, Listener, listening_rota

_TEAMS = st.lists(st.sampled_from(["team", "leader", "top"]), min_size=1, max_size=12)


def rota(posts, *, hours, seats, seed=1):
    listeners = [Listener(at, post) for at, post in enumerate(posts)]
    return listening_rota(listeners=listeners, hours=hours, seats=seats, rng=np.random.default_rng(seed))


@given(_TEAMS, st.integers(1, 5))
def test_everybody_has_sat_within_as_many_hours_as_there_are_people(posts, seats):
    if seats == 1 and {*posts} & {*UPPER} and "team" in posts:
        seats = 2  # one seat is always for somebody who leads
    made = rota(posts, hours=len(posts), seats=seats)
    assert {account for hour in made for account in hour} == set(range(len(posts)))


@given(_TEAMS, st.integers(1, 5))
def test_no_hour_is_without_somebody_who_leads_and_nobody_sits_twice_in_one(posts, seats):
    made = rota(posts, hours=4, seats=seats)
    assert {len(hour) for hour in made} == {min(seats, len(posts))}
    assert [len(set(hour)) for hour in made] == [len(hour) for hour in made]
    if {*posts} & {*UPPER}:
        assert all(any(posts[account] in UPPER for account in hour) for hour in made)


def test_top_management_takes_turns_with_other_leaders():
    made = rota(["team"] * 4 + ["leader", "top"], hours=4, seats=2)
    assert [4 in hour for hour in made] != [True] * 4
    assert sum(5 in hour for hour in made) == 2


def test_whoever_sat_last_waits():
    listeners = [Listener(1, "team", (3,)), Listener(2, "team", (0, 1)), Listener(3, "team")]
    assert listening_rota(listeners=listeners, hours=1, seats=2, rng=np.random.default_rng(1)) == [(3, 2)]
