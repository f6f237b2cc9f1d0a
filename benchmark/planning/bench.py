"""What a plan costs: seconds and memory at the sizes of an award, a national benchmark and a great one."""

import resource
import signal
import sys
from dataclasses import dataclass
from multiprocessing import get_context
from time import perf_counter

from benchmark.planning.plan import plan
from benchmark.planning.shopper import Shopper
from scenarios.campaign import Campaign
from scenarios.enquiry import Enquiry
from scenarios.library_path import library_file
from scenarios.load import load_enquiry, load_method
from scenarios.method import Method
from scenarios.organisation import Organisation

SIZES = ((132, 25), (500, 100), (2000, 200))
"""Organisations and contacts each."""

_CLASS = 7
"""Organisations a class, as in the award."""
_LOAD = 46
"""Contacts a shopper, as in the award of 2020 (181 × 25 contacts, 98 shoppers)."""
_ENQUIRIES = ("nursery-admission", "parking-permit", "home-care", "building-application", "waste-collection")


@dataclass(frozen=True, slots=True)
class PlanningCost:
    """The cost of one plan: wall time in seconds, greatest memory of its process in MB (10⁶ bytes)."""

    organisations: int
    contacts_each: int
    seconds: float
    peak_mb: float


def planning_cost(*, organisations: int, contacts_each: int) -> PlanningCost:
    """Draw a plan with shoppers in a process of its own, so that its memory is its own."""
    # Ctrl-C is for the one who waits: it ends this one.
    with get_context("spawn").Pool(1, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        seconds, peak = pool.apply(_measured, (organisations, contacts_each))
    return PlanningCost(organisations, contacts_each, seconds, peak)


def _measured(organisations: int, contacts_each: int) -> tuple[float, float]:
    campaign, method, enquiries = _award(organisations, contacts_each)
    measured = [_organisation(i, classes=len(campaign.enquiries)) for i in range(organisations)]
    shoppers = [
        Shopper(f"shopper-{i:05}", ("nb",)) for i in range(max(1, organisations * contacts_each // _LOAD))
    ]
    began = perf_counter()
    drawn = plan(
        campaign=campaign, organisations=measured, method=method, enquiries=enquiries, shoppers=shoppers
    )
    seconds = perf_counter() - began
    if len(drawn.contacts) != organisations * contacts_each:
        raise AssertionError("the plan lost contacts")
    unit = 1 if sys.platform == "darwin" else 1024
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _award(organisations: int, contacts_each: int) -> tuple[Campaign, Method, dict[str, Enquiry]]:
    """The award's campaign, its key stretched to the number of contacts."""
    few = contacts_each * 6 // 25
    key = {"phone": contacts_each - 2 * few, "web_form": few, "chat": few}
    given = load_method(_library("method", "kundeserviceprisen")).model_dump(
        by_alias=True, exclude_unset=True
    )
    method = Method.model_validate(
        given | {"sample": {"contacts": contacts_each, "key": key, "source": "bench"}}
    )
    classes = [f"class-{i}" for i in range(max(1, organisations // _CLASS))]
    campaign = Campaign.model_validate(
        {
            "campaign": "bench",
            "method": method.method,
            "fieldwork": {"from": "2026-12-01", "to": "2027-03-26"},
            "organisations": "*.yaml",
            "enquiries": {each: list(_ENQUIRIES) for each in classes},
            "shoppers": {"pool": "bench", "double_rated": "5 %"},
            "caps": {"per_touchpoint_a_day": 4},
            "seed": 1,
        }
    )
    return campaign, method, {name: load_enquiry(_library("enquiry", name)) for name in _ENQUIRIES}


def _library(kind: str, name: str) -> str:
    return str(library_file(kind=kind, name=name))


def _organisation(number: int, *, classes: int) -> Organisation:
    # Opening hours differ by the quarter of an hour, so that little can be reckoned once for all.
    opens, closes = f"08:{number % 4 * 15:02}", f"15:{number % 3 * 15:02}"
    hours = {"mon-fri": f"{opens}-{closes}"}
    return Organisation.model_validate(
        {
            "organisation": f"bench-{number}",
            "name": f"Bench {number}",
            "class": f"class-{number % classes}",
            "country": "NO",
            "touchpoints": {
                "switchboard": {"phone": "+47 10 55 10 00", "open": hours},
                "form": {"web_form": "https://www.bench.example/kontakt"},
                "chat": {"chat": "https://www.bench.example/chat", "open": hours},
            },
        }
    )
