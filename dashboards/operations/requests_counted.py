from __future__ import annotations

from django.http import HttpRequest
from prometheus_client import Counter, Histogram

_AREAS = ("evaluator", "shopper", "organisation", "jury", "account", "api", "award", "static")

_ANSWERS = Counter("svartid_site_answers_total", "Answers of the site.", ["area", "method", "status"])
_SECONDS = Histogram(
    "svartid_site_seconds",
    "Seconds until an answer of the site began.",
    ["area"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4),
)


def count_answer(request: HttpRequest, status: int, seconds: float) -> None:
    """Count an answer by the first part of its address alone: the whole would tell who looked at whom."""
    first = request.path.split("/")[1]
    area = first if first in _AREAS else "other"
    method = request.method if request.method in ("GET", "POST", "HEAD") else "other"
    _ANSWERS.labels(area, method, f"{status // 100}xx").inc()
    _SECONDS.labels(area).observe(seconds)
