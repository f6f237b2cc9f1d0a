"""The waits, replies and outcomes of a simulated fieldwork."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmark.scoring.contact_state import wait_of
from benchmark.scoring.curve import Floats
from benchmark.scoring.fieldwork_check import OUTCOMES
from benchmark.scoring.rules import CHANNELS
from benchmark.scoring.simulated_contacts import Codes, SimulatedContacts
from benchmark.scoring.simulated_design import Design
from benchmark.scoring.simulated_truth import SIGMA, Truth
from benchmark.scoring.working_days import public_holidays
from scenarios.limits import ReplyLimit, WaitLimit
from scenarios.method import Method

_TRANSFERRED = 0.2
_WATCH_S = 2.0


def simulated_waits(
    *,
    contacts: SimulatedContacts,
    world: Truth,
    method: Method,
    design: Design,
    rng: np.random.Generator,
    early_s: float,
) -> pd.DataFrame:
    """Give every contact its outcome and attempts, and return the measurements frame."""
    parts: list[dict[str, np.ndarray | str]] = []
    for code, channel in enumerate(contacts.channels):
        rows = np.flatnonzero(contacts.channel == code)
        limit = getattr(method.limits, channel, None)
        if isinstance(limit, WaitLimit):
            parts += _waits(contacts, rows, channel, limit, world, design, rng, early_s)
        elif isinstance(limit, ReplyLimit):
            parts += _replies(contacts, rows, channel, world, rng)
        else:
            contacts.outcome[rows] = OUTCOMES.index("looked_up")
    lost = np.flatnonzero(rng.random(contacts.size) < design.void)
    contacts.outcome[lost] = OUTCOMES.index("lost")
    frame = (
        pd.concat([pd.DataFrame(part) for part in parts], ignore_index=True)
        if parts
        else pd.DataFrame(columns=["contact", "name", "source", "value", "status"])
    )
    frame = frame[~frame["contact"].isin(lost + 1)].copy()
    for column in ("name", "source", "status"):
        frame[column] = frame[column].astype("category")
    return frame


def _waits(
    contacts: SimulatedContacts,
    rows: Codes,
    channel: str,
    limit: WaitLimit,
    world: Truth,
    design: Design,
    rng: np.random.Generator,
    early_s: float,
) -> list[dict[str, np.ndarray | str]]:
    location = world.location[contacts.organisation[rows], CHANNELS.index(channel)]
    longest = limit.wait.seconds
    wait = np.full(rows.size, np.inf)
    tries = np.zeros(rows.size, dtype=np.intp)
    open_ = np.ones(rows.size, dtype=bool)
    for _ in range(1 + limit.retry.times):
        drawn = np.exp(location + SIGMA * rng.standard_normal(rows.size))
        tries[open_] += 1
        wait[open_] = drawn[open_]
        open_ &= wait > longest
    reached = ~open_
    given_up = rng.random(rows.size) < design.gives_up
    patience = rng.uniform(0.0, max(longest - early_s - 0.1, 0.0), rows.size)
    short = given_up & (wait > patience)
    reached &= ~short
    # Given up at the last try that the method allows, so that nothing but the wait is unknown.
    watched = np.round(np.where(short, patience, np.minimum(wait, longest)), 3)
    contacts.attempts[rows] = tries
    contacts.outcome[rows] = np.where(
        reached, OUTCOMES.index("answered_by_person"), OUTCOMES.index("wait_limit_reached")
    )
    status = np.where(reached, "observed", "censored").astype(object)
    name = wait_of(channel)
    parts: list[dict[str, np.ndarray | str]] = [
        {"contact": rows + 1, "name": name, "source": "machine", "value": watched, "status": status}
    ]
    timed = np.flatnonzero(reached & (rng.random(rows.size) < design.by_person))
    by_watch: Floats = np.maximum(np.round(watched[timed] + _WATCH_S * rng.standard_normal(timed.size)), 0.0)
    parts.append(
        {
            "contact": rows[timed] + 1,
            "name": name,
            "source": "person",
            "value": by_watch,
            "status": status[timed],
        }
    )
    if channel == "phone":
        count = np.where(reached, rng.poisson(_TRANSFERRED, rows.size).astype(np.float64), np.nan)
        seen = np.where(reached, "observed", "not_observed").astype(object)
        parts.append(
            {"contact": rows + 1, "name": "transfers", "source": "reconciled", "value": count, "status": seen}
        )
    return parts


def _replies(
    contacts: SimulatedContacts, rows: Codes, channel: str, world: Truth, rng: np.random.Generator
) -> list[dict[str, np.ndarray | str]]:
    prompt = world.prompt[contacts.organisation[rows], CHANNELS.index(channel)]
    number = np.full(rows.size, np.inf)
    some = prompt > 0
    # Geometric in working days, by inversion.
    number[some] = np.ceil(
        np.log1p(-rng.random(int(some.sum()))) / np.log1p(-np.minimum(prompt[some], 1 - 1e-12))
    )
    number = np.maximum(number, 1)
    came = number <= 30
    contacts.outcome[rows] = np.where(came, OUTCOMES.index("replied"), OUTCOMES.index("no_reply"))
    seconds = _seconds(contacts, rows[came], number[came].astype(np.intp), world, rng)
    return [
        {
            "contact": rows[came] + 1,
            "name": "reply_time",
            "source": "machine",
            "value": seconds,
            "status": np.full(seconds.size, "observed", dtype=object),
        }
    ]


def _seconds(
    contacts: SimulatedContacts, rows: Codes, number: Codes, world: Truth, rng: np.random.Generator
) -> Floats:
    """Seconds to a moment between noon and four on that working day, the day of sending being number 1."""
    started = contacts.started.iloc[rows].dt.tz_convert("Europe/Oslo").dt.tz_localize(None).to_numpy()
    sent = started.astype("datetime64[D]")
    day = np.empty(rows.size, dtype="datetime64[D]")
    country = world.places["country"].to_numpy()[contacts.organisation[rows]]
    years = sent.min().astype(object).year if rows.size else 2027
    for name in ("NO", "SE"):
        closed = public_holidays(country=name, first_year=years, last_year=years + 2)
        mine = country == name
        day[mine] = np.busday_offset(sent[mine], number[mine] - 1, roll="forward", holidays=closed)
    moment = day.astype("datetime64[s]") + rng.integers(12 * 3600, 16 * 3600, rows.size).astype(
        "timedelta64[s]"
    )
    local = pd.Series(moment).dt.tz_localize("Europe/Oslo").dt.tz_convert("UTC")
    waited = (local.to_numpy() - contacts.started.iloc[rows].to_numpy()) / np.timedelta64(1, "s")
    return np.asarray(waited, dtype=np.float64)
