"""Reference numbers and invented contacts for the statistics tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

ORACLES = Path(__file__).parents[2] / "data" / "oracles"


@pytest.fixture(scope="session")
def oracle() -> Callable[[str], Any]:
    """Reads one of the reference files by name."""
    return lambda name: json.loads((ORACLES / f"{name}.json").read_text())


@pytest.fixture(scope="session")
def small_data() -> pd.DataFrame:
    """The 600 contacts that lme4 was run on."""
    return pd.read_csv(ORACLES / "lme4_small_data.csv").rename(columns={"org": "organisation", "y": "score"})


@pytest.fixture(scope="session")
def contacts() -> Callable[..., pd.DataFrame]:
    """Makes invented contacts: organisations × n, rotated shoppers, shared scenarios, three channels."""

    def make(
        *, organisations: int = 12, each: int = 25, shoppers: int = 8, scenarios: int = 5, seed: int = 1
    ) -> pd.DataFrame:
        rng = np.random.default_rng(seed)
        size = organisations * each
        organisation = np.repeat(np.arange(organisations), each)
        shopper = rng.integers(0, shoppers, size)
        scenario = rng.integers(0, scenarios, size)
        score = (
            72
            + 5 * rng.standard_normal(organisations)[organisation]
            + 4 * rng.standard_normal(shoppers)[shopper]
            + 3 * rng.standard_normal(scenarios)[scenario]
            + 12 * rng.standard_normal(size)
        )
        return pd.DataFrame(
            {
                "organisation": [f"Fjordvik {at:03d}" for at in organisation],
                "channel": np.array(["phone", "e-mail", "chat"])[rng.integers(0, 3, size)],
                "shopper": [f"S{at}" for at in shopper],
                "scenario": [f"Q{at}" for at in scenario],
                "day": rng.integers(0, 30, size),
                "score": np.clip(score, 0, 100),
            }
        )

    return make
