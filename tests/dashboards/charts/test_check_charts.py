"""The charts that check a ranking, against the numbers put in."""

import numpy as np
import pytest

from benchmark.ranking.errors import BadEstimates
from dashboards.charts.acceptability_chart import acceptability_chart
from dashboards.charts.adjustment_arrows import adjustment_arrows
from dashboards.charts.change_dumbbells import change_dumbbells
from dashboards.charts.duel_chart import duel_chart
from dashboards.charts.gallery_data import example
from dashboards.charts.item_map import item_map
from dashboards.charts.shopper_signs_chart import shopper_signs_chart


@pytest.fixture(scope="module")
def made():
    return example(7).checks


def test_the_adjustment_tells_places_before_and_after(made):
    chart = adjustment_arrows(made.ranking, language="en")
    rows = sorted(made.ranking.rows, key=lambda row: -row.adjusted)
    raw = sorted((row.raw for row in rows), reverse=True)
    assert [row[:4] for row in chart.table.rows] == [
        (row.organisation, row.raw, row.adjusted, row.adjusted - row.raw) for row in rows
    ]
    assert [row[4:] for row in chart.table.rows] == [
        (1 + raw.index(row.raw), place) for place, row in enumerate(rows, 1)
    ]


def test_the_share_of_weights_and_ranks_are_those_of_the_ranking_room(made):
    found = made.acceptability
    chart = acceptability_chart(found, organisations=made.areas, language="nb")
    assert [row[:2] for row in chart.table.rows] == list(enumerate(made.areas, 1))
    np.testing.assert_allclose([row[2] for row in chart.table.rows], 100 * found.share[:, 0])
    assert [row[3:5] for row in chart.table.rows] == list(
        zip(found.low.tolist(), found.high.tolist(), strict=True)
    )
    with pytest.raises(BadEstimates, match="2 names do not fit 7"):
        acceptability_chart(found, organisations=made.areas[:2], language="nb")


def test_changes_stand_by_size_and_only_those_that_count_are_strong(made):
    chart = change_dumbbells(made.change, language="sv")
    changes = sorted(made.change.changes, key=lambda each: -each.change)
    assert [row[:4] for row in chart.table.rows] == [
        (each.organisation, each.before, each.after, each.change) for each in changes
    ]
    assert [row[-1] == "ja" for row in chart.table.rows] == [each.changed for each in changes]
    for each in changes:
        assert (each.organisation in chart.summary) is each.changed


def test_every_sign_of_every_shopper_has_its_cell(made):
    chart = shopper_signs_chart(made.panel, language="en")
    assert [row[:3] for row in chart.table.rows] == [
        (each.shopper, each.contacts, each.score) for each in made.panel
    ]
    cells = sum(sum(x is None for x in trace.x) for trace in chart.figure.data if trace.fill == "toself")
    assert cells == sum(len(each.signs) for each in made.panel)
    [marked] = [trace for trace in chart.figure.data if trace.marker.symbol == "diamond"]
    assert len(marked.x) == sum(len(each.flagged) for each in made.panel)
    assert [row[3] != "nothing" for row in chart.table.rows] == [bool(each.flagged) for each in made.panel]


def test_the_duel_says_what_the_pair_says(made):
    chart = duel_chart(made.pair, language="en")
    assert chart.summary == made.pair.say("en") + "."
    chances = [row[1] for row in chart.table.rows]
    assert chances == sorted(chances)
    made_each = round(sum(made.pair.contacts) / 2)
    assert made_each in [row[0] for row in chart.table.rows]
    nearest = min(chart.table.rows, key=lambda row: abs(row[0] - made.pair.needed))
    assert nearest[1] == pytest.approx(80, abs=4)


def test_items_stand_from_easy_to_hard(made):
    chart = item_map(made.rasch, language="nb")
    assert [row[:2] for row in chart.table.rows] == [
        (each.name, each.measure) for each in made.rasch.item_map
    ]
    assert len(chart.figure.layout.yaxis.ticktext) == len(made.rasch.item_map) + 1
