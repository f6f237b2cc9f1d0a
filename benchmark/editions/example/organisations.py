from __future__ import annotations

from benchmark.editions.example.industries import INDUSTRIES
from benchmark.editions.example.names import organisation_name, short_name
from benchmark.editions.example.size import ExampleSize
from scenarios.organisation import Organisation

POINTS = {"phone": "switchboard", "web_form": "contact-form", "email": "mailbox", "chat": "chat"}
"""The touchpoint of each channel; every example organisation has all four."""

_HOURS = {"mon-fri": "08:00-15:30"}


def example_organisations(size: ExampleSize) -> list[Organisation]:
    """Return the organisations of an example, class by class in turn; every third one is Swedish.

    Numbers are of series that are assigned to nobody: Norwegian ones of eight digits that begin with 1,
    Swedish ones of the regulator's numbers for fiction.
    """
    return [_organisation(place % size.classes, place // size.classes) for place in range(size.organisations)]


def _organisation(industry: int, number: int) -> Organisation:
    country = "SE" if number % 3 == 2 else "NO"
    # Counted within the country: names of a class and country differ.
    among = number // 3 if country == "SE" else number - (number + 1) // 3
    kind = INDUSTRIES[industry]
    name = organisation_name(industry=kind, country=country, number=among)
    slug = short_name(name)
    if country == "NO":
        phone = f"+47 10 7{industry // 10} {industry % 10}{number // 10} {number % 10}0"
    else:
        phone = f"+46 8 465 004 {(industry * 5 + number // 3) % 100:02}"
    return Organisation.model_validate(
        {
            "organisation": slug,
            "name": name,
            "class": kind.slug,
            "country": country,
            "website": f"https://www.{slug}.example",
            "touchpoints": {
                "switchboard": {"phone": phone, "open": _HOURS, "menu": {"otherwise": "1"}},
                "contact-form": {"web_form": f"https://www.{slug}.example/kontakt"},
                "mailbox": {"email": f"post@{slug}.example"},
                "chat": {"chat": f"https://www.{slug}.example/chat", "open": _HOURS},
            },
        }
    )
