from __future__ import annotations

import os
from collections.abc import Iterable

from django.db import Error
from django.http import HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from results.queries.running_figures import running_figures


def figures() -> HttpResponse:
    """Answer with the figures of site and record in Prometheus' text format.

    With several processes (`svartid serve`), those of all of them.
    """
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REGISTRY)
    registry.register(_Record())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Record(Collector):
    """What the record says at this moment. Labels name campaigns, channels and states, never people."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        try:
            found = running_figures()
        except Error:
            yield GaugeMetricFamily("svartid_database_up", "Whether the database answers.", value=0)
            return
        yield GaugeMetricFamily("svartid_database_up", "Whether the database answers.", value=1)
        yield _family(
            "svartid_contacts", "Contacts of campaigns that are not released.",
            ["campaign", "channel", "state"], found.contacts,
        )  # fmt: skip
        yield _family(
            "svartid_attempts_open", "Attempts that are not over.", ["channel", "state"], found.attempts
        )
        yield _family("svartid_workers", "Workers signed on, by whether they live.", ["alive"], found.workers)
        for name, words, value in (
            ("overdue_seconds", "Since the oldest attempt that has not begun fell due.", found.overdue_s),
            ("touchpoints_paused", "Touchpoints that the circuit breaker paused.", found.paused),
            ("letters_in_tray", "Letters that belong to nobody yet.", found.tray),
            ("mailbox_silent_seconds", "Since the mailbox was read that waits longest.", found.mailbox_s),
            ("database_bytes", "Size of the database.", found.database_bytes),
        ):
            yield GaugeMetricFamily(f"svartid_{name}", words, value=value)


def _family(
    name: str, words: str, labels: list[str], values: dict[tuple[str, ...], float]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=labels)
    for key, value in values.items():
        family.add_metric(list(key), value)
    return family
