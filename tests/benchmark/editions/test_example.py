"""The example edition: everybody is invented, times are what was drawn, and the record is as in real life."""

import datetime as dt
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.editions.example.industries import INDUSTRIES
from benchmark.editions.example.names import shopper_name
from benchmark.editions.example.organisations import example_organisations
from benchmark.editions.example.size import SIZES, ExampleSize
from benchmark.editions.example.stories import chat_story, form_story, mail_story, phone_story
from probes.chat.measure import measure_chat
from probes.event import EventKind
from probes.outcome import Outcome
from probes.phone.measure import measure
from probes.timeline import Timeline

TINY = ExampleSize("tiny", organisations=6, classes=2, shoppers=6, years=1, contacts=8, begun=3)
TODAY = dt.date(2026, 11, 22)
UNASSIGNED = re.compile(r"\+47 10 \d\d \d\d \d\d|\+46 8 465 004 \d\d")


def test_132_organisations_differ_and_none_can_be_called():
    members = example_organisations(SIZES["large"])
    assert len({each.organisation for each in members}) == len({each.name for each in members}) == 132
    numbers = [each.touchpoints["switchboard"].phone for each in members]
    assert len(set(numbers)) == 132
    assert [each for each in numbers if not UNASSIGNED.fullmatch(each)] == []
    assert {each.class_ for each in members} == {kind.slug for kind in INDUSTRIES}
    assert {each.website.endswith(".example") for each in members} == {True}


def test_shoppers_have_names_of_their_own():
    assert len({shopper_name(number) for number in range(100)}) == 100


@given(st.floats(1.0, 600.0), st.integers(0, 2), st.integers(0, 2**32 - 1))
def test_a_told_call_takes_as_long_as_was_drawn(wait_s, transfers, seed):
    events = phone_story(wait_s=wait_s, answered=True, transfers=transfers, rng=np.random.default_rng(seed))
    found = measure(_timeline("phone", events, Outcome.ANSWERED_BY_PERSON))
    assert found["answer_time"].value == pytest.approx(wait_s, abs=1e-3)
    assert found["transfers"].value == transfers
    assert min(each.offset_ms for each in events) == 0
    assert found["queue_time"].value + found["menu_time"].value <= wait_s


@given(st.floats(1.0, 600.0), st.booleans(), st.integers(0, 2**32 - 1))
def test_a_told_chat_takes_as_long_as_was_drawn(wait_s, answered, seed):
    events = chat_story(wait_s=wait_s, answered=answered, rng=np.random.default_rng(seed))
    outcome = Outcome.ANSWERED_BY_PERSON if answered else Outcome.WAIT_LIMIT_REACHED
    found = measure_chat(_timeline("chat", events, outcome))["answer_time"]
    assert found.value == pytest.approx(wait_s, abs=1e-3)
    assert str(found.status) == ("observed" if answered else "censored")


def test_a_letter_comes_when_it_was_drawn():
    rng = np.random.default_rng(1)
    for story in (form_story, mail_story):
        events = story(reply_s=86_400.0, rng=rng)
        sent = next(each for each in events if each.kind in (EventKind.SENT, EventKind.SUBMITTED))
        came = [each for each in events if each.detail.get("letter") == "person"]
        assert [each.offset_ms - sent.offset_ms for each in came] == [pytest.approx(86_400_000, abs=1)]
        assert [each for each in story(reply_s=None, rng=rng) if each.detail.get("letter") == "person"] == []


def test_the_record_is_filled_once_and_goes_on_where_it_was(record):
    from benchmark.editions.errors import ExampleThere
    from benchmark.editions.example.keep_example import keep_example
    from results.keep_timeline import newest_timeline
    from results.models import (
        Attempt,
        Campaign,
        Contact,
        Dispute,
        RankingRow,
        RatingEvent,
        RatingSession,
        Review,
        Score,
    )

    said = []
    first = keep_example(size=replace(TINY, begun=0), today=TODAY, seed=3, tell=said.append)
    assert first.campaigns == ["example-tiny-2026"]
    assert first.contacts == 48
    again = keep_example(size=TINY, today=TODAY, seed=3)
    assert again.campaigns == ["example-tiny-2026", "example-tiny-2027-demo"]
    assert again.shoppers == first.shoppers
    assert again.organisations == first.organisations
    with pytest.raises(ExampleThere):
        keep_example(size=TINY, today=TODAY, seed=3)
    with pytest.raises(ExampleThere):
        keep_example(size=TINY, today=TODAY, seed=4)
    over, begun = (Campaign.objects.get(slug=slug) for slug in again.campaigns)
    assert (over.demo, begun.demo) == (True, True)
    assert over.released_at == dt.datetime.combine(over.ends_on, dt.time(10), dt.UTC) + dt.timedelta(days=45)
    assert (begun.released_at, begun.control.state) == (None, "paused")
    assert Contact.objects.filter(campaign=begun, state="done").count() == 3
    assert Contact.objects.filter(campaign=over).exclude(state="done").count() == 0
    sessions = RatingSession.objects.filter(contact__campaign=over)
    assert Review.objects.filter(session__in=sessions, decision="approved").count() == sessions.count() > 30
    assert RatingEvent.objects.filter(session__in=sessions).count() >= 2 * sessions.count()
    assert Dispute.objects.filter(contact__campaign=over, state="open", decided_at__isnull=False).count() == 0
    scored = Score.objects.filter(run__campaign=over, level="organisation", column="total")
    assert scored.filter(status="scored").count() == 6
    assert RankingRow.objects.filter(run__score_run__campaign=over, column="total").count() == 6
    for attempt in Attempt.objects.filter(campaign=over, state="finished", channel="phone")[:20]:
        timeline = newest_timeline(attempt)
        if timeline.events:
            waited = attempt.measurements.get(name="answer_time")
            assert waited.value == pytest.approx(measure(timeline)["answer_time"].value, abs=1e-3)
            assert attempt.events.count() == len(timeline.events)


def _timeline(channel, events, outcome):
    at = dt.datetime(2026, 1, 12, 9, tzinfo=dt.UTC)
    return Timeline(channel=channel, started_at=at, outcome=outcome, events=events)
