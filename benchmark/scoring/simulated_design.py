"""How large and how varied a simulated fieldwork is."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmark.scoring.errors import BadChoice


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
