"""What the tests of rankings share."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ORACLES = Path(__file__).parents[2] / "data" / "oracles"


@pytest.fixture
def oracle():
    """Reference numbers by the name of their file."""

    def read(name: str) -> Any:
        return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))

    return read


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20261122)
