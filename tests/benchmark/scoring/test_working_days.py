from datetime import date, datetime, timedelta

import holidays
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.scoring.errors import BadFieldwork
from benchmark.scoring.working_days import due_day, public_holidays, working_day_number

COUNTRIES = ("NO", "SE", "DK", "FI", "IS")
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
FIRST = st.sampled_from(["day of sending", "next working day"])


def _works(day: date, country: str) -> bool:
    return day.weekday() < 5 and day not in holidays.country_holidays(country, years=day.year)


def _number(sent: datetime, answered: datetime, **more) -> float:
    return working_day_number(sent=pd.Series([sent]), answered=pd.Series([answered]), **more)[0]


@given(sent=DAYS, later=st.integers(0, 40), country=st.sampled_from(COUNTRIES), first=FIRST)
def test_it_counts_working_days_one_by_one(sent, later, country, first):
    answered = sent + timedelta(days=later)
    start = sent if first == "day of sending" else sent + timedelta(days=1)
    between = [start + timedelta(days=i) for i in range((answered - start).days + 1)]
    expected = 0 if answered < start else sum(_works(day, country) for day in between)
    # What comes on a day without work belongs to the next working day.
    if answered >= start and not _works(answered, country):
        expected += 1
    found = _number(
        datetime.combine(sent, datetime.min.time()) + timedelta(hours=9),
        datetime.combine(answered, datetime.min.time()) + timedelta(hours=15),
        country=country,
        first_day=first,
    )
    assert found == expected


@given(sent=DAYS, days=st.integers(1, 15), country=st.sampled_from(COUNTRIES), first=FIRST)
def test_what_is_due_is_in_time_and_the_next_working_day_is_not(sent, days, country, first):
    due = due_day(sent=sent, days=days, country=country, first_day=first)
    assert _works(due, country)
    moment = datetime.combine(sent, datetime.min.time())
    last = datetime.combine(due, datetime.max.time())
    assert _number(moment, last, country=country, first_day=first) == days
    after = due + timedelta(days=1)
    assert (
        _number(moment, datetime.combine(after, datetime.min.time()), country=country, first_day=first)
        == days + 1
    )


@given(
    sent=DAYS, country=st.sampled_from(COUNTRIES), waits=st.lists(st.integers(0, 60 * 24 * 30), min_size=2)
)
def test_longer_waits_never_have_smaller_numbers(sent, country, waits):
    moment = datetime.combine(sent, datetime.min.time())
    answered = pd.Series([moment + timedelta(minutes=wait) for wait in sorted(waits)])
    numbers = working_day_number(sent=pd.Series([moment] * len(waits)), answered=answered, country=country)
    assert (np.diff(numbers) >= 0).all()


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_public_holiday_of_the_calendar_is_known(country):
    found = public_holidays(country=country, first_year=2026, last_year=2027)
    expected = holidays.country_holidays(country, years=[2026, 2027])
    assert [str(day) for day in found] == sorted(str(day) for day in expected)


@pytest.mark.parametrize(
    ("hour", "minute", "number"), [(11, 59, 3), (12, 0, 2)], ids=["before noon", "at noon: Tuesday is day 1"]
)
def test_monday_to_wednesday_is_three_days_when_sent_before_noon(hour, minute, number):
    found = _number(
        pd.Timestamp(2027, 1, 11, hour, minute),
        pd.Timestamp(2027, 1, 13, 16),
        country="NO",
        first_day="day of sending",
        send_before=720,
    )
    assert found == number


def test_an_answer_on_the_day_of_sending_is_number_0_when_the_next_day_is_the_first():
    sent, answered = pd.Timestamp(2027, 1, 11, 9), pd.Timestamp(2027, 1, 11, 15)
    assert _number(sent, answered, country="NO") == 0
    assert _number(sent, answered, country="NO", first_day="day of sending") == 1


def test_a_missing_moment_has_no_number():
    found = working_day_number(
        sent=pd.Series([pd.Timestamp(2027, 1, 11), None]),
        answered=pd.Series([pd.NaT, pd.Timestamp(2027, 1, 11)]),
        country="SE",
    )
    assert np.isnan(found).tolist() == [True, True]


def test_an_answer_before_its_question_is_refused():
    with pytest.raises(BadFieldwork, match="came before its question was sent"):
        _number(pd.Timestamp(2027, 1, 12), pd.Timestamp(2027, 1, 11), country="NO")


def test_a_country_without_a_calendar_is_refused():
    with pytest.raises(BadFieldwork, match="no calendar of public holidays for the country XX"):
        _number(pd.Timestamp(2027, 1, 11), pd.Timestamp(2027, 1, 12), country="XX")
