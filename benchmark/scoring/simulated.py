"""A whole fieldwork out of a seed, with known truth: for tests, benches and an example edition."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from benchmark.scoring.choices import Choices
from benchmark.scoring.errors import BadChoice
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.rules import rules_of
from benchmark.scoring.simulated_answers import simulated_answers
from benchmark.scoring.simulated_contacts import simulated_contacts
from benchmark.scoring.simulated_truth import Truth, simulated_truth
from benchmark.scoring.simulated_waits import simulated_waits
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire


@dataclass(frozen=True)
class Design:
    """How large a simulated fieldwork is and how much everything varies; all numbers are project's choice.

    Attributes:
        organisations, contacts, shoppers, scenarios, classes: how many; contacts are those of one
            organisation.
        mix: channels and their share of the contacts, any positive numbers.
        own_shoppers: shoppers an organisation meets; None when every contact draws one of all.
        quality, organisation_sd: mean of the organisations' quality and spread around it, points.
        severity_sd, scenario_sd: spread of shoppers' and scenarios' effects, points; each adds up to 0.
        precision: of the contacts' quality around their mean m, which has variance m(100 − m)/(precision +
            1).
        answered: mean probability that a single try is answered in time.
        applicable: probability that an item that allows "not applicable" applies.
        void: share of contacts that our instrument lost.
        gives_up: share of waits that are given up at a random moment before the limit.
        by_person: share of contacts whose time a person took with a watch, beside the machine's.
        double_rated: share of contacts that a second shopper rates too.
        first_day: first day of the fieldwork, which lasts `days` calendar days.
    """

    organisations: int = 20
    contacts: int = 25
    shoppers: int = 40
    scenarios: int = 10
    classes: int = 4
    mix: dict[str, float] = field(default_factory=lambda: {"phone": 13, "web_form": 6, "chat": 6})
    own_shoppers: int | None = None
    quality: float = 80.0
    organisation_sd: float = 5.0
    severity_sd: float = 4.0
    scenario_sd: float = 3.0
    precision: float = 8.0
    answered: float = 0.9
    applicable: float = 0.9
    void: float = 0.01
    gives_up: float = 0.0
    by_person: float = 0.1
    double_rated: float = 0.0
    first_day: str = "2027-01-11"
    days: int = 110

    def __post_init__(self) -> None:
        for name in ("organisations", "contacts", "shoppers", "scenarios", "classes", "days"):
            if getattr(self, name) < 1:
                raise BadChoice(f"{name} must be at least 1 (found {getattr(self, name)})")
        for name in ("answered", "applicable", "void", "gives_up", "by_person", "double_rated"):
            if not 0 <= getattr(self, name) <= 1:
                raise BadChoice(f"{name} must be a share from 0 to 1 (found {getattr(self, name):g})")
        if not self.mix or min(self.mix.values()) <= 0:
            raise BadChoice("mix must name channels with a share above 0")


@dataclass(frozen=True)
class Simulated:
    """A simulated fieldwork and the truth behind it."""

    fieldwork: Fieldwork
    truth: Truth


def simulate(
    *, method: Method, questionnaire: Questionnaire, design: Design, rng: np.random.Generator
) -> Simulated:
    """Make a fieldwork: contacts, shoppers who differ, answers to the real items, waits, zeros.

    A contact's quality is drawn from a beta distribution around organisation + shopper + scenario; each item
    then gets one of the two answers whose worths lie around it, so that its expected worth is the contact's
    quality exactly. Waits are log-normal, replies in writing geometric in working days; who is not answered
    in time is tried again as often as the method allows. Same seed, same fieldwork.

    Raises:
        BadChoice: a channel of the mix has no limit in the method.
    """
    rules = rules_of(method=method, questionnaire=questionnaire)
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
