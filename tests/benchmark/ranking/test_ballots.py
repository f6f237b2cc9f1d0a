import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.ranking.ballots import tally_ballots


def test_votes_are_counted_by_hand():
    """Three jurors, three nominees: sums of places 4, 6, 8, so S = 8 and W = 12·8 / (9·24)."""
    told = tally_ballots(nominees=[1, 2, 3], ballots=[[1, 2, 3], [1, 3, 2], [2, 1, 3]])
    assert [(each.nominee, each.firsts, each.borda, each.best, each.worst) for each in told.nominees] == [
        (1, 2, 5, 1, 2),
        (2, 1, 3, 1, 3),
        (3, 0, 1, 2, 3),
    ]
    assert told.agreement == pytest.approx(12 * 8 / (9 * 24))
    assert [each.talk for each in told.nominees] == [False, False, False]


def test_a_nominee_that_divides_the_jury_is_named():
    told = tally_ballots(nominees=[1, 2, 3, 4], ballots=[[1, 2, 3, 4], [2, 3, 4, 1]])
    assert {each.nominee for each in told.nominees if each.talk} == {1}


@given(st.integers(2, 6), st.lists(st.randoms(use_true_random=False), min_size=2, max_size=6))
def test_agreement_lies_between_nothing_and_all(size, dice):
    nominees = list(range(size))
    ballots = [die.sample(nominees, size) for die in dice]
    told = tally_ballots(nominees=nominees, ballots=ballots)
    assert -1e-9 <= told.agreement <= 1 + 1e-9
    assert sum(each.borda for each in told.nominees) == len(ballots) * size * (size - 1) // 2
    assert tally_ballots(nominees=nominees, ballots=ballots[:1] * 3).agreement == pytest.approx(1)


def test_a_ballot_that_is_not_whole_is_refused():
    with pytest.raises(ValueError, match="every nominee once"):
        tally_ballots(nominees=[1, 2], ballots=[[1, 1]])


def test_no_ballot_yet():
    told = tally_ballots(nominees=[2, 1], ballots=[])
    assert (told.voters, told.agreement, [each.borda for each in told.nominees]) == (0, None, [0, 0])
