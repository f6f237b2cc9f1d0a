import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.planning.shares import evenly, largest_remainder

weights = st.dictionaries(st.text(max_size=3), st.integers(0, 1000), min_size=1, max_size=6).filter(
    lambda each: sum(each.values()) > 0
)


@given(st.integers(0, 10_000), weights)
def test_the_total_never_changes_and_no_part_is_off_by_one(total, key):
    parts = largest_remainder(total=total, weights=key)
    assert sum(parts.values()) == total
    assert list(parts) == list(key)
    for name, part in parts.items():
        assert abs(part - total * key[name] / sum(key.values())) < 1


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ({"phone": 13, "web_form": 6, "chat": 6}, {"phone": 13, "web_form": 6, "chat": 6}),
        ({"phone": 13, "web_form": 6}, {"phone": 17, "web_form": 8}),
        ({"phone": 13, "chat": 6}, {"phone": 17, "chat": 8}),
        ({"web_form": 6, "chat": 6}, {"web_form": 13, "chat": 12}),
        ({"chat": 6}, {"chat": 25}),
    ],
)
def test_the_award_key_is_shared_again_when_a_channel_is_missing(key, parts):
    assert largest_remainder(total=25, weights=key) == parts


def test_a_share_without_weight_gets_nothing():
    assert largest_remainder(total=5, weights={"a": 0, "b": 1}) == {"a": 0, "b": 5}


def test_equal_parts_differ_by_one_at_most():
    assert evenly(total=8, names=("a", "b", "c")) == {"a": 3, "b": 3, "c": 2}


@pytest.mark.parametrize("key", [{"a": 0}, {"a": -1, "b": 3}])
def test_nothing_can_be_shared_without_weights(key):
    with pytest.raises(ValueError, match="weight"):
        largest_remainder(total=3, weights=key)
