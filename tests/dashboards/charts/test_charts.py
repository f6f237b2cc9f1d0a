"""Charts against the numbers put in: every organisation once, in order, nothing that is not a number."""

import json
import math
import re
import string
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.ranking.weight_flip import nearest_flip
from benchmark.statistics.errors import BadTable
from benchmark.statistics.estimates import LevelEffect
from benchmark.statistics.funnel import funnel
from benchmark.statistics.kaplan_meier import kaplan_meier
from benchmark.statistics.restricted_mean import restricted_mean
from dashboards.charts.area_profile import area_profile
from dashboards.charts.catalogue import CATALOGUE
from dashboards.charts.contact_calendar import DayState, contact_calendar
from dashboards.charts.contact_timeline import contact_timeline
from dashboards.charts.design_graph import design_graph
from dashboards.charts.event_words import event_words
from dashboards.charts.funnel_plot import funnel_plot
from dashboards.charts.gallery_data import example, example_charts
from dashboards.charts.ranking_panel import ranking_panel
from dashboards.charts.severity_ladder import severity_ladder
from dashboards.charts.waiting_curves import waiting_curves
from dashboards.charts.weight_flip_chart import weight_flip_chart
from dashboards.charts.words import number, seconds, share, written_day
from probes.event import Event, EventKind, Source
from probes.timeline import Timeline


@pytest.fixture(scope="module")
def made():
    return example(7)


@pytest.mark.parametrize("language", ["nb", "sv", "en"])
def test_no_chart_holds_a_number_that_is_none(language):
    for chart in example_charts(organisations=7, language=language):
        for figure in (chart.figure, chart.narrow):
            if figure is not None:
                # JSON itself has no NaN: plotly writes null, which is a gap in a line and nowhere else.
                _no_nan(figure)
                assert figure.layout.showlegend is False
        for row in chart.table.rows:
            assert len(row) == len(chart.table.head) == len(chart.table.places)
            assert not any(isinstance(cell, float) and not math.isfinite(cell) for cell in row)
        assert chart.summary[-1] == "."
        assert chart.title


def test_the_ranking_has_every_organisation_once_in_its_order(made):
    ranking = made.edition.classes[0]
    chart = ranking_panel(ranking, language="nb")
    assert [row[1] for row in chart.table.rows] == [row.organisation for row in ranking.rows]
    assert [row[2:8] for row in chart.table.rows] == [
        (row.score, row.adjusted, row.low, row.high, row.bar, row.contacts) for row in ranking.rows
    ]
    assert chart.figure.layout.yaxis.ticktext == tuple(
        f"{row.organisation}  <b>{row.rank}</b>" for row in ranking.rows
    )
    marks = [each for each in _marks(chart.figure) if each.xaxis in (None, "x")]
    assert [list(trace.x) for trace in marks] == [[row.score for row in ranking.rows]]


def test_a_class_with_an_unscored_organisation_says_so(made):
    ranking = replace(made.edition.classes[0], unscored=("Tom <kommune>",))
    chart = ranking_panel(ranking, language="sv")
    assert chart.table.rows[-1][:3] == (None, "Tom <kommune>", None)
    assert chart.table.written("sv")[-1][2] == "inte uppmätt"
    assert chart.figure.layout.yaxis.ticktext[-1] == "Tom &lt;kommune&gt;  –"
    assert chart.summary.endswith("Utan poäng: Tom <kommune>.")
    marks = _marks(chart.figure)
    assert {len(trace.x) for trace in marks} == {len(ranking.rows)}


def test_probabilities_of_ranks_are_shapes_and_no_picture(made):
    """A heat map would be an image in a data: address, which the site's rules forbid."""
    ranking = made.edition.classes[0]
    figure = ranking_panel(ranking, language="en").figure
    assert {trace.type for trace in figure.data} == {"scatter"}
    cells = [trace for trace in figure.data if trace.fill == "toself"]
    drawn = sum(sum(x is None for x in trace.x) for trace in cells)
    assert drawn == sum(p >= 0.005 for row in ranking.rows for p in row.rank_probabilities)
    [felt] = [trace for trace in figure.data if trace.marker.opacity == 0]
    assert len(felt.customdata) == drawn


@settings(max_examples=5, deadline=None)
@given(st.integers(2, 9), st.integers(0, 10_000))
def test_the_weight_flip_table_is_what_the_ranking_room_says(size, seed):
    rng = np.random.default_rng(seed)
    scores = pd.DataFrame(
        rng.uniform(40, 95, (size, 4)), index=[f"o{at}" for at in range(size)], columns=list("abcd")
    )
    weights = {"a": 5.0, "b": 20.0, "c": 50.0, "d": 25.0}
    chart = weight_flip_chart(scores, weights=weights, language="en")
    assert sorted(row[0] for row in chart.table.rows) == sorted(scores.index)
    leader = str((scores @ pd.Series(weights)).idxmax())
    assert chart.table.rows[0] == (leader, 0.0, 0.0, 0.0, 5.0, 20.0, 50.0, 25.0)
    for row in chart.table.rows[1:]:
        flip = nearest_flip(
            scores=scores.to_numpy(),
            weights=np.array(list(weights.values())),
            leader=scores.index.get_loc(leader),
            rival=scores.index.get_loc(row[0]),
        )
        assert row[1] == pytest.approx(flip.gap / 100)
        if flip.weights is None:
            assert row[2:] == (None,) * 6
        else:
            assert row[3:] == pytest.approx((flip.distance, *flip.weights))


@settings(max_examples=5, deadline=None)
@given(st.integers(2, 40), st.integers(0, 10_000))
def test_the_funnel_holds_every_organisation_once_highest_first(size, seed):
    rng = np.random.default_rng(seed)
    theta, variances = rng.uniform(40, 95, size), rng.uniform(2, 15, size)
    names = [f"o{at}" for at in range(size)]
    limits = funnel(theta=theta, variances=variances)
    chart = funnel_plot(organisations=names, theta=theta, variances=variances, limits=limits, language="nb")
    assert [row[1] for row in chart.table.rows] == sorted(theta.tolist(), reverse=True)
    for row in chart.table.rows:
        at = names.index(str(row[0]))
        assert row[2:7] == pytest.approx(
            (
                variances[at] ** 0.5,
                limits.low[at, 0],
                limits.high[at, 0],
                limits.low[at, 1],
                limits.high[at, 1],
            )
        )
    _no_nan(chart.figure)


def test_waiting_curves_and_their_table():
    rng = np.random.default_rng(2)
    curves = {
        name: kaplan_meier(seconds=rng.exponential(mean, 25).clip(0, 280), answered=rng.random(25) > 0.1)
        for name, mean in (("Fjordvik", 60.0), ("klassen", 90.0))
    }
    chart = waiting_curves(curves, limit=300.0, language="en")
    for row in chart.table.rows:
        curve = curves[str(row[0])]
        assert row[7] == restricted_mean(curve, limit=300.0).seconds
        if row[4] is None:
            assert float(str(row[2])) > curve.longest
        else:
            assert row[4] == 100 * curve.at(float(str(row[2])))
    assert chart.summary.startswith("The mean wait at klassen is ")


def test_a_wait_beyond_what_was_seen_is_missing_and_not_0():
    curve = kaplan_meier(seconds=[10.0, 20.0, 100.0], answered=[True, True, False])
    chart = waiting_curves({"A": curve}, limit=300.0, language="en")
    assert chart.table.rows[-1][4:7] == (None, None, None)
    assert chart.table.written("en")[-1][4] == "not measured"
    assert max(max(trace.x) for trace in chart.figure.data) == 100.0


def test_an_area_that_was_not_measured_has_no_mark():
    areas = pd.DataFrame(
        {
            "organisation": ["A", "A", "B", "B"],
            "class": "bank",
            "area": ["welcome", "waiting"] * 2,
            "n": [25, 0, 25, 25],
            "score": [80.0, np.nan, 70.0, 60.0],
            "standard_error": [2.0, np.nan, 2.0, 2.0],
        }
    )
    chart = area_profile(areas, organisation="A", language="nb")
    assert chart.table.rows[0][:2] == ("welcome", 80.0)
    assert chart.table.rows[0][4:9] == (75.0, 5.0, 70.0, 80.0, 25)
    assert chart.table.rows[1] == ("waiting", None, None, None, 60.0, None, 60.0, 60.0, 0)
    assert "ikke målt" in [
        note.text.split(">")[-2].split("<")[0] for note in chart.figure.layout.annotations[1:2]
    ]
    assert list(chart.figure.data[-1].x) == [80.0]
    with pytest.raises(BadTable, match="there is no area of C"):
        area_profile(areas, organisation="C", language="nb")


def test_shoppers_stand_from_severe_to_kind():
    levels = [
        LevelEffect("Siv", 3.0, 1.0, 20),
        LevelEffect("Sam", -4.0, 1.0, 30),
        LevelEffect("Ane", 0.0, 2.0, 5),
    ]
    chart = severity_ladder(levels, language="sv")
    assert [row[:3] for row in chart.table.rows] == [("Sam", -4.0, 1.0), ("Ane", 0.0, 2.0), ("Siv", 3.0, 1.0)]
    assert chart.summary.startswith("3 testare. Strängare än genomsnittet: Sam. Snällare: Siv.")
    assert severity_ladder([], language="en").table.rows == ()


def test_a_design_in_two_parts_is_called_that():
    rows = [("A", "Sam"), ("A", "Siv"), ("B", "Siv"), ("C", "Ane"), ("C", None)]
    contacts = pd.DataFrame(rows, columns=["organisation", "shopper"])
    chart = design_graph(contacts, language="en")
    assert chart.table.rows == (("A", 1, 2, 1, 1, 0), ("B", 1, 1, 0, 1, 0), ("C", 2, 1, 0, 0, 1))
    assert "fall into 2 parts" in chart.summary
    linked = design_graph(contacts[:3], language="en")
    assert linked.summary == "2 organisations and 2 shoppers are linked. A and B share the fewest (1)."


@settings(max_examples=6, deadline=None)
@given(
    st.lists(st.tuples(st.dates(date(2026, 12, 1), date(2027, 3, 1)), st.sampled_from(DayState)), max_size=60)
)
def test_the_calendar_loses_no_contact(contacts):
    chart = contact_calendar(contacts, language="nb")
    assert sum(int(str(cell)) for row in chart.table.rows for cell in row[2:]) == len(contacts)
    assert [row[0] for row in chart.table.rows] == sorted({day for day, _ in contacts})
    _no_nan(chart.figure)


def test_the_timeline_tells_every_event():
    events = [
        Event(0.0, EventKind.DIALLED, Source.SIGNALLING),
        Event(900.0, EventKind.RINGING, Source.SIGNALLING),
        Event(61_500.0, EventKind.HUNG_UP, Source.CALLER, detail={"by": "caller"}),
    ]
    call = Timeline(channel="phone", started_at=datetime(2027, 1, 4, tzinfo=UTC), events=events)
    chart = contact_timeline(call, language="en")
    assert [row[:2] for row in chart.table.rows] == [(0.0, "dialled"), (0.9, "ringing"), (61.5, "we hung up")]
    assert chart.summary == "Nobody answered. The contact lasted 61.5 s."
    empty = Timeline(channel="chat", started_at=datetime(2027, 1, 4, tzinfo=UTC))
    assert contact_timeline(empty, language="nb").table.rows == ()


def test_every_kind_of_event_has_words():
    for kind in EventKind:
        words = [event_words(Event(0.0, kind, Source.MEDIA), language) for language in ("nb", "sv", "en")]
        assert all(words)
        assert not any("_" in each for each in words)


def test_every_text_fills_the_same_gaps_in_all_languages():
    for key, texts in CATALOGUE.items():
        gaps = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in texts]
        assert gaps[0] == gaps[1] == gaps[2], key


def test_numbers_and_days_of_three_languages():
    assert [number(-86.44, language) for language in ("nb", "sv", "en")] == ["−86,4", "−86,4", "−86.4"]
    assert [written_day(date(2027, 1, 4), language, year=True) for language in ("nb", "sv", "en")] == [
        "4. jan. 2027",
        "4 jan. 2027",
        "4 Jan 2027",
    ]
    assert [share(value, "en") for value in (0.0, 0.001, 0.5, 0.999, 1.0)] == [
        "0%",
        "<1%",
        "50%",
        ">99%",
        "100%",
    ]
    assert [seconds(value, "en") for value in (30, 60, 150, 3600)] == [
        "30\xa0s",
        "1\xa0min",
        "2:30",
        "1\xa0h",
    ]


def _no_nan(figure: go.Figure) -> None:
    text = json.dumps(figure.to_plotly_json(), default=lambda value: np.asarray(value).tolist())
    assert "NaN" not in text
    assert "Infinity" not in text
    hovers = [str(each) for trace in figure.data if trace.customdata is not None for each in trace.customdata]
    assert not any(re.search(r"\b(nan|inf|None)\b", hover) for hover in hovers)


def _marks(figure: go.Figure) -> list[go.Scatter]:
    """What is seen: marks that only answer a pointer are drawn with nothing."""
    marks = [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers"]
    return [trace for trace in marks if trace.marker.opacity != 0]
