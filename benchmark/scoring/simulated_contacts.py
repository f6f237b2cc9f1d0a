"""The plan of a simulated fieldwork: who meets whom, in which channel, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmark.scoring.fieldwork_check import OUTCOMES
from benchmark.scoring.simulated_design import Design
from benchmark.scoring.simulated_truth import Truth
from benchmark.scoring.words import named
from benchmark.scoring.working_days import public_holidays

Codes = NDArray[np.intp]


@dataclass
class SimulatedContacts:
    """Contacts as codes, shape (n,) each; `outcome` and `attempts` are filled in by `simulated_waits`.

    Attributes:
        organisation, scenario, shopper: places in the tables of `Truth`.
        channel: place in `channels`.
        channels: names of the design's channels.
        day: dates.
        started: moments in UTC, between nine and twelve by the organisation's clock.
        outcome: place in `OUTCOMES`.
        attempts: tries made.
    """

    organisation: Codes
    channel: Codes
    channels: tuple[str, ...]
    scenario: Codes
    shopper: Codes
    day: NDArray[np.datetime64]
    started: pd.Series[Any]
    outcome: Codes
    attempts: Codes

    @property
    def size(self) -> int:
        """How many contacts there are."""
        return int(self.organisation.size)

    def table(self, truth: Truth) -> pd.DataFrame:
        """The contacts frame of a fieldwork; contacts are numbered from 1."""
        return pd.DataFrame(
            {
                "contact": np.arange(1, self.size + 1),
                "organisation": named(self.organisation, list(truth.organisations["organisation"])),
                "channel": named(self.channel, self.channels),
                "scenario": named(self.scenario, list(truth.scenarios["scenario"])),
                "shopper": named(self.shopper, list(truth.shoppers["shopper"])),
                "day": self.day,
                "outcome": named(self.outcome, OUTCOMES),
                "attempts": self.attempts,
                "started": self.started,
            }
        )


def simulated_contacts(*, design: Design, rng: np.random.Generator) -> SimulatedContacts:
    """Plan the contacts: the mix in every organisation, scenarios in turn, shoppers and days at random."""
    size, each = design.organisations, design.contacts
    organisation = np.repeat(np.arange(size), each)
    channel = np.tile(_shared_out(design.mix, each), size)
    scenario = (np.tile(np.arange(each), size) + organisation) % design.scenarios
    if design.own_shoppers is None:
        shopper = rng.integers(0, design.shoppers, organisation.size)
    else:
        own = rng.integers(0, design.shoppers, (size, design.own_shoppers))
        shopper = own[organisation, rng.integers(0, design.own_shoppers, organisation.size)]
    first = np.datetime64(design.first_day)
    closed = public_holidays(
        country="NO", first_year=first.astype(object).year, last_year=first.astype(object).year + 2
    )
    window = first + np.arange(design.days)
    window = window[np.is_busday(window, holidays=closed)]
    day = window[rng.integers(0, window.size, organisation.size)]
    # Both clocks of a simulated fieldwork, Oslo's and Stockholm's, show the same time.
    second = rng.integers(9 * 3600, 12 * 3600 - 60, organisation.size)
    local = pd.Series(day.astype("datetime64[s]") + second.astype("timedelta64[s]"))
    return SimulatedContacts(
        organisation=organisation,
        channel=channel,
        channels=tuple(design.mix),
        scenario=scenario,
        shopper=shopper,
        day=day,
        started=local.dt.tz_localize("Europe/Oslo").dt.tz_convert("UTC"),
        outcome=np.zeros(organisation.size, dtype=np.intp),
        attempts=np.ones(organisation.size, dtype=np.intp),
    )


def _shared_out(mix: dict[str, float], contacts: int) -> Codes:
    """Whole contacts by share: the largest remainders get what is left over."""
    shares = np.array(list(mix.values()), dtype=np.float64)
    exact = contacts * shares / shares.sum()
    counts = np.floor(exact).astype(np.intp)
    left = np.argsort(counts - exact, kind="stable")[: contacts - int(counts.sum())]
    counts[left] += 1
    return np.repeat(np.arange(shares.size), counts)
