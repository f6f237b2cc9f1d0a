import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.phone.lost_time import LATE_NS, LostTime

MS = 1_000_000


def write(lost_time: LostTime, *, at_ms: float, samples: int) -> int:
    return lost_time.missing(written_ns=round(at_ms * MS), samples=samples)


def recording(*, stands_still_ms: float, jitter_ms, seconds: float = 10.0) -> int:
    """Write a quarter of a second at a time; the clock stands still once after 4 s. Return what is put in."""
    lost_time = LostTime(started_ns=0)
    samples = put_in = 0
    at_ms = 0.0
    while at_ms < seconds * 1000:
        at_ms += 250
        lost = stands_still_ms if at_ms > 4000 else 0.0
        samples = round((at_ms - lost) * 8) + put_in
        put_in += write(lost_time, at_ms=at_ms + 10 + jitter_ms(), samples=samples)
    return put_in


def test_a_recording_on_time_is_left_alone():
    rng = np.random.default_rng(1)
    assert recording(stands_still_ms=0, jitter_ms=lambda: rng.exponential(15)) == 0


@pytest.mark.parametrize("lost_ms", [100, 400, 1150])
def test_lost_time_is_put_in_to_two_ticks(lost_ms):
    rng = np.random.default_rng(2)
    put_in = recording(stands_still_ms=lost_ms, jitter_ms=lambda: rng.exponential(15))
    assert put_in / 8 == pytest.approx(lost_ms, abs=40)


def test_one_late_write_is_no_lost_time():
    late = iter([0.0] * 20 + [900.0] + [0.0] * 100)
    assert recording(stands_still_ms=0, jitter_ms=lambda: next(late)) == 0


def test_a_clock_an_hour_off_is_not_believed():
    hour_ms = 3_600_000.0
    assert recording(stands_still_ms=0, jitter_ms=lambda: hour_ms) == 0


@given(st.lists(st.floats(0, 30), min_size=40, max_size=40))
def test_jitter_below_the_limit_never_puts_anything_in(jitters):
    jitter = iter(jitters)
    assert LATE_NS == 40 * MS
    assert recording(stands_still_ms=0, jitter_ms=lambda: next(jitter)) == 0
