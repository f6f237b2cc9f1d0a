"""What a plan may cost (measured on a machine that does nothing else)."""

import pytest

from benchmark.planning.bench import planning_cost


@pytest.mark.proof
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("organisations", "contacts", "seconds", "megabytes"),
    [(132, 25, 5, 4000), (2000, 200, 120, 4000)],
)
def test_a_plan_is_quick_and_small(organisations, contacts, seconds, megabytes):
    cost = planning_cost(organisations=organisations, contacts_each=contacts)
    assert cost.seconds < seconds
    assert cost.peak_mb < megabytes


def test_the_cost_of_a_small_plan_is_measured():
    cost = planning_cost(organisations=3, contacts_each=10)
    assert 0 < cost.seconds < 60
    assert 20 < cost.peak_mb < 1000
