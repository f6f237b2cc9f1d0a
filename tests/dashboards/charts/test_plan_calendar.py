from collections import Counter

import pytest

from dashboards.charts.plan_calendar import plan_calendar, plan_calendar_table
from dashboards.charts.plan_heat import SCALE
from dashboards.charts.plan_hours import plan_hours, plan_hours_table
from dashboards.charts.theme import INK
from tests.benchmark.planning.making import campaign, organisation, phone, planned, several


@pytest.fixture(scope="module")
def contacts():
    return planned(several(8)).contacts


def numbers(figure):
    """What a heat map shows, by row and column; sums stand in the last row and column."""
    shown = [trace for trace in figure.data if trace.mode == "text"]
    return {
        (figure.layout.yaxis.ticktext[row], figure.layout.xaxis.ticktext[column]): int(text)
        for trace in shown
        for column, row, text in zip(trace.x, trace.y, trace.text, strict=True)
    }


def test_the_calendar_shows_each_day_and_its_table_the_same(contacts):
    figure, table = plan_calendar(contacts), plan_calendar_table(contacts)
    weeks = figure.layout.yaxis.ticktext
    assert figure.layout.xaxis.ticktext == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sum")
    assert (weeks[0], weeks[5], weeks[-1]) == ("30 Nov 2026", "4 Jan 2027", "Sum")
    shown = numbers(figure)
    assert [tuple(str(shown.get((week, day), 0)) for day in table.head[2:]) for week in weeks] == [
        row[2:] for row in table.rows
    ]
    assert shown["Sum", "Sum"] == 200
    assert table.head == ("Week", "from", "Mon", "Tue", "Wed", "Thu", "Fri", "Sum")
    by_weekday = Counter(contact.at.weekday() for contact in contacts)
    assert table.rows[-1][2:7] == tuple(str(by_weekday[day]) for day in range(5))


def test_days_without_contacts_are_blank(contacts):
    figure = plan_calendar(contacts)
    assert ("21 Dec", "Fri") not in numbers(figure)
    cells = sum(sum(x is None for x in trace.x) for trace in figure.data if trace.fill == "toself")
    assert cells == len({contact.at.date() for contact in contacts})


def test_cells_are_paths_and_no_picture(contacts):
    """A heat map of plotly's would be an image in a data: address, which a strict policy forbids."""
    for figure in (plan_calendar(contacts), plan_hours(contacts)):
        assert {trace.type for trace in figure.data} == {"scatter"}


def test_hours_and_weekdays_and_their_table(contacts):
    figure, table = plan_hours(contacts), plan_hours_table(contacts)
    assert figure.layout.yaxis.ticktext == ("09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "Sum")
    count = Counter((contact.at.hour, contact.at.weekday()) for contact in contacts)
    assert [list(row[1:6]) for row in table.rows[:-1]] == [
        [str(count[hour, day]) for day in range(5)] for hour in range(9, 15)
    ]
    shown = numbers(figure)
    assert [
        tuple(str(shown.get((hour, day), 0)) for day in table.head[1:])
        for hour in figure.layout.yaxis.ticktext
    ] == [row[1:] for row in table.rows]


def test_weekends_get_a_column_only_when_they_are_used():
    open_ = {"switchboard": phone({"mon-sun": "09:00-15:00"})}
    week = campaign(fieldwork={"from": "2027-01-04", "to": "2027-02-28", "days": "fri-sun"})
    contacts = planned([organisation(touchpoints=open_)], campaign=week).contacts
    assert plan_calendar_table(contacts).head[2:-1] == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def test_the_light_end_of_the_scale_and_the_dark_numbers_are_apart():
    """WCAG 2.2 asks for a contrast of 4.5 between text and ground."""
    for _, colour in SCALE:
        assert (_luminance(colour) + 0.05) / (_luminance(INK) + 0.05) >= 4.5


def _luminance(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_plan_without_contacts_draws_nothing_and_does_not_fail():
    assert plan_calendar_table(()).rows == (("all", "", "0", "0", "0", "0", "0", "0"),)
    assert plan_hours_table(()).rows == (("all", "0", "0", "0", "0", "0", "0"),)
    assert numbers(plan_calendar(())) == {
        ("Sum", day): 0 for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sum")
    }
    assert numbers(plan_hours(())) == numbers(plan_calendar(()))
