"""The ranking as a picture without a script: whole XML, its words told, its marks where the numbers are."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.charts.ranking_picture import PanelRow, ranking_picture

_SVG = "{http://www.w3.org/2000/svg}"
_PRINTED = st.characters(exclude_categories=("C", "Z"), include_characters=" ")


@st.composite
def classes(draw):
    size = draw(st.integers(1, 45))
    scores = sorted((draw(st.floats(0, 100)) for _ in range(size)), reverse=True)
    return [
        PanelRow(
            name=draw(st.text(_PRINTED, min_size=1, max_size=60)),
            rank=at + 1, score=score, low=max(score - draw(st.floats(0, 30)), 0),
            high=min(score + draw(st.floats(0, 30)), 100), middle=score, bar=draw(st.floats(0, 20)),
            best=draw(st.integers(1, at + 1)), worst=draw(st.integers(at + 1, size)),
            may_be_best=draw(st.booleans()), shares=(1 / size,) * size,
        )
        for at, score in enumerate(scores)
    ]  # fmt: skip


@given(classes(), st.booleans(), st.sampled_from(["nb", "sv", "en"]))
def test_any_class_is_drawn_inside_its_frame(rows, narrow, language):
    drawn = ranking_picture(rows, label='A "quoted" <label>', language=language, narrow=narrow)
    picture = ET.fromstring(drawn)
    assert picture.get("aria-label") == 'A "quoted" <label>'
    _, _, width, height = (float(each) for each in picture.get("viewBox").split())
    for each in picture.iter():
        assert "style" not in each.attrib
        assert all(0 <= float(each.get(name, 0)) <= width for name in ("x", "x1", "x2", "cx"))
        assert all(0 <= float(each.get(name, 0)) <= height for name in ("y", "y1", "y2", "cy"))
    marks = [each for each in picture.iter(f"{_SVG}circle") if each.get("r") == "4.5"]
    assert len(marks) == len(rows)


def test_the_mark_stands_where_the_score_is_and_is_filled_where_it_may_be_best():
    rows = [
        PanelRow("A", 1, 90.0, 85.0, 95.0, 90.0, 2.0, 1, 2, may_be_best=True, shares=(0.9, 0.1)),
        PanelRow("B", 2, 80.0, 75.0, 85.0, 80.0, 2.0, 1, 2, may_be_best=False, shares=(0.1, 0.9)),
    ]
    picture = ET.fromstring(ranking_picture(rows, label="", language="nb"))
    first, second = [each for each in picture.iter(f"{_SVG}circle") if each.get("r") == "4.5"]
    ticks = {
        each.text: float(each.get("x"))
        for each in picture.iter(f"{_SVG}text")
        if each.get("text-anchor") == "middle"
    }
    assert float(first.get("cx")) == pytest.approx(ticks["90"], abs=0.1)
    assert float(second.get("cx")) == pytest.approx(ticks["80"], abs=0.1)
    assert (first.get("class"), second.get("class")) == ("mark best", "mark")
    assert [each.text for each in picture.iter(f"{_SVG}title")] == [
        "plass 1: 90\u00a0%", "plass 2: 10\u00a0%", "plass 1: 10\u00a0%", "plass 2: 90\u00a0%"
    ]  # fmt: skip
