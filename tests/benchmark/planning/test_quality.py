from math import inf, sqrt

import pytest

from benchmark.planning.graph import components, overlap, shares
from benchmark.planning.separation import EXPECTED, Variances, contacts_needed, variance_between
from benchmark.planning.shopper import Shopper
from tests.benchmark.planning.making import organisation, phone, planned, several, shoppers


@pytest.mark.parametrize(
    ("contacts", "shoppers", "shared", "error"),
    [
        # The design table of the method's study: standard errors of a difference, 10 enquiries shared by all.
        (25, 3, 0.0, 4.99),
        (25, 3, 1.0, 3.77),
        (25, 10, 0.0, 3.94),
        (25, 10, 1.0, 3.51),
        (25, 25, 1.0, 3.44),
        (100, 3, 0.0, 4.03),
        (100, 3, 1.0, 2.36),
        (100, 10, 1.0, 1.92),
        (100, 40, 1.0, 1.75),
    ],
)
def test_the_standard_error_of_a_difference(contacts, shoppers, shared, error):
    found = variance_between(
        contacts=contacts,
        shoppers=shoppers,
        shared_shoppers=shared,
        enquiries=10,
        shared_enquiries=1.0,
        variances=EXPECTED,
    )
    assert sqrt(found) == pytest.approx(error, abs=0.006)


@pytest.mark.parametrize(("sd", "needed"), [(8, 112), (10, 175), (12, 252), (15, 393), (18, 566)])
def test_the_contacts_that_separate_three_points(sd, needed):
    variances = Variances(contact=sd**2)
    assert contacts_needed(difference=3.0, apart_from_contacts=0.0, variances=variances) == needed


def test_more_contacts_do_not_help_where_private_shoppers_differ_too_much():
    apart = variance_between(
        contacts=inf,
        shoppers=3,
        shared_shoppers=0.0,
        enquiries=10,
        shared_enquiries=1.0,
        variances=EXPECTED,
    )
    assert contacts_needed(difference=3.0, apart_from_contacts=apart, variances=EXPECTED) == inf


def test_the_overlap_is_what_the_design_table_means_by_it():
    shared = overlap(shares(whom=[{"a": 5, "b": 5}, {"a": 5, "b": 5}, {"b": 5, "a": 5}]))
    assert (shared.each, shared.shared, shared.pairs) == (pytest.approx(2), pytest.approx(1), 3)
    private = overlap(shares(whom=[{"a": 5, "b": 5}, {"c": 5, "d": 5}]))
    assert (private.each, private.shared) == (pytest.approx(2), pytest.approx(0))
    half = overlap(shares(whom=[{"a": 5, "b": 5}, {"b": 5, "c": 5}]))
    assert (half.each, half.shared) == (pytest.approx(2), pytest.approx(0.5))
    # Σ (p_j - p_k)² = 2 (1 - shared) / each, whatever the counts.
    matrix = shares(whom=[{"a": 7, "b": 3}, {"b": 2, "c": 8}])
    uneven = overlap(matrix)
    assert 2 * (1 - uneven.shared) / uneven.each == pytest.approx(((matrix[0] - matrix[1]) ** 2).sum())


def test_parts_that_nothing_connects_are_counted():
    assert components([{"a": 1}, {"a": 1, "b": 1}, {"b": 1}]) == [0, 0, 0]
    assert len(set(components([{"a": 1}, {"b": 1}, {"b": 2}]))) == 2


def test_machines_alone_differ_by_sampling_only():
    quality = planned(several(7)).quality
    assert (quality.shoppers_each, quality.loads, quality.shopper_overlap) == (None, None, None)
    assert quality.shopper_parts == 0
    assert quality.standard_error == pytest.approx(sqrt(2 * 144 / 25), abs=0.01)
    assert quality.contacts_for_3_points == pytest.approx(252, abs=2)


def test_ten_shared_shoppers_cost_little_precision():
    quality = planned(several(7), shoppers=shoppers(10)).quality
    assert quality.shoppers_each == (10, 10, 10)
    assert quality.shopper_overlap.shared > 0.95
    assert quality.standard_error == pytest.approx(3.51, abs=0.05)


def test_private_shoppers_cost_what_the_table_says():
    """Three organisations, each with three shoppers of its own, by conflicts with the two others."""
    names = [each.organisation for each in several(3)]
    people = [
        Shopper(f"{own}-{i}", ("nb",), conflicts=frozenset(names) - {own}) for own in names for i in range(3)
    ]
    quality = planned(several(3), shoppers=people).quality
    assert quality.shopper_overlap.shared == pytest.approx(0.0)
    assert quality.shopper_parts == 3
    assert quality.standard_error == pytest.approx(4.99, abs=0.03)
    assert quality.contacts_for_3_points == inf


def test_an_unknown_country_is_told():
    plan = planned(
        [
            organisation(
                country="XX",
                touchpoints={
                    "s": phone(),
                    "f": {"web_form": "https://x.example"},
                    "c": {"chat": "https://x.example"},
                },
            )
        ]
    )
    assert plan.quality.unmet == ("the public holidays of XX are not known: name them under `not_on`",)
