import datetime as dt
import os
import re
import secrets

import pytest

from dashboards.shopper.week import week_map
from results.queries.assignments import Assigned
from results.setup import configure


@pytest.fixture(autouse=True, scope="module")
def settings_of_the_record():
    os.environ.setdefault("SVARTID_SECRET_KEY", secrets.token_hex(32))
    configure()


TODAY = dt.date(2026, 12, 1)


def assigned(due: str, until: str, clock: str = "Europe/Oslo") -> Assigned:
    return Assigned(
        contact=1,
        organisation="Fjordvik kommune",
        title={"en": "A nursery place"},
        channel="phone",
        mode="bridged",
        role="first",
        due_at=dt.datetime.fromisoformat(due),
        until=dt.datetime.fromisoformat(until),
        clock=clock,
        begun=False,
        reason="",
        todo="place",
    )


def test_each_contact_stands_on_its_day_by_its_own_clock():
    oslo = assigned("2026-12-02T08:00+00:00", "2026-12-02T14:00+00:00")
    helsinki = assigned("2026-12-02T08:00+00:00", "2026-12-02T14:00+00:00", "Europe/Helsinki")
    late = assigned("2026-11-20T08:00+00:00", "2026-11-20T14:00+00:00")
    far = assigned("2026-12-20T08:00+00:00", "2026-12-20T14:00+00:00")
    week = week_map([late, oslo, helsinki, far], today=TODAY)
    assert [len(day.contacts) for day in week.days] == [1, 2, 0, 0, 0, 0, 0]
    lane = str(week.days[1].lane)
    assert "09:00–15:00 Fjordvik kommune, 10:00–16:00 Fjordvik kommune" in lane
    # From 8 to 17 o'clock: 09 is a ninth along, 15 seven ninths.
    assert re.findall(r'class="window" x="([\d.]+)%" width="([\d.]+)%"', lane) == [
        ("11.11", "66.67"),
        ("22.22", "66.67"),
    ]


def test_the_hours_grow_with_what_is_shown():
    evening = assigned("2026-12-01T17:00+00:00", "2026-12-01T20:30+00:00")
    week = week_map([evening], today=TODAY)
    assert re.findall(r">(\d+)<", str(week.scale)) == ["9", "12", "15", "18", "21"]
