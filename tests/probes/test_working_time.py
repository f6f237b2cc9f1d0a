"""Working days and hours: five countries, 2020 to 2030, against numpy's business days and by their laws."""

import datetime as dt
from zoneinfo import ZoneInfo

import holidays
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.scoring.working_days import working_day_number as scored_number
from probes.errors import BadSettings
from probes.working_time import (
    due_day,
    is_working_day,
    reply_due_at,
    working_day_number,
    working_seconds,
)
from scenarios.limits import ReplyLimit
from scenarios.organisation import Organisation

CLOCKS = {
    "NO": "Europe/Oslo",
    "SE": "Europe/Stockholm",
    "DK": "Europe/Copenhagen",
    "FI": "Europe/Helsinki",
    "IS": "Atlantic/Reykjavik",
}
FIRST_DAYS = ("day of sending", "next working day")

countries = st.sampled_from(sorted(CLOCKS))
days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
_BOUNDS = [int(dt.datetime(year, 1, 1, tzinfo=dt.UTC).timestamp()) for year in (2020, 2031)]
moments = st.integers(_BOUNDS[0], _BOUNDS[1] - 40 * 86_400).map(
    lambda at: dt.datetime.fromtimestamp(at, dt.UTC)
)


def _organisation(country: str, **touchpoint) -> Organisation:
    return Organisation.model_validate(
        {
            "organisation": "fjordvik",
            "name": "Fjordvik kommune",
            "class": "municipality",
            "country": country,
            "touchpoints": {"mailbox": {"email": "post@fjordvik.example", **touchpoint}},
        }
    )


def _limit(
    reply: str, *, first_day: str = "day of sending", send_before: str | None = "12:00", **more
) -> ReplyLimit:
    return ReplyLimit.model_validate(
        {"reply": reply, "first_day": first_day, "send_before": send_before, "source": "a test", **more}
    )


def _oslo(*moment: int) -> dt.datetime:
    return dt.datetime(*moment, tzinfo=ZoneInfo("Europe/Oslo"))


@given(countries, days, st.integers(1, 15), st.sampled_from(FIRST_DAYS), st.booleans())
def test_the_due_day_is_numpys_business_day(country, sent, count, first_day, in_time):
    closed = [day.isoformat() for day in holidays.country_holidays(country, years=range(2020, 2033))]
    start = sent if first_day == "day of sending" and in_time else sent + dt.timedelta(days=1)
    expected = np.busday_offset(start, count - 1, roll="forward", holidays=np.array(closed, dtype="M8[D]"))
    found = due_day(sent=sent, days=count, country=country, first_day=first_day, in_time=in_time)
    assert found.isoformat() == str(expected)
    assert is_working_day(found, country=country)


@given(
    countries, moments, st.integers(0, 40 * 86_400), st.sampled_from(FIRST_DAYS), st.sampled_from([None, 720])
)
def test_the_number_of_the_working_day_is_the_scorings(country, sent, waited, first_day, before):
    clock, answered = CLOCKS[country], sent + dt.timedelta(seconds=waited)
    found = working_day_number(
        sent=sent, answered=answered, country=country, clock=clock, first_day=first_day, send_before=before
    )
    local = [pd.Series([each.astimezone(ZoneInfo(clock)).replace(tzinfo=None)]) for each in (sent, answered)]
    if local[1][0] < local[0][0]:
        return  # the wall clock went back in between: the scoring, which has only that, cannot tell
    scored = scored_number(
        sent=local[0], answered=local[1], country=country, first_day=first_day, send_before=before
    )
    assert found == scored[0]


@given(countries, moments, st.integers(1, 10), st.sampled_from(FIRST_DAYS), st.sampled_from([None, "12:00"]))
def test_what_comes_at_the_deadline_is_in_time_and_a_second_later_is_not(
    country, sent, count, first_day, before
):
    limit = _limit(f"{count} working days", first_day=first_day, send_before=before)
    clock = CLOCKS[country]
    due = reply_due_at(sent=sent, limit=limit, country=country, clock=clock)
    local = due.astimezone(ZoneInfo(clock))
    assert (local.hour, local.minute, local.second) == (23, 59, 59)
    assert is_working_day(local.date(), country=country)

    def number(at):
        return working_day_number(
            sent=sent, answered=at, country=country, clock=clock, first_day=first_day,
            send_before=720 if before else None,
        )  # fmt: skip

    assert number(due) == count
    assert number(due + dt.timedelta(seconds=1)) == count + 1


@given(countries, moments, st.integers(0, 15 * 86_400), st.integers(0, 15 * 86_400))
def test_working_hours_add_up_and_never_exceed_the_time_that_passed(country, sent, one, other):
    organisation = _organisation(country, open={"mon-fri": "08:00-11:30, 12:00-15:30", "sat": "10:00-24:00"})
    point = organisation.touchpoints["mailbox"]
    middle, end = sent + dt.timedelta(seconds=one), sent + dt.timedelta(seconds=one + other)

    def between(begin, until):
        return working_seconds(sent=begin, answered=until, organisation=organisation, touchpoint=point)

    assert between(sent, middle) + between(middle, end) == between(sent, end)
    assert 0 <= between(sent, end) <= one + other


@given(countries, st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 20)))
def test_a_whole_open_day_has_its_hours_whatever_the_clock_does(country, day):
    organisation = _organisation(country, open="always", holidays="open")
    zone = ZoneInfo(CLOCKS[country])
    begin = dt.datetime.combine(day, dt.time(), zone)
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone)
    worked = working_seconds(
        sent=begin, answered=end, organisation=organisation, touchpoint=organisation.touchpoints["mailbox"]
    )
    assert worked == end.timestamp() - begin.timestamp()
    assert worked / 3600 in (23, 24, 25)


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (_oslo(2026, 11, 23, 11, 59), _oslo(2026, 11, 25, 23, 59, 59)),  # Monday before noon: Wednesday
        (_oslo(2026, 11, 23, 12, 0), _oslo(2026, 11, 26, 23, 59, 59)),  # at noon: from Tuesday
        (_oslo(2026, 11, 20, 9, 0), _oslo(2026, 11, 24, 23, 59, 59)),  # Friday: over the weekend
        (_oslo(2026, 11, 21, 9, 0), _oslo(2026, 11, 25, 23, 59, 59)),  # Saturday is Monday
        (_oslo(2027, 3, 23, 9, 0), _oslo(2027, 3, 30, 23, 59, 59)),  # Tuesday before Easter, and summer time
        (_oslo(2026, 12, 23, 9, 0), _oslo(2026, 12, 28, 23, 59, 59)),  # Christmas: the eve is a working day
    ],
)
def test_the_awards_three_working_days(sent, due):
    limit = _limit("3 working days")
    assert reply_due_at(sent=sent, limit=limit, country="NO", clock="Europe/Oslo") == due


def test_late_answers_that_are_still_judged_are_waited_for():
    limit = _limit("1 working day", judged_until="10 working days", send_before=None)
    due = reply_due_at(sent=_oslo(2026, 11, 23, 9), limit=limit, country="NO", clock="Europe/Oslo")
    assert due == _oslo(2026, 12, 4, 23, 59, 59)


def test_clock_time_is_clock_time_over_the_change_to_winter():
    limit = _limit("24 h", send_before=None)
    sent = _oslo(2026, 10, 24, 12)
    due = reply_due_at(sent=sent, limit=limit, country="NO", clock="Europe/Oslo")
    assert (due - sent.astimezone(dt.UTC)).total_seconds() == 86_400
    assert due.astimezone(ZoneInfo("Europe/Oslo")).hour == 11


def test_office_hours_stand_in_where_a_touchpoint_names_none():
    organisation = _organisation("NO", closed_on=["2026-11-24"])
    worked = working_seconds(
        sent=_oslo(2026, 11, 20, 15),  # Friday
        answered=_oslo(2026, 11, 25, 9),  # Wednesday; Tuesday is closed
        organisation=organisation,
        touchpoint=organisation.touchpoints["mailbox"],
    )
    assert worked == (1 + 8 + 1) * 3600


def test_a_country_without_a_calendar_is_said():
    with pytest.raises(BadSettings, match="no calendar of public holidays for the country XX"):
        due_day(sent=dt.date(2026, 11, 23), days=3, country="XX")
