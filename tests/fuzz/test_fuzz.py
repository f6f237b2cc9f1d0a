"""Parsers of what strangers send are fed mutated bytes: none raises anything but what it promises.

A run is bounded by its number of inputs and begins from a seed of its own: the same everywhere.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS

_FUZZ = Path(__file__).with_name("fuzz.py")


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_takes_its_seeds(name):
    for seed in seeds(name):
        TARGETS[name](seed)
        TARGETS[name](seed[: len(seed) // 2])


@pytest.mark.timeout(400)
def test_a_few_thousand_inputs_find_nothing(tmp_path):
    fuzz("all", tmp_path, runs=4_000)


@pytest.mark.proof
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", TARGETS)
def test_many_inputs_find_nothing(name, tmp_path):
    fuzz(name, tmp_path, runs=100_000)


def fuzz(target, folder, *, runs, seed=20261122):
    done = subprocess.run(
        [sys.executable, _FUZZ, target, folder, str(runs), str(seed)],
        env=os.environ | {"PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        timeout=3500,
        check=False,
    )
    found = sorted(path.name for path in folder.glob("*-*") if path.is_file())
    assert (done.returncode, found) == (0, []), done.stderr[-4000:]
    assert f"stat::number_of_executed_units: {runs}" in done.stderr or "Done" in done.stderr
