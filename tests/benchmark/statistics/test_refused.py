"""What cannot be reckoned is refused with one sentence, or has a defined answer; never a warning or a NaN."""

import numpy as np
import pandas as pd
import pytest

from benchmark.statistics.bootstrap import bootstrap_contacts
from benchmark.statistics.channel_mix import NotOffered, channel_mix
from benchmark.statistics.confidence_sequence import sequence_interval
from benchmark.statistics.contacts import read_contacts
from benchmark.statistics.covariance import Covariance
from benchmark.statistics.errors import BadArgument, BadTable, NothingVaries, TooFew
from benchmark.statistics.gwet import gwet_ac
from benchmark.statistics.intraclass import intraclass
from benchmark.statistics.log_rank import log_rank
from benchmark.statistics.squeeze_variance import squeeze_variance
from benchmark.statistics.two_stage import two_stage

FEW = {"organisations": 4, "spread": 3.0, "deviation": 9.0, "first": 5, "leaders": 2, "second": 5}


@pytest.fixture
def rng():
    return np.random.default_rng(20261122)


def contacts(**more):
    frame = pd.DataFrame({"organisation": ["a", "a", "b", "b"], "score": [1.0, 2.0, 3.0, 4.0], **more})
    return read_contacts(frame, facets=())


def refused(kind, ask, *, words):
    with pytest.raises(kind) as told:
        ask()
    assert words in str(told.value)


def test_arguments_beyond_their_range_are_told(rng):
    refused(
        BadArgument,
        lambda: sequence_interval(mean=5.0, contacts=9, deviation=1.0, tuned_to=9, level=1.0),
        words="the confidence level must lie between 0 and 1, not 1",
    )
    refused(BadArgument, lambda: two_stage(**FEW | {"first": 0}, rng=rng), words="at least one contact")
    refused(BadArgument, lambda: two_stage(**FEW | {"spread": -1.0}, rng=rng), words="must not be negative")
    refused(
        BadTable,
        lambda: log_rank(seconds=[1.0, 2.0], answered=[True, True], group=["a"]),
        words="waits, groups and strata must be equally many",
    )


def test_channels_without_a_column_or_in_common_are_told():
    refused(BadTable, lambda: channel_mix(contacts(), channel_weights={"phone": 1.0}), words="'channel'")
    apart = contacts(channel=["phone", "phone", "chat", "chat"])
    refused(
        TooFew,
        lambda: channel_mix(
            apart, channel_weights={"phone": 0.5, "chat": 0.5}, not_offered=NotOffered.COMMON
        ),
        words="no channel is offered by every organisation",
    )
    refused(TooFew, lambda: channel_mix(apart, channel_weights={"phone": 1.0, "chat": 0.0}), words="b")


def test_labels_that_read_alike_are_told():
    frame = pd.DataFrame({"organisation": [1, "1"], "score": [1.0, 2.0]})
    refused(BadTable, lambda: read_contacts(frame, facets=()), words="two labels read the same")


def test_a_covariance_that_is_none_is_no_covariance():
    with pytest.raises(ValueError, match=r"do not fit|shape|rows"):
        Covariance(own=np.ones(2), shared=np.ones((3, 1)))
    with pytest.raises(ValueError, match="negative or not a number"):
        Covariance(own=np.array([1.0, -1.0]), shared=np.zeros((2, 0)))


def test_a_bootstrap_of_what_hardly_varies_gives_no_interval(rng):
    ratings = np.array([[1.0, 1.0]] * 30 + [[1.0, 2.0]])

    def only_now_and_then(rows):
        if np.array_equal(rows, ratings):
            return 0.5
        raise NothingVaries("all the same")

    refused(
        NothingVaries, lambda: bootstrap_contacts(ratings, only_now_and_then, rng=rng, draws=120), words="no"
    )


def test_agreement_weighs_distances_as_asked():
    ratings = np.array([[1, 1], [2, 3], [3, 3], [4, 2], [1, 2]], dtype=float)
    linear, plain = gwet_ac(ratings, weighting="linear"), gwet_ac(ratings)
    assert linear > plain


def test_raters_who_never_differ_agree_wholly():
    found = intraclass(np.array([[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]]))
    for each in (found.one_way, found.agreement, found.consistency):
        assert (each.value, each.interval.low, each.interval.high) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_variances_are_squeezed_on_any_scale(scale, rng):
    variances = scale * rng.chisquare(8, 40) / 8
    squeezed = squeeze_variance(variances=variances, freedom=np.full(40, 8.0))
    values = squeezed.variances if hasattr(squeezed, "variances") else np.asarray(squeezed[0])
    assert np.isfinite(values).all()
    assert variances.min() <= values.min() <= values.max() <= variances.max()
