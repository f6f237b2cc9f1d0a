"""What prizes ask of organisations beside their scores; nominees and the answer-time gate in an edition."""

import numpy as np
import pandas as pd
import pytest

from benchmark.ranking.contact_table import ContactTable, read_contact_table
from benchmark.ranking.edition_ranking import rank_edition
from benchmark.ranking.errors import BadTable
from benchmark.ranking.tallies import Tally, tallies
from scenarios.award import Gates, Prize, Shortlist
from scenarios.library_path import library_file
from scenarios.load import load_method


def test_contacts_are_counted_once_for_all():
    contacts = pd.DataFrame(
        {
            "organisation": ["B", "A", "A", "A", "B", "C"],
            "score": [50.0, 80, 0, np.nan, 70, np.nan],
            "answered": [True, True, False, False, True, False],
            "agent": [40.0, 90, np.nan, np.nan, 60, np.nan],
            "answer_time": [10.0, 20, 300, 100, np.nan, np.nan],
        }
    )
    found = tallies(contacts)
    assert found["B"] == Tally(2, 1.0, 60.0, 50.0, 10.0)
    # One answered at 20 s, one given up at 100 s, one waited for to the end: half of what is left ends never.
    assert found["A"] == Tally(2, 0.5, 80.0, 90.0, pytest.approx(20 + 280 * 2 / 3))
    assert found["C"] == Tally()
    assert tallies(contacts, times=False)["B"].answer_time is None


def test_without_any_of_the_columns_nothing_is_known():
    contacts = pd.DataFrame({"organisation": ["A", "A"], "score": [80.0, 60.0]})
    assert tallies(contacts) == {"A": Tally(2)}


@pytest.fixture
def table(rng):
    names = [name for name in ("Fjordvik", "Elvemo", "Strandby", "Lillsjö") for _ in range(25)]
    level = {"Fjordvik": 85, "Elvemo": 84, "Strandby": 60, "Lillsjö": 40}
    wait = {"Fjordvik": 200, "Elvemo": 30, "Strandby": 30, "Lillsjö": 30}
    contacts = pd.DataFrame({"organisation": names})
    contacts["score"] = np.clip(contacts["organisation"].map(level) + rng.normal(0, 8, 100), 0, 100)
    contacts["shopper"] = [f"S{at % 10}" for at in range(100)]
    contacts["answered"] = True
    contacts["answer_time"] = contacts["organisation"].map(wait).astype(float)
    return ContactTable(contacts=contacts, classes=dict.fromkeys(level, "municipality"))


@pytest.fixture
def method():
    return load_method(library_file(kind="method", name="kundeserviceprisen"))


def _with(method, **award):
    return method.model_copy(update={"award": method.award.model_copy(update=award)})


def test_the_gate_on_the_answer_time_is_held(table, method):
    prize = Prize(
        by="total",
        within="class",
        gates=Gates.model_validate({"answer_time": "2 min"}),
        source="a test's choice",
    )
    edition = rank_edition(table=table, method=_with(method, winner=prize), draws=1000)
    [outcome] = edition.prizes.classes
    assert outcome.winners == ("Elvemo",)
    assert outcome.barred == {"Fjordvik": "mean answer time 200.0 s, at most 2 min allowed"}


def test_nominees_are_those_of_the_method(table, method):
    def nominees(**rule):
        rule = Shortlist(source="a test's choice", **rule)
        return rank_edition(table=table, method=_with(method, shortlist=rule), draws=1000).classes[0].nominees

    first = nominees(size=1, by="size")
    assert len(first) == 1
    assert set(nominees(size=1, by="set")) == {"Fjordvik", "Elvemo"}
    assert len(nominees(size=4)) == 4


def test_an_answer_time_that_is_none_is_refused(tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text("organisation,score,answer_time\nA,80,soon\n", encoding="utf-8")
    with pytest.raises(BadTable, match=r"row 2: answer_time must be a number of seconds \(found soon\)"):
        read_contact_table(path)
