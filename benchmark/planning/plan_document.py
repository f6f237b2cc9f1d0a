"""A plan as plain values, for JSON and CSV."""

from collections.abc import Iterator
from dataclasses import asdict
from math import isfinite
from typing import Any

from benchmark.planning.plan import Plan
from benchmark.planning.planned_contact import PlannedContact

COLUMNS = (
    "key",
    "class",
    "organisation",
    "touchpoint",
    "channel",
    "scenario",
    "language",
    "shopper",
    "second_shopper",
    "at",
    "until",
    "zone",
)
"""The columns of a plan's table."""


def plan_document(plan: Plan) -> dict[str, Any]:
    """Give a plan as a mapping that JSON can hold: campaign, seed, quality and contacts.

    What is infinite is null; `more_shoppers_needed` says so where it matters.
    """
    quality = asdict(plan.quality)
    quality["more_shoppers_needed"] = not isfinite(plan.quality.contacts_for_3_points)
    for name in ("shoppers_each", "contacts_each", "loads"):
        spread = getattr(plan.quality, name)
        quality[name] = None if spread is None else spread._asdict()
    contacts = [dict(zip(COLUMNS, row, strict=True)) for row in plan_rows(plan)]
    document = {"campaign": plan.campaign, "seed": plan.seed, "quality": quality, "contacts": contacts}
    return {name: _finite(value) for name, value in document.items()}


def plan_rows(plan: Plan) -> Iterator[tuple[str | None, ...]]:
    """Give the plan's table row by row; times in ISO 8601 with the offset of the touchpoint's zone."""
    return map(_row, plan.contacts)


def _row(contact: PlannedContact) -> tuple[str | None, ...]:
    return (
        contact.key,
        contact.class_,
        contact.organisation,
        contact.touchpoint,
        contact.channel,
        contact.scenario,
        contact.language,
        contact.shopper,
        contact.second_shopper,
        contact.at.isoformat(),
        contact.until.isoformat(),
        str(contact.at.tzinfo),
    )


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not isfinite(value) else value
