"""A whole fieldwork out of a seed, with known truth: for tests, benches and an example edition."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmark.scoring.choices import Choices
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.rules import rules_of
from benchmark.scoring.simulated_answers import simulated_answers
from benchmark.scoring.simulated_contacts import simulated_contacts
from benchmark.scoring.simulated_design import Design
from benchmark.scoring.simulated_truth import Truth, simulated_truth
from benchmark.scoring.simulated_waits import simulated_waits
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire

__all__ = ["Design", "Simulated", "simulate"]


@dataclass(frozen=True)
class Simulated:
    """A simulated fieldwork and the truth behind it."""

    fieldwork: Fieldwork
    truth: Truth


def simulate(
    *,
    method: Method,
    questionnaire: Questionnaire,
    design: Design,
    rng: np.random.Generator,
    world: Truth | None = None,
) -> Simulated:
    """Make a fieldwork: contacts, shoppers who differ, answers to the real items, waits, zeros.

    A contact's quality is drawn from a beta distribution around organisation + shopper + scenario; each item
    then gets one of the two answers whose worths lie around it, so that its expected worth is the contact's
    quality exactly. Waits are log-normal, replies in writing geometric in working days; who is not answered
    in time is tried again as often as the method allows. Same seed, same fieldwork. `world` is what is true
    if that was drawn before, for another year of the same organisations.

    Raises:
        BadChoice: a channel of the mix has no limit in the method.
    """
    rules = rules_of(method=method, questionnaire=questionnaire)
    if world is None:
        world = simulated_truth(method=method, rules=rules, design=design, rng=rng)
    contacts = simulated_contacts(design=design, rng=rng)
    measurements = simulated_waits(
        contacts=contacts, world=world, method=method, design=design, rng=rng, early_s=Choices().early_s
    )
    answers = simulated_answers(
        contacts=contacts, world=world, questionnaire=questionnaire, rules=rules, design=design, rng=rng
    )
    table = contacts.table(world)
    fieldwork = Fieldwork(
        organisations=world.places,
        offers=pd.DataFrame(
            {
                "organisation": np.repeat(world.organisations["organisation"].to_numpy(), len(design.mix)),
                "channel": np.tile(np.array(list(design.mix), dtype=object), design.organisations),
            }
        ),
        contacts=table,
        measurements=measurements,
        answers=answers,
    )
    return Simulated(fieldwork=fieldwork, truth=world)
