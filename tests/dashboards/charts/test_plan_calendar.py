from collections import Counter

import pytest

from dashboards.charts.plan_calendar import plan_calendar, plan_calendar_table
from dashboards.charts.plan_hours import plan_hours, plan_hours_table
from tests.benchmark.planning.making import campaign, organisation, phone, planned, several


@pytest.fixture(scope="module")
def contacts():
    return planned(several(8)).contacts


def test_the_calendar_shows_each_day_and_its_table_the_same(contacts):
    figure, table = plan_calendar(contacts), plan_calendar_table(contacts)
    heat = figure.data[0]
    assert list(heat.x) == ["Mon", "Tue", "Wed", "Thu", "Fri"]
    assert heat.y[0] == "30 Nov 2026"
    assert heat.y[5] == "4 Jan 2027"
    assert [[str(each or 0) for each in row] for row in heat.z] == [list(row[2:7]) for row in table.rows[:-1]]
    assert sum(each or 0 for row in heat.z for each in row) == 200
    assert table.head == ("Week", "from", "Mon", "Tue", "Wed", "Thu", "Fri", "Sum")
    assert table.rows[-1][-1] == "200"
    by_weekday = Counter(contact.at.weekday() for contact in contacts)
    assert table.rows[-1][2:7] == tuple(str(by_weekday[day]) for day in range(5))


def test_days_without_contacts_are_blank(contacts):
    heat = plan_calendar(contacts).data[0]
    christmas = list(heat.y).index("21 Dec")
    assert heat.z[christmas][4] is None
    assert heat.text[christmas][4] == ""


def test_hours_and_weekdays_and_their_table(contacts):
    figure, table = plan_hours(contacts), plan_hours_table(contacts)
    heat = figure.data[0]
    assert list(heat.y) == ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00"]
    count = Counter((contact.at.hour, contact.at.weekday()) for contact in contacts)
    assert [list(row[1:6]) for row in table.rows[:-1]] == [
        [str(count[hour, day]) for day in range(5)] for hour in range(9, 15)
    ]
    assert [[str(each or 0) for each in row] for row in heat.z] == [list(row[1:6]) for row in table.rows[:-1]]


def test_weekends_get_a_column_only_when_they_are_used():
    open_ = {"switchboard": phone({"mon-sun": "09:00-15:00"})}
    week = campaign(fieldwork={"from": "2027-01-04", "to": "2027-02-28", "days": "fri-sun"})
    contacts = planned([organisation(touchpoints=open_)], campaign=week).contacts
    assert plan_calendar_table(contacts).head[2:-1] == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def test_the_light_end_of_the_scale_and_the_dark_numbers_are_apart():
    """WCAG 2.2 asks for a contrast of 4.5 between text and ground."""
    figure = plan_calendar(planned([organisation()]).contacts)
    ink = _luminance(figure.data[0].textfont.color)
    for _, colour in figure.data[0].colorscale:
        assert (_luminance(colour) + 0.05) / (ink + 0.05) >= 4.5


def _luminance(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_plan_without_contacts_draws_nothing_and_does_not_fail():
    assert plan_calendar_table(()).rows == (("all", "", "0", "0", "0", "0", "0", "0"),)
    assert plan_hours_table(()).rows == (("all", "0", "0", "0", "0", "0", "0"),)
    assert len(plan_calendar(()).data[0].y) == 0
    assert len(plan_hours(()).data[0].y) == 0
