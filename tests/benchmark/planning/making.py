"""Campaigns, organisations and shoppers for the tests of planning: everybody in them is invented."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from benchmark.planning.plan import Plan, plan
from benchmark.planning.shopper import Shopper
from scenarios.campaign import Campaign
from scenarios.enquiry import Enquiry
from scenarios.library_path import library_file
from scenarios.load import load_enquiry, load_method
from scenarios.method import Method
from scenarios.organisation import Organisation

NAMES = ("nursery-admission", "parking-permit", "home-care", "building-application", "waste-collection")


def _path(kind: str, name: str):
    path = library_file(kind=kind, name=name)
    assert path is not None
    return path


ENQUIRIES: dict[str, Enquiry] = {name: load_enquiry(_path("enquiry", name)) for name in NAMES}
AWARD: Method = load_method(_path("method", "kundeserviceprisen"))
KOMMUNETEST: Method = load_method(_path("method", "kommunetest"))
FIRST_CONTACT: Method = load_method(_path("method", "first-contact"))


def campaign(**changes: Any) -> Campaign:
    """Four months of winter, as an award has them."""
    fieldwork = {"from": "2026-12-01", "to": "2027-03-26"} | changes.pop("fieldwork", {})
    classes = changes.pop("class_names", ("municipality",))
    given = {
        "campaign": "winter",
        "method": "kundeserviceprisen",
        "fieldwork": fieldwork,
        "organisations": "*.yaml",
        "enquiries": {name: list(NAMES) for name in classes},
        "seed": 7,
    }
    return Campaign.model_validate(given | changes)


def organisation(name: str = "fjordvik", **changes: Any) -> Organisation:
    """A municipality with a telephone, a form and a chat, open on weekdays."""
    given = {
        "organisation": name,
        "name": name.capitalize(),
        "class": "municipality",
        "country": "NO",
        "touchpoints": {
            "switchboard": {"phone": "+47 10 55 10 00", "open": {"mon-fri": "08:00-15:30"}},
            "form": {"web_form": f"https://www.{name}.example/kontakt"},
            "chat": {"chat": f"https://www.{name}.example/chat", "open": {"mon-fri": "08:00-15:30"}},
        },
    }
    return Organisation.model_validate(given | changes)


def phone(open_: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    return {"phone": "+47 10 55 10 00"} | ({"open": open_} if open_ else {}) | more


def several(count: int, *, classes: Sequence[str] = ("municipality",)) -> list[Organisation]:
    return [organisation(f"o{i:03}", **{"class": classes[i % len(classes)]}) for i in range(count)]


def shoppers(count: int, **changes: Any) -> list[Shopper]:
    return [Shopper(f"s{i:03}", **({"languages": ("nb",)} | changes)) for i in range(count)]


def planned(organisations: Sequence[Organisation], **given: Any) -> Plan:
    """The plan of some organisations, with the award's method where none is given."""
    defaults = {"campaign": campaign(), "method": AWARD, "enquiries": ENQUIRIES}
    return plan(organisations=organisations, **(defaults | given))


def no_holidays(_country: str, _year: int) -> tuple[date, ...]:
    return ()
