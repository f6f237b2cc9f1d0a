"""The truth of a simulated fieldwork: what every organisation, shopper and scenario is like."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from benchmark.scoring.contact_state import wait_of
from benchmark.scoring.curve import Curve, Floats
from benchmark.scoring.errors import BadChoice
from benchmark.scoring.rules import CHANNELS, Rules
from benchmark.scoring.simulated_design import Design
from scenarios.duration import WorkingDays
from scenarios.limits import ReplyLimit, WaitLimit
from scenarios.method import Method

SIGMA = 0.9
"""Standard deviation of the logarithm of waits; the project's own choice."""
_DRAWN = ("chat", "email", "messenger", "phone", "web_form", "web_page")
"""Channels in which organisations differ, in the order of drawing: a seed gives the same fieldwork whatever
channels are added. In all others each answers as the design says."""
_FAR = 30
"""Working days beyond which no reply comes."""


@dataclass(frozen=True)
class Truth:
    """What is true of a simulated fieldwork.

    Attributes:
        organisations: `organisation, class, score`: the expected score of a contact, 0–100, by the method's
            points, for the mean shopper and scenario and the design's mix (exact when every item applies),
            and `quality`, the expected worth of an item of a reached contact.
        channels: one row an organisation and channel: `share` of contacts, `single` probability that one try
            is answered in time, `reached` probability within the allowed tries, `wait_worth` expected worth
            of the wait of a reached contact, `score`.
        shoppers, scenarios: `shopper`/`scenario` and `effect` in points.
        places: the organisations frame of the fieldwork.
        location: for each organisation the mean logarithm of waits in seconds, shape (p, channels).
        prompt: for each organisation the probability of a reply on a given working day, shape (p, channels).
    """

    organisations: pd.DataFrame
    channels: pd.DataFrame
    shoppers: pd.DataFrame
    scenarios: pd.DataFrame
    places: pd.DataFrame
    location: Floats
    prompt: Floats


def simulated_truth(*, method: Method, rules: Rules, design: Design, rng: np.random.Generator) -> Truth:
    """Draw what is true; raises BadChoice when the method has no limit for a channel of the mix."""
    size = design.organisations
    quality = np.clip(design.quality + design.organisation_sd * rng.standard_normal(size), 8.0, 96.0)
    names = [f"organisation-{i + 1:05}" for i in range(size)]
    classes = [f"class-{i % design.classes + 1:03}" for i in range(size)]
    logit = special.logit(min(max(design.answered, 1e-9), 1 - 1e-9))
    drawn = np.zeros((size, len(CHANNELS)))
    drawn[:, [CHANNELS.index(each) for each in _DRAWN]] = rng.standard_normal((size, len(_DRAWN)))
    chance = special.expit(logit + 0.6 * drawn)
    chance = np.full_like(chance, design.answered) if design.answered in (0.0, 1.0) else chance
    location, prompt = np.zeros_like(chance), np.zeros_like(chance)
    total = sum(design.mix.values())
    frames = []
    for channel, share in design.mix.items():
        place = CHANNELS.index(channel)
        limit = getattr(method.limits, channel, None)
        if limit is None and channel != "web_page":
            raise BadChoice(f"mix: the method {method.method} has no limit for {channel} – leave it out")
        single, tries, worth = chance[:, place], 1, np.full(size, np.nan)
        curve, weight = _measured(rules, place)
        if isinstance(limit, WaitLimit):
            tries = 1 + limit.retry.times
            location[:, place] = np.log(limit.wait.seconds) - SIGMA * special.ndtri(
                np.clip(single, 1e-12, 1 - 1e-12)
            )
            if curve is not None:
                worth = _worth_of_waits(curve, location[:, place], single)
        elif isinstance(limit, ReplyLimit):
            days = _days(limit)
            prompt[:, place] = 1 - (1 - single) ** (1 / days)
            if curve is not None:
                worth = _worth_of_replies(curve, prompt[:, place], days)
        reached = 1 - (1 - single) ** tries if limit is not None else np.ones(size)
        known = np.where(np.isnan(worth), quality, worth)
        frames.append(
            pd.DataFrame(
                {
                    "organisation": names,
                    "channel": channel,
                    "share": share / total,
                    "single": single,
                    "reached": reached,
                    "wait_worth": worth,
                    "score": reached * (weight * known + (1 - weight) * quality),
                }
            )
        )
    channels = pd.concat(frames, ignore_index=True)
    by_share = (channels["score"] * channels["share"]).groupby(channels["organisation"]).sum()
    return Truth(
        organisations=pd.DataFrame(
            {
                "organisation": names,
                "class": classes,
                "quality": quality,
                "score": by_share.loc[names].to_numpy(),
            }
        ),
        channels=channels,
        shoppers=_effects("shopper", design.shoppers, design.severity_sd, rng),
        scenarios=_effects("scenario", design.scenarios, design.scenario_sd, rng),
        places=_places(names, classes),
        location=location,
        prompt=prompt,
    )


def _days(limit: ReplyLimit) -> int:
    most = limit.judged_until or limit.reply
    return most.days if isinstance(most, WorkingDays) else max(1, round(most.seconds / 86_400))


def _measured(rules: Rules, place: int) -> tuple[Curve | None, float]:
    """The value function of a channel's waits and its items' share of all points there."""
    asked = [rule for rule in rules.rules if rule.points[place] > 0]
    timed = [rule for rule in asked if rule.curve is not None and rule.measured == wait_of(CHANNELS[place])]
    total = sum(rule.points[place] for rule in asked)
    if not timed or not total:
        return None, 0.0
    return timed[0].curve, sum(rule.points[place] for rule in timed) / total


def _worth_of_waits(curve: Curve, location: Floats, single: Floats) -> Floats:
    """E[v(T) | T in time], by the mean over 2,000 quantiles of the waits in time."""
    part = (np.arange(2000) + 0.5) / 2000
    quantiles = special.ndtri(np.clip(part[None, :] * single[:, None], 1e-300, 1.0))
    waits = np.exp(location[:, None] + SIGMA * quantiles)
    worth: Floats = curve(waits.ravel()).reshape(waits.shape).mean(axis=1)
    return worth


def _worth_of_replies(curve: Curve, prompt: Floats, days: int) -> Floats:
    number = np.arange(1, days + 1)
    chance: Floats = prompt[:, None] * (1 - prompt[:, None]) ** (number - 1)
    axis = number.astype(np.float64) * (1.0 if curve.unit == "working day" else 86_400.0)
    held = chance.sum(axis=1)
    worth: Floats = np.divide(
        (chance * curve(axis)[None, :]).sum(axis=1), held, out=np.zeros(prompt.size), where=held > 0
    )
    return worth


def _effects(name: str, size: int, spread: float, rng: np.random.Generator) -> pd.DataFrame:
    effect = spread * rng.standard_normal(size)
    return pd.DataFrame({name: [f"{name}-{i + 1:05}" for i in range(size)], "effect": effect - effect.mean()})


def _places(names: list[str], classes: list[str]) -> pd.DataFrame:
    swedish = np.arange(len(names)) % 3 == 2
    return pd.DataFrame(
        {
            "organisation": names,
            "class": classes,
            "country": np.where(swedish, "SE", "NO"),
            "clock": np.where(swedish, "Europe/Stockholm", "Europe/Oslo"),
        }
    )
