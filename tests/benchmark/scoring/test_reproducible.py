"""Equal inputs, equal bytes: in any order, in any process."""

import hashlib
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.run import score_run
from benchmark.scoring.simulated import Design, simulate
from benchmark.statistics.contacts import read_contacts

ROOT = Path(__file__).parents[3]
SCRIPT = """
import hashlib, sys
import numpy as np
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.run import score_run
from benchmark.scoring.simulated import Design, simulate
from scenarios.library_path import library_file
from scenarios.load import load_method, load_questionnaire
method = load_method(library_file(kind="method", name="kundeserviceprisen"))
questionnaire = load_questionnaire(library_file(kind="questionnaire", name="short"))
made = simulate(method=method, questionnaire=questionnaire, design=Design(organisations=6, gives_up=0.1),
                rng=np.random.default_rng(7))
rng = np.random.default_rng(int(sys.argv[1]))
frames = {}
for name in ("organisations", "offers", "contacts", "measurements", "answers"):
    frame = getattr(made.fieldwork, name)
    words = {column: object for column in frame if frame[column].dtype == "category"}
    frames[name] = frame.iloc[rng.permutation(len(frame))].astype(words)
run = score_run(method=method, questionnaire=questionnaire, fieldwork=Fieldwork(**frames))
print(hashlib.sha256(run.to_json().encode()).hexdigest())
"""


def _in_a_process(seed: str) -> str:
    # How the linear algebra is done is the machine's: another kernel of it ends in other last digits.
    algebra = {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")}
    environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), **algebra}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT, seed],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_another_process_with_other_hashes_and_another_order_writes_the_same_bytes(methods, questionnaires):
    made = simulate(
        method=methods["kundeserviceprisen"],
        questionnaire=questionnaires["short"],
        design=Design(organisations=6, gives_up=0.1),
        rng=np.random.default_rng(7),
    )
    run = score_run(
        method=methods["kundeserviceprisen"], questionnaire=questionnaires["short"], fieldwork=made.fieldwork
    )
    here = hashlib.sha256(run.to_json().encode()).hexdigest()
    assert _in_a_process("99") == here


def test_provenance_names_inputs_method_questionnaire_and_code(simulated, methods, questionnaires):
    run = score_run(
        method=methods["kkik"], questionnaire=questionnaires["kundeservice-40"], fieldwork=simulated.fieldwork
    )
    told = run.provenance
    assert sorted(told) == [
        "choices",
        "code",
        "inputs",
        "method",
        "method_hash",
        "method_version",
        "official",
        "questionnaire",
        "questionnaire_hash",
        "questionnaire_version",
    ]
    assert (told["method"], told["method_version"], told["official"]) == ("kkik", "2026.1", "raw")
    assert len(told["inputs"]) == 64
    assert told["code"].startswith("0.1.0+")


@pytest.mark.parametrize(
    ("frame", "column", "value"),
    [("answers", "value", 1.0), ("measurements", "value", 1.25), ("contacts", "attempts", 2)],
)
def test_any_change_of_an_input_changes_the_hash(simulated, frame, column, value):
    changed = {field.name: getattr(simulated.fieldwork, field.name).copy() for field in fields(Fieldwork)}
    table = changed[frame]
    row = table[column].notna().to_numpy().nonzero()[0][0]
    if frame == "contacts":
        row = (table["attempts"] == 1).to_numpy().nonzero()[0][0]
    place = table.columns.get_loc(column)
    assert table.iloc[row, place] != value
    table.iloc[row, place] = value
    assert Fieldwork(**changed).digest() != simulated.fieldwork.digest()


def test_the_hash_does_not_see_how_a_column_is_held(simulated):
    frames = {}
    for field in fields(Fieldwork):
        frame = getattr(simulated.fieldwork, field.name).copy()
        frames[field.name] = frame.astype({c: str for c in frame if frame[c].dtype == "category"})
    assert Fieldwork(**frames).digest() == simulated.fieldwork.digest()


def test_statistics_reads_the_contacts(simulated, methods, questionnaires):
    run = score_run(
        method=methods["kundeserviceprisen"],
        questionnaire=questionnaires["kundeservice-40"],
        fieldwork=simulated.fieldwork,
    )
    table = read_contacts(run.contacts)
    given_up = (run.contacts["status"] == "unscored:given up before the limit").sum()
    assert table.scores.size == run.organisations["n"].sum() + given_up
    assert table.organisation.labels == tuple(run.organisations["organisation"])
