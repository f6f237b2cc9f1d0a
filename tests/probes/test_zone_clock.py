from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.zone_clock import ZoneClock

OSLO = ZoneClock(ZoneInfo("Europe/Oslo"), date(2027, 1, 1), date(2027, 12, 31))


def iso(moments):
    return [
        tuple(datetime.fromtimestamp(moment, UTC).isoformat()[5:16] for moment in stretch)
        for stretch in moments
    ]


@pytest.mark.parametrize(
    ("day", "begin", "end", "expected"),
    [
        (date(2027, 1, 4), 9 * 60, 15 * 60, [("01-04T08:00", "01-04T14:00")]),
        (date(2027, 7, 5), 9 * 60, 15 * 60, [("07-05T07:00", "07-05T13:00")]),
        # The clock goes from 02:00 to 03:00 on 28 March: an hour that is not there gives nothing.
        (date(2027, 3, 28), 2 * 60, 3 * 60, []),
        (
            date(2027, 3, 28),
            60,
            4 * 60,
            [("03-28T00:00", "03-28T01:00"), ("03-28T01:00", "03-28T02:00")],
        ),
        # It goes from 03:00 to 02:00 on 31 October: the hour that comes twice gives both.
        (
            date(2027, 10, 31),
            2 * 60,
            3 * 60,
            [("10-31T00:00", "10-31T01:00"), ("10-31T01:00", "10-31T02:00")],
        ),
    ],
)
def test_hours_of_the_wall_clock_become_moments(day, begin, end, expected):
    assert iso(OSLO.moments(day, begin, end)) == expected


@given(
    zone=st.timezone_keys(allow_prefix=False).filter(lambda key: key != "Factory"),
    day=st.dates(date(1995, 1, 1), date(2036, 12, 1)),
    hours=st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda each: each[0] < each[1]),
)
def test_every_moment_shows_the_day_and_hour_in_any_zone_and_no_other_does(zone, day, hours):
    clock = ZoneClock(ZoneInfo(zone), day, day)
    moments = clock.moments(day, *hours)
    inside = [begin for begin, _ in moments] + [end - 1 for _, end in moments]
    for moment in inside:
        shown = clock.at(moment)
        assert shown.date() == day
        assert hours[0] <= shown.hour * 60 + shown.minute < hours[1]
    # Every quarter of an hour around is either inside, or the clock shows something else.
    noon = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
    for moment in range(noon - 40 * 3600, noon + 40 * 3600, 900):
        shown = clock.at(moment)
        wanted = shown.date() == day and hours[0] <= shown.hour * 60 + shown.minute < hours[1]
        assert wanted == any(begin <= moment < end for begin, end in moments)


def test_a_day_that_a_zone_skipped_has_no_hours():
    apia = ZoneClock(ZoneInfo("Pacific/Apia"), date(2011, 12, 1), date(2012, 1, 31))
    assert apia.moments(date(2011, 12, 30), 0, 1440) == []
    (one,) = apia.moments(date(2011, 12, 31), 0, 1440)
    assert one[1] - one[0] == timedelta(days=1).total_seconds()
