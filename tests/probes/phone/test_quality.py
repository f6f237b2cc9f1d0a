import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.phone.quality import estimate_mos, rating


def test_a_perfect_g711_call_has_the_models_best_score():
    # R = 93.2 gives 4.41: G.107 annex B, figure B.2.
    assert rating(loss_percent=0, delay_ms=50) == pytest.approx(93.2)
    assert estimate_mos({"packets": 1000, "lost": 0, "buffer_ms": 20, "codec": "PCMA"}) == 4.41


@pytest.mark.parametrize(
    ("loss", "delay", "expected"),
    [
        # Idd by equation 7-28: x = log2(2) = 1, 25 * (2^(1/6) - 3 * (1 + 3^-6)^(1/6) + 2) = 3.044
        (0, 200, 93.2 - 3.044),
        # Ie,eff by equation 7-29 with Ie = 0, Bpl = 25.1: 95 * 2 / (2 + 25.1)
        (2, 0, 93.2 - 95 * 2 / 27.1),
        (100, 0, 93.2 - 95 * 100 / 125.1),
    ],
)
def test_the_rating_follows_the_equations(loss, delay, expected):
    assert rating(loss_percent=loss, delay_ms=delay) == pytest.approx(expected, abs=0.001)


def test_nothing_heard_has_no_score():
    assert estimate_mos({}) is None
    assert estimate_mos({"packets": 0, "lost": 50}) is None


@given(st.integers(1, 10_000), st.integers(0, 10_000), st.integers(0, 2000), st.integers(0, 3000))
def test_the_score_stays_on_its_scale_and_loss_never_helps(packets, lost, buffer_ms, rtt_ms):
    figures = {"packets": packets, "lost": lost, "buffer_ms": buffer_ms, "rtt_ms": rtt_ms, "codec": "PCMU"}
    score = estimate_mos(figures)
    assert score is not None
    assert 1.0 <= score <= 4.5
    worse = estimate_mos(figures | {"lost": lost + 10})
    assert worse is not None
    assert worse <= score
