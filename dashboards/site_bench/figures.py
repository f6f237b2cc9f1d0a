from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

AIM_MS = 200.0
"""Within this 95 of 100 requests of every page are to be answered."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a crowd met: milliseconds to the last byte of a page, over all requests and by page.

    `pages` holds p50, p95, requests and kilobytes of each, and means of what the site itself says: ms of its
    processor, ms of waiting for the database, queries. `failed` are the requests not answered with 200.
    `crowd` is the share of one core that the crowd took itself.
    """

    requests: int
    seconds: float
    p50_ms: float
    p95_ms: float
    pages: dict[str, dict[str, float]]
    failed: dict[str, int]
    crowd: float = 0.0

    @property
    def site_cpu_ms(self) -> float:
        """What a request took of the site's processor, on the average; the database's not counted."""
        return round(
            sum(each["cpu_ms"] * each["requests"] for each in self.pages.values()) / self.requests, 1
        )

    @property
    def worst(self) -> tuple[str, float]:
        """The page with the highest p95, and that."""
        return max(((name, each["p95_ms"]) for name, each in self.pages.items()), key=lambda one: one[1])

    @property
    def slow(self) -> list[str]:
        """Pages that miss the aim."""
        return sorted(name for name, each in self.pages.items() if each["p95_ms"] > AIM_MS)


def figures(found: list[dict[str, Any]], *, seconds: float, crowd_s: float = 0.0) -> Figures:
    """Reckon percentiles from the requests that `load` told. Raises ValueError without any."""
    if not found:
        raise ValueError("no request was made")
    by_page: dict[str, list[dict[str, Any]]] = defaultdict(list)
    failed: dict[str, int] = defaultdict(int)
    for each in found:
        by_page[each["page"]].append(each)
        if each["status"] != 200:
            failed[f"{each['page']}: {each['status']}"] += 1
    whole = [each["ms"] for each in found]
    return Figures(
        requests=len(found),
        seconds=seconds,
        p50_ms=_percentile(whole, 50),
        p95_ms=_percentile(whole, 95),
        pages={
            name: {
                "p50_ms": _percentile([each["ms"] for each in rows], 50),
                "p95_ms": _percentile([each["ms"] for each in rows], 95),
                "requests": len(rows),
                "kb": max(each["kb"] for each in rows),
                "cpu_ms": _mean(rows, "cpu"),
                "db_ms": _mean(rows, "db"),
                "queries": _mean(rows, "queries"),
            }
            for name, rows in sorted(by_page.items())
        },
        failed=dict(failed),
        crowd=round(crowd_s / seconds, 3),
    )


def _mean(rows: list[dict[str, Any]], name: str) -> float:
    return round(float(np.mean([each.get(name, 0.0) for each in rows])), 1)


def _percentile(values: list[float], share: float) -> float:
    return round(float(np.percentile(values, share)), 1)
