"""Charts at their edges: one edition, a class of one, a hold without end, more organisations than fit."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest

from benchmark.ranking.errors import BadEstimates
from benchmark.ranking.pair import compare_pair
from dashboards.charts.area_profile import area_profile
from dashboards.charts.contact_timeline import contact_timeline
from dashboards.charts.development import Point, development_chart
from dashboards.charts.duel_chart import duel_chart
from dashboards.charts.event_words import event_words
from dashboards.charts.gallery import main
from dashboards.charts.gallery_data import example
from dashboards.charts.ranking_panel import ranking_panel
from dashboards.charts.weight_flip_chart import weight_flip_chart
from dashboards.charts.words import say
from probes.event import Event, EventKind, Source
from probes.timeline import Timeline


def point(title, score, *, comparable):
    return Point(title, score, score - 4, score + 4, 25, 1, 3, 6, comparable)


def test_a_line_joins_editions_of_one_method_only():
    points = [
        point("2024", 70.0, comparable=False),
        point("2025", 75.0, comparable=True),
        point("2026", 90.0, comparable=False),
    ]
    chart = development_chart(points, language="en")
    assert list(chart.figure.data[0].x) == [None, 0, 1, None, 2]
    assert list(chart.figure.data[0].y) == [None, 70.0, 75.0, None, 90.0]
    assert [row[:2] for row in chart.table.rows] == [("2024", 70.0), ("2025", 75.0), ("2026", 90.0)]
    assert chart.summary == say("development_one", "en", score="90.0", title="2026")


@pytest.mark.parametrize(("score", "key", "change"), [(75.0, "level", "+5.0"), (60.0, "clear", "−10.0")])
def test_a_change_is_clear_where_the_intervals_part(score, key, change):
    points = [point("2024", 70.0, comparable=False), point("2025", score, comparable=True)]
    told = say(f"development_{key}", "en", before="70.0", score=f"{score:.1f}", change=change)
    assert development_chart(points, language="en").summary == told


def test_a_hold_without_end_leaves_no_talk_after_it():
    def at(ms, kind):
        return Event(offset_ms=ms, kind=kind, source=Source.SIGNALLING)

    kinds = (
        EventKind.DIALLED,
        EventKind.RINGING,
        EventKind.PERSON_ANSWERED,
        EventKind.HELD,
        EventKind.HUNG_UP,
    )
    events = [at(ms, kind) for ms, kind in zip((0.0, 200.0, 5000.0, 5000.0, 9000.0), kinds, strict=True)]
    timeline = Timeline(channel="phone", started_at=datetime(2026, 11, 23, tzinfo=UTC), events=events)
    chart = contact_timeline(timeline, language="en")
    assert len(chart.table.rows) == len(events)
    rung = replace(timeline, events=events[:2])
    assert len(contact_timeline(rung, language="nb").table.rows) == 2


def test_an_organisation_without_any_score_has_areas_without_marks():
    areas = pd.DataFrame(
        {
            "organisation": "Aker", "class": "one", "area": ["answers", "waiting"], "n": [0, 0],
            "score": [float("nan")] * 2, "standard_error": [float("nan")] * 2,
        }
    )  # fmt: skip
    chart = area_profile(areas, organisation="Aker", language="en")
    assert chart.summary == "Aker has no area with a score."
    assert [(row[0], row[1], row[5]) for row in chart.table.rows] == [
        ("answers", None, None),
        ("waiting", None, None),
    ]


def test_an_organisation_alone_in_its_class_is_compared_with_nobody():
    areas = pd.DataFrame(
        {
            "organisation": "Aker", "class": "one", "area": ["answers", "waiting"], "n": [25, 25],
            "score": [82.04, 61.5], "standard_error": [2.0, float("nan")],
        }
    )  # fmt: skip
    chart = area_profile(areas, organisation="Aker", language="en")
    assert chart.summary == "Aker is alone in its class. Highest: answers (82.0), lowest: waiting (61.5)."
    assert [row[1:6] for row in chart.table.rows] == [
        (82.04, chart.table.rows[0][2], chart.table.rows[0][3], 82.04, None),
        (61.5, None, None, 61.5, None),
    ]
    alone = area_profile(areas, organisation="Aker", language="sv").summary
    assert alone == "Aker är ensam i klassen. Högst: answers (82,0), lägst: waiting (61,5)."


def test_weights_that_cannot_be_moved_are_refused():
    scores = pd.DataFrame({"answers": [80.0, 70.0], "waiting": [60.0, 75.0]}, index=["Aker", "Bygd"])
    for wrong, weights in ((scores[:1], {"answers": 1, "waiting": 1}), (scores, {"answers": 1})):
        with pytest.raises(BadEstimates, match="two organisations, and a weight for each area"):
            weight_flip_chart(wrong, weights=weights, language="en")
    with pytest.raises(BadEstimates, match="one must count"):
        weight_flip_chart(scores, weights={"answers": 0, "waiting": 0}, language="en")


def test_no_difference_is_never_shown_by_more_contacts():
    edition = example(14).edition
    names = [row.organisation for row in edition.classes[0].rows]
    pair = compare_pair(estimates=edition.estimates, one=names[0], other=names[-1])
    assert duel_chart(pair, language="en").table.rows
    level = duel_chart(replace(pair, difference=0.0, needed=float("inf")), language="en")
    curve = next(trace for trace in level.figure.data if trace.y is not None and set(trace.y) == {0.0})
    assert len(curve.x) > 1


def test_more_than_twelve_have_shades_without_numbers():
    ranking = example(14).edition.classes[0]
    chart = ranking_panel(ranking, language="en")
    assert len(chart.table.rows) == 14
    assert [trace for trace in chart.figure.data if trace.xaxis == "x3" and trace.mode == "text"] == []


def test_the_gallery_is_one_page(tmp_path):
    page = tmp_path / "gallery.html"
    main([str(page), "--organisations", "7", "--language", "sv"])
    assert page.read_text(encoding="utf-8").count("<section id=") == 16


def test_a_menu_that_was_heard_is_not_concluded_again_and_its_keys_are_named():
    def at(ms, kind, **detail):
        return Event(offset_ms=ms, kind=kind, source=Source.SIGNALLING, detail=detail)

    events = [
        at(0.0, EventKind.DIALLED), at(800.0, EventKind.MENU_STARTED),
        at(3000.0, EventKind.KEYS_SENT, keys="2"), at(3000.0, EventKind.MENU_ENDED),
        at(9000.0, EventKind.HUNG_UP, by="caller"),
    ]  # fmt: skip
    timeline = Timeline(channel="phone", started_at=datetime(2026, 11, 23, tzinfo=UTC), events=events)
    chart = contact_timeline(timeline, language="en")
    assert len(chart.table.rows) == len(events)
    said = [event_words(event, "en") for event in events]
    assert (said[2], said[4]) == ("keys 2", "we hung up")


def test_a_letter_is_named_by_what_it_is():
    def told(**detail):
        event = Event(offset_ms=0.0, kind=EventKind.LETTER_ARRIVED, source=Source.MAILBOX, detail=detail)
        return event_words(event, "nb")

    assert [told(letter="bounce"), told(letter="of a later version"), told()] == [
        "kom i retur", "brev kom", "brev kom"
    ]  # fmt: skip
