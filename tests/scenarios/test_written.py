"""Durations, shares, hours and days: what people write is read, shown again, and nothing else is taken."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from scenarios.duration import Days, Duration, WorkingDays
from scenarios.opening_hours import Clock, Hours, OpeningHours, Weekdays
from scenarios.quantity import Quantity
from scenarios.share import Share
from scenarios.value_function import Lines, Steps
from scenarios.written import Written


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Duration, "250 ms", Duration(0.25)),
        (Duration, "30 s", Duration(30)),
        (Duration, "5min", Duration(300)),
        (Duration, "1.5 h", Duration(5400)),
        (Duration, "1 min 30 s", Duration(90)),
        (WorkingDays, "3 working days", WorkingDays(3)),
        (WorkingDays, "1 working day", WorkingDays(1)),
        (Days, "90 days", Days(90)),
        (Days, "2 weeks", Days(14)),
        (Share, "80 %", Share(0.8)),
        (Share, "2.5%", Share(0.025)),
        (Clock, "12:00", Clock(720)),
        (Hours, "08:00-11:30, 12:00-15:30", Hours(((480, 690), (720, 930)))),
        (Hours, "00:00-24:00", Hours(((0, 1440),))),
        (Weekdays, "mon, wed-fri", Weekdays((0, 2, 3, 4))),
        (Quantity, "2 min", Quantity(120, "s")),
        (Quantity, "3 working days", Quantity(3, "working day")),
        (Quantity, "2", Quantity(2, "")),
    ],
)
def test_what_people_write_is_read(kind: type[Written], text: str, value: Written) -> None:
    assert kind.parse(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Duration, "5"),
        (Duration, "5 minutes"),
        (Duration, "-5 min"),
        (Duration, "5 min "),
        (Duration, "٥ min"),
        (Duration, "9" * 60 + " s"),
        (WorkingDays, "3 days"),
        (WorkingDays, "2 weeks"),
        (Days, "3 working days"),
        (Days, "1000000 days"),
        (Share, "0.8"),
        (Share, "101 %"),
        (Share, "-1 %"),
        (Clock, "9:00"),
        (Clock, "24:01"),
        (Hours, "08:00 - 15:30"),
        (Hours, "08:00-08:00"),
        (Hours, "22:00-02:00"),
        (Weekdays, "monday"),
        (Weekdays, "sun-mon"),
        (Quantity, "two"),
    ],
)
def test_nothing_else_is_taken(kind: type[Written], text: str) -> None:
    with pytest.raises(ValueError, match=" – "):
        kind.parse(text)


@given(st.integers(0, 10**9).map(lambda ms: Duration(ms / 1000)))
def test_a_duration_is_shown_as_it_can_be_read(duration: Duration) -> None:
    assert Duration.parse(str(duration)).seconds == pytest.approx(duration.seconds, abs=1e-9)


@given(st.lists(st.integers(0, 1440), min_size=2, max_size=8, unique=True).map(sorted))
def test_hours_are_shown_as_they_can_be_read(minutes: list[int]) -> None:
    hours = Hours(tuple(zip(minutes[::2], minutes[1::2], strict=False)))

    assert Hours.parse(str(hours)) == hours


@given(st.sets(st.integers(0, 6), min_size=1))
def test_weekdays_are_shown_as_they_can_be_read(days: set[int]) -> None:
    weekdays = Weekdays(tuple(sorted(days)))

    assert Weekdays.parse(str(weekdays)) == weekdays


@given(st.integers(0, 10_000).map(lambda parts: Share(parts / 10_000)))
def test_a_share_is_shown_as_it_can_be_read(share: Share) -> None:
    assert Share.parse(str(share)).fraction == pytest.approx(share.fraction, abs=1e-12)


@given(
    st.text(max_size=30),
    st.sampled_from([Duration, WorkingDays, Days, Share, Clock, Hours, Weekdays, Quantity]),
)
def test_no_text_makes_them_stumble(text: str, kind: type[Written]) -> None:
    try:
        value = kind.parse(text)
    except ValueError:
        return
    assert kind.parse(str(value)) == value


@pytest.mark.parametrize("value", [5, 5.0, True, None, [], {}])
def test_a_bare_number_is_no_length_of_time(value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Duration).validate_python(value)


OPEN = OpeningHours.model_validate({"mon-thu": "08:00-11:30, 12:00-15:30", "fri": "08:00-15:00"})


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23T07:59:59", False),
        ("2026-11-23T08:00:00", True),
        ("2026-11-23T11:29:59", True),
        ("2026-11-23T11:30:00", False),
        ("2026-11-23T12:00:00", True),
        ("2026-11-27T15:00:00", False),
        ("2026-11-28T09:00:00", False),
    ],
)
def test_opening_hours_know_their_days(moment: str, is_open: bool) -> None:
    assert OPEN.is_open(datetime.fromisoformat(moment)) is is_open


def test_always_open_is_every_minute() -> None:
    always = OpeningHours.model_validate("always")

    assert [always.hours(date(2026, 11, 23 + day)) for day in range(7)] == [Hours(((0, 1440),))] * 7
    assert Hours(((0, 1440),)).minutes == 1440


class _Axis(BaseModel):
    line: Lines
    steps: Steps


def test_value_functions_are_level_outside_and_straight_between() -> None:
    curves = _Axis.model_validate(
        {
            "line": {"line": {"0 s": 100, "30 s": 100, "2 min": 60, "5 min": 0}, "source": "test"},
            "steps": {
                "steps": {"1 working day": 5, "3 working days": 3, "5 working days": 1},
                "source": "test",
            },
        }
    )

    # By hand: half way between 30 s and 120 s is 75 s, worth (100 + 60) / 2.
    assert [curves.line(seconds) for seconds in (0, 30, 75, 120, 210, 300, 900)] == [
        100,
        100,
        80,
        60,
        30,
        0,
        0,
    ]
    # The published speed points of the municipal test: 5, 3, 1 and 0 at 1, 3, 5 and more working days.
    assert [curves.steps(days) for days in range(7)] == [5, 5, 3, 3, 1, 1, 0]
