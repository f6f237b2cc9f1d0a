"""What the site's bench makes of requests, and that its pages are the site's."""

import pytest

from dashboards.site_bench.figures import figures
from dashboards.site_bench.pages import PAGES


def test_percentiles_by_page():
    found = figures(
        [
            {"page": "a", "ms": float(ms), "status": 200, "kb": 10.0, "cpu": 4.0, "db": 2.0, "queries": 7.0}
            for ms in range(1, 101)
        ]
        + [{"page": "b", "ms": 500.0, "status": 404, "kb": 1.0, "cpu": 105.0, "db": 0.0, "queries": 0.0}],
        seconds=10.0,
        crowd_s=2.5,
    )
    assert found.pages["a"] == {
        "p50_ms": 50.5, "p95_ms": 95.0, "requests": 100, "kb": 10.0, "cpu_ms": 4.0, "db_ms": 2.0,
        "queries": 7.0,
    }  # fmt: skip
    assert (found.site_cpu_ms, found.crowd) == (5.0, 0.25)
    assert found.worst == ("b", 500.0)
    assert found.slow == ["b"]
    assert found.failed == {"b: 404": 1}
    assert found.requests == 101


def test_nobody_read_anything():
    with pytest.raises(ValueError, match="no request"):
        figures([], seconds=1.0)


def test_every_page_has_a_name_of_its_own():
    assert len({each.name for each in PAGES}) == len(PAGES)
