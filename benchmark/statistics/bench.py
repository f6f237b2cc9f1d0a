"""How this room measures itself: what `svartid bench statistics` calls for the mixed model."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmark.statistics.mixed_model import fit_mixed_model


@dataclass(frozen=True, slots=True)
class Field:
    """A fieldwork to invent: how many contacts, organisations, shoppers and scenarios."""

    contacts: int
    organisations: int
    shoppers: int
    scenarios: int


FIVE_THOUSAND = Field(contacts=5_000, organisations=200, shoppers=100, scenarios=20)
MILLION = Field(contacts=1_000_000, organisations=2_000, shoppers=1_000, scenarios=50)


def invented_contacts(field: Field, *, rng: np.random.Generator) -> pd.DataFrame:
    """Contacts with known variances: organisations SD 5, shoppers 4, scenarios 3, remainder about 13 points.

    Every organisation gets equally many contacts; shoppers and scenarios fall to them at random.
    """
    size = field.contacts
    organisation = rng.permutation(np.arange(size) % field.organisations)
    shopper = rng.integers(0, field.shoppers, size)
    scenario = rng.integers(0, field.scenarios, size)
    score = (
        70
        + 5 * rng.standard_normal(field.organisations)[organisation]
        + 4 * rng.standard_normal(field.shoppers)[shopper]
        + 3 * rng.standard_normal(field.scenarios)[scenario]
        + 13 * rng.standard_normal(size)
    )
    return pd.DataFrame(
        {
            "organisation": _named("organisation", organisation, field.organisations),
            "shopper": _named("shopper", shopper, field.shoppers),
            "scenario": _named("scenario", scenario, field.scenarios),
            "score": np.clip(score, 0, 100),
        }
    )


def fit_seconds(field: Field, *, times: int = 1, seed: int = 20_261_122) -> float:
    """Best wall time in seconds of a whole fit, from the table of contacts to estimates and covariance."""
    frame = invented_contacts(field, rng=np.random.default_rng(seed))
    best = float("inf")
    for _ in range(times):
        begun = time.perf_counter()
        fit_mixed_model(frame)
        best = min(best, time.perf_counter() - begun)
    return best


def peak_megabytes() -> float | None:
    """Most memory that this process has held so far, MiB; None where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in KiB, macOS in bytes.
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def reml_benchmark(*, million: bool = True) -> dict[str, float | None]:
    """Time the mixed model: keys `reml_5k_s`, `reml_1m_s` (seconds) and `peak_mb` (MiB, whole process)."""
    result: dict[str, float | None] = {"reml_5k_s": round(fit_seconds(FIVE_THOUSAND, times=5), 4)}
    if million:
        result["reml_1m_s"] = round(fit_seconds(MILLION), 2)
    peak = peak_megabytes()
    result["peak_mb"] = None if peak is None else round(peak, 1)
    return result


def _named(kind: str, codes: np.ndarray[tuple[int], np.dtype[np.int64]], count: int) -> pd.Categorical[str]:
    names = pd.Index([f"{kind} {at}" for at in range(count)])
    return pd.Categorical.from_codes(codes, categories=names)
