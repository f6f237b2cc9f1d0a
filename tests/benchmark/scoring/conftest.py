"""The library's methods and questionnaires, a small simulated fieldwork, and a builder of tiny ones."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, settings

from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.simulated import Design, Simulated, simulate
from scenarios.library_path import library_file
from scenarios.load import load_method, load_questionnaire
from scenarios.method import Method
from scenarios.questionnaire import OptionScale, Questionnaire

# Other programs share the machine: how long an example takes says nothing.
settings.register_profile(
    "scoring",
    parent=settings.get_profile("shared"),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("scoring")

METHODS = ("kundeserviceprisen", "kommunetest", "kkik", "first-contact", "en-iso-18295-external")


@pytest.fixture(scope="session")
def methods() -> dict[str, Method]:
    return {name: load_method(library_file(kind="method", name=name)) for name in METHODS}


@pytest.fixture(scope="session")
def questionnaires() -> dict[str, Questionnaire]:
    names = ("kundeservice-40", "short", "kommunetest", "kkik")
    return {name: load_questionnaire(library_file(kind="questionnaire", name=name)) for name in names}


class Library:
    """Methods and questionnaires in one object: Hypothesis prints what a test is given, and this is short."""

    def __init__(self, methods: dict[str, Method], questionnaires: dict[str, Questionnaire]) -> None:
        self.methods, self.questionnaires = methods, questionnaires


@pytest.fixture(scope="session")
def library(methods, questionnaires) -> Library:
    return Library(methods, questionnaires)


@pytest.fixture(scope="session")
def simulated(methods, questionnaires) -> Simulated:
    """Twelve organisations; waits given up, contacts lost, some rated twice."""
    return simulate(
        method=methods["kundeserviceprisen"],
        questionnaire=questionnaires["kundeservice-40"],
        design=Design(organisations=12, gives_up=0.1, double_rated=0.1, void=0.03, answered=0.8),
        rng=np.random.default_rng(20270111),
    )


def build(
    contacts: Sequence[Mapping[str, Any]],
    *,
    organisations: Sequence[str] = (),
    classes: Mapping[str, str] | None = None,
    offers: Sequence[tuple[str, str]] | None = None,
) -> Fieldwork:
    """A fieldwork of contacts given as mappings: what is left out has an ordinary value.

    `answers` maps an item to a raw answer, None for "not applicable" or "missing"; `measured` maps a name to
    seconds, or to (value, status) or (value, status, source).
    """
    rows, measurements, answers = [], [], []
    for number, given in enumerate(contacts, start=1):
        contact = given.get("contact", number)
        rows.append(
            {
                "contact": contact,
                "organisation": given.get("organisation", "fjordvik"),
                "channel": given.get("channel", "phone"),
                "scenario": given.get("scenario", "nursery"),
                "shopper": given.get("shopper", "sam"),
                "day": given.get("day", "2027-01-11"),
                "outcome": given.get("outcome", "answered_by_person"),
                "attempts": given.get("attempts", 1),
                "started": given.get("started", pd.NaT),
            }
        )
        for name, measured in given.get("measured", {}).items():
            whole = measured if isinstance(measured, tuple) else (measured, "observed")
            measurements.append((contact, name, whole[0], whole[1], *(whole[2:] or ("machine",))))
        for rater, answered in given.get(
            "ratings", {given.get("shopper", "sam"): given.get("answers", {})}
        ).items():
            for item, raw in answered.items():
                status = {None: "not_applicable", "missing": "missing"}.get(raw, "given")
                answers.append((contact, item, rater, raw if status == "given" else None, status))
    names = list(dict.fromkeys([*organisations, *(row["organisation"] for row in rows)]))
    if offers is None:
        offers = list(dict.fromkeys((row["organisation"], row["channel"]) for row in rows))
    columns = list(rows[0]) if rows else [
        "contact", "organisation", "channel", "scenario", "shopper", "day", "outcome", "attempts", "started",
    ]  # fmt: skip
    return Fieldwork(
        organisations=pd.DataFrame(
            {
                "organisation": names,
                "class": [(classes or {}).get(name, "municipality") for name in names],
                "country": "NO",
                "clock": "Europe/Oslo",
            }
        ),
        offers=pd.DataFrame(offers, columns=["organisation", "channel"]),
        contacts=pd.DataFrame(rows, columns=columns),
        measurements=pd.DataFrame(measurements, columns=["contact", "name", "value", "status", "source"]),
        answers=pd.DataFrame(answers, columns=["contact", "item", "rater", "value", "status"]),
    )


@pytest.fixture(scope="session")
def make() -> Callable[..., Fieldwork]:
    return build


@pytest.fixture(scope="session")
def good(questionnaires) -> Callable[..., dict[str, int]]:
    """Answers to all items of a channel, each the best one that is worth at most `worth`."""

    def answers(name: str, channel: str, worth: float = 100.0) -> dict[str, int]:
        questionnaire = questionnaires[name]
        result = {}
        for item in questionnaire.asked(channel):
            scale = questionnaire.scales[item.scale]
            if isinstance(scale, OptionScale):
                worths = [option.worth for option in scale.options]
                result[item.item] = worths.index(max(w for w in worths if w <= worth))
            elif hasattr(scale, "numbers"):
                low, high = scale.numbers.from_, scale.numbers.to
                result[item.item] = low + int(worth / 100 * (high - low))
        return result

    return answers
