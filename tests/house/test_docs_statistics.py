"""The figures that the page for juries tells in its prose, computed."""

import re
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from tests.house.docs_blocks import ROOT

PAGE = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
N = 25


def standard_error(*, n: int, shoppers: int, shared: float) -> float:
    """Of a difference, by the formula of docs/planning.md; ten enquiries, all of them shared."""
    return sqrt(2 * (144 / n + 4 / shoppers + (1 - shared) * 16 / shoppers))


def test_the_class_is_the_one_that_the_page_tells_of():
    contacts = pd.read_csv(ROOT / "docs" / "examples" / "contacts.csv")
    means = contacts.groupby("organisation", sort=False)["score"].agg(["mean", "size"]).round(6)
    assert means.iloc[0].tolist() == [89.3, N]
    assert means.iloc[1].tolist() == [86.4, N]
    assert len(means) == 7


@pytest.mark.parametrize("deviation", [8, 10, 12, 15, 18])
def test_the_chance_of_such_a_difference_between_equals(deviation):
    p = 2 * t.sf((89.3 - 86.4) / (deviation * sqrt(2 / N)), df=2 * N - 2)
    [told] = re.findall(rf"\| {deviation} points \| (\d+) % \|", PAGE)
    assert round(100 * p) == int(told)


def test_below_which_spread_three_points_are_more_than_chance():
    deviation = 3 / (t.ppf(0.975, df=2 * N - 2) * sqrt(2 / N))
    assert f"less than {deviation:.1f} points" in PAGE


def test_what_a_contact_worth_nothing_costs():
    # The other 24 are worth what makes 86 to 96 of all that were answered.
    assert [round(answered / N, 1) for answered in (86, 96)] == [3.4, 3.8]
    assert "about 3.5 points from a score of 86 to 96" in PAGE


def test_what_shared_shoppers_are_worth():
    own, shared = standard_error(n=N, shoppers=3, shared=0), standard_error(n=N, shoppers=10, shared=1)
    many = standard_error(n=100, shoppers=3, shared=0)
    assert f"by {own:.1f} points (standard error, 25 contacts); ten shared ones by {shared:.1f}" in PAGE
    assert f"still uncertain by {many:.1f}" in PAGE
    assert np.argmin([own, shared, many]) == 1
