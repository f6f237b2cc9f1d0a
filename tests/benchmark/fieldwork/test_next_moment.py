"""Every repeated attempt begins in a window of the plan, in any zone and over any change of the clock."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmark.fieldwork.next_moment import next_moment
from benchmark.planning.windows import Windows
from probes.zone_clock import zone_clock

_ZONES = ("Europe/Oslo", "Atlantic/Reykjavik", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
_FIRST = dt.date(2026, 10, 19)  # over the end of summer time


def _windows(zone: str, days: list[dt.date], hours: list[tuple[int, int]], apart: int = 1800) -> Windows:
    clock = zone_clock(zone, days[0], days[-1])
    moments = tuple(
        tuple(each for begin, end in hours for each in clock.moments(day, begin, end)) for day in days
    )
    return Windows(clock, moments, apart)


@st.composite
def _cases(draw):
    zone = draw(st.sampled_from(_ZONES))
    count = draw(st.integers(1, 20))
    days = [_FIRST + dt.timedelta(days=number) for number in range(count)]
    begin = draw(st.integers(0, 1300))
    hours = [(begin, draw(st.integers(begin + 1, 1440)))]
    windows = _windows(zone, days, hours)
    after = dt.datetime(2026, 10, 18, tzinfo=dt.UTC) + dt.timedelta(seconds=draw(st.integers(0, 25 * 86400)))
    tried_on = draw(st.none() | st.just(after.astimezone(ZoneInfo(zone)).date()))
    return {
        "windows": windows,
        "days": days,
        "after": after,
        "tried_on": tried_on,
        "share": draw(st.floats(0, 1, exclude_max=True)),
        "when": draw(st.sampled_from(["another day", "same day", "any time"])),
        "within": draw(st.sampled_from(["same week", "fieldwork"])),
        "full": set(draw(st.lists(st.sampled_from(days), max_size=5))),
    }


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_cases())
def test_a_moment_lies_in_a_window_or_there_is_none(case):
    slot = next_moment(**case)
    windows, days, after, tried_on = case["windows"], case["days"], case["after"], case["tried_on"]
    zone = windows.clock.zone
    if slot is None:
        later = [
            day
            for day, moments in zip(days, windows.moments, strict=True)
            if day not in case["full"]
            and any(end > after.timestamp() + windows.apart + 1 for _, end in moments)
            and (
                tried_on is None
                or case["when"] == "any time"
                or (day > tried_on) == (case["when"] == "another day")
            )
            and not (tried_on and case["when"] == "same day" and day != tried_on)
            and not (tried_on and day < tried_on)
        ]
        assert later == []
        return
    day = slot.at.astimezone(zone).date()
    assert day not in case["full"]
    assert slot.at >= after
    inside = [
        (begin, end)
        for moments in windows.moments
        for begin, end in moments
        if begin <= slot.at.timestamp() < end
    ]
    assert len(inside) == 1
    assert slot.until.timestamp() == inside[0][1]
    if tried_on is not None:
        assert (slot.at - after).total_seconds() >= windows.apart
        if case["when"] == "another day":
            assert day > tried_on
        elif case["when"] == "same day":
            assert day == tried_on


def test_a_retry_after_hours_waits_for_the_next_day():
    days = [_FIRST, _FIRST + dt.timedelta(days=1)]
    windows = _windows("Europe/Oslo", days, [(600, 1080)])
    after = dt.datetime(2026, 10, 19, 15, 50, tzinfo=dt.UTC)  # 17:50 in Oslo, ten minutes before the end
    slot = next_moment(windows=windows, days=days, after=after, share=0.0, tried_on=_FIRST)
    assert slot is not None
    assert slot.at == dt.datetime(2026, 10, 20, 8, tzinfo=dt.UTC)


def test_same_week_is_kept_where_it_can_be():
    friday = dt.date(2026, 10, 23)
    days = [friday, dt.date(2026, 10, 26), dt.date(2026, 10, 27)]
    windows = _windows("Europe/Oslo", days, [(540, 900)])
    noon = dt.datetime(2026, 10, 23, 10, tzinfo=dt.UTC)
    slot = next_moment(
        windows=windows,
        days=days,
        after=noon,
        share=0.5,
        tried_on=friday,
        when="another day",
        within="same week",
    )
    assert slot is not None
    assert slot.at.date() == dt.date(2026, 10, 26)
