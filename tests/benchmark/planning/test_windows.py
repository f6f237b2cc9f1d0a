"""Every planned time lies in its windows, for any zone and any holiday calendar."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmark.planning.errors import NoChannelOpen, NoDayOpen, SeveralProblems, WindowTooShort
from benchmark.planning.public_holidays import public_holidays
from tests.benchmark.planning.making import AWARD, campaign, no_holidays, organisation, phone, planned

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def hours(draw):
    edges = sorted(draw(st.sets(st.integers(0, 96), min_size=2, max_size=4)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return ", ".join(f"{clock(begin * 15)}-{clock(end * 15)}" for begin, end in pairs)


openings = st.dictionaries(st.sampled_from(DAYS), hours(), min_size=1, max_size=7)
zones = st.timezone_keys(allow_prefix=False).filter(lambda key: key != "Factory")


def inside(ranges, at):
    minute = at.hour * 60 + at.minute + at.second / 60
    return any(begin <= minute < end for begin, end in ranges.ranges)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    zone=zones,
    first=st.dates(date(2015, 1, 1), date(2035, 1, 1)),
    length=st.integers(0, 120),
    fieldwork_hours=hours(),
    weekdays=st.sampled_from(["mon-fri", "mon-sun", "sat", "tue, thu"]),
    opening=openings,
    free=st.sets(st.integers(0, 120), max_size=30),
    closed=st.sets(st.integers(0, 120), max_size=5),
    cap=st.integers(1, 4),
    most=st.none() | st.integers(1, 6),
    seed=st.integers(0, 2**63 - 1),
)
def test_every_planned_time_lies_in_its_windows(
    zone, first, length, fieldwork_hours, weekdays, opening, free, closed, cap, most, seed
):
    last = first + timedelta(days=length)
    holidays = {first + timedelta(days=day) for day in free}
    shut = sorted(first + timedelta(days=day) for day in closed)
    caps = {"per_touchpoint_a_day": cap} | ({"per_organisation_a_day": most} if most else {})
    try:
        fieldwork = {"from": first, "to": last, "hours": fieldwork_hours, "days": weekdays}
        plan_of = campaign(fieldwork=fieldwork, caps=caps, seed=seed)
    except ValueError:
        return  # none of the weekdays comes in so short a fieldwork
    point = phone(opening, closed_on=[day.isoformat() for day in shut])
    where = {"switchboard": point, "form": {"web_form": "https://www.fjordvik.example"}}
    measured = organisation(timezone=zone, touchpoints=where)
    short = None
    try:
        plan = planned([measured], campaign=plan_of, holidays=lambda _country, _year: holidays)
    except (NoChannelOpen, NoDayOpen, SeveralProblems):
        return
    except WindowTooShort as tight:
        short = tight
    if short is not None:
        assert 0 <= short.fit < short.wanted == 25
        return
    assert len(plan.contacts) == 25
    by_day: Counter[date] = Counter()
    per_point: dict[tuple[str, date], list] = defaultdict(list)
    for contact in plan.contacts:
        at = contact.at
        assert str(at.tzinfo) == zone
        assert first <= at.date() <= last
        assert at in plan_of.fieldwork.days
        assert at.date() not in holidays
        assert inside(plan_of.fieldwork.hours, at)
        assert at < contact.until
        if contact.touchpoint == "switchboard":
            assert measured.touchpoints["switchboard"].open.is_open(at)
            assert at.date() not in shut
        else:
            assert at.hour < 12  # the method's: sent before noon
        by_day[at.date()] += 1
        per_point[contact.touchpoint, at.date()].append(at.timestamp())
    assert max(by_day.values()) <= (most or 99)
    for moments in per_point.values():
        assert len(moments) <= cap
        assert all(later - earlier >= 30 * 60 for earlier, later in pairwise(sorted(moments)))


def test_a_window_lasts_until_closing_less_the_waiting_limit():
    measured = organisation(touchpoints={"switchboard": phone({"mon-fri": "08:00-11:00"})})
    plan = planned([measured])
    assert {contact.until.strftime("%H:%M") for contact in plan.contacts} == {"10:55"}
    assert {contact.at.hour for contact in plan.contacts} == {9, 10}


def test_written_contacts_are_sent_before_noon_and_only_they():
    plan = planned([organisation()])
    latest = {
        channel: max(contact.at.hour for contact in plan.contacts if contact.channel == channel)
        for channel in ("phone", "web_form", "chat")
    }
    assert latest["web_form"] == 11
    assert latest["phone"] >= 13
    assert latest["chat"] >= 12


def test_hours_are_those_of_the_organisation_on_both_sides_of_a_clock_change():
    spring = {"from": "2027-03-15", "to": "2027-04-09"}
    for country in ("NO", "FI", "IS"):
        point = {"switchboard": phone({"mon-fri": "09:00-10:00"})}
        measured = organisation(country=country, touchpoints=point)
        plan = planned([measured], campaign=campaign(fieldwork=spring))
        offsets = sorted({contact.at.utcoffset() for contact in plan.contacts})
        assert {contact.at.hour for contact in plan.contacts} == {9}
        hours_from_utc = {"NO": [1, 2], "FI": [2, 3], "IS": [0]}[country]
        assert offsets == [timedelta(hours=hour) for hour in hours_from_utc]


def test_no_contact_falls_on_a_public_holiday_even_where_it_is_open():
    open_always = {"switchboard": phone(holidays="open")}
    for country in ("NO", "SE", "DK", "FI", "IS"):
        plan = planned([organisation(country=country, touchpoints=open_always)])
        free = {*public_holidays(country, 2026), *public_holidays(country, 2027)}
        assert [contact.key for contact in plan.contacts if contact.at.date() in free] == []


def test_further_days_can_be_left_out():
    only = {"from": "2026-12-01", "to": "2026-12-31", "not_on": ["2026-12-23", "2026-12-24"]}
    plan = planned([organisation()], campaign=campaign(fieldwork=only), holidays=no_holidays)
    assert {contact.at.day for contact in plan.contacts} & {23, 24} == set()


def test_the_award_method_is_what_the_tests_think():
    assert AWARD.limits.email.send_before.minute == 12 * 60
