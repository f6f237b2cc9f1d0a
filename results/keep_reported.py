from results.errors import NotRatable
from results.models import Attempt, ReportedFigure, Shopper

COUNTS = ("transfers", "attempts", "answered")
"""Measurements that are counts; all others are seconds."""


def keep_reported(*, attempt: Attempt, shopper: Shopper, name: str, value: float) -> ReportedFigure:
    """Keep what a shopper timed (s) or counted of an attempt, beside what the machine measured.

    Told again it stands beside the earlier one, and counts. Raises NotRatable where the shopper has nothing
    to do with the contact, or for a number below 0.
    """
    contact = attempt.contact
    if shopper.pk not in (contact.shopper_id, contact.second_shopper_id):
        raise NotRatable(f"{shopper.label} is not the shopper of {contact.key}")
    if not value >= 0:
        raise NotRatable(f"{name} cannot be below 0 (found {value:g})")
    unit = "count" if name in COUNTS else "s"
    return ReportedFigure.objects.create(attempt=attempt, shopper=shopper, name=name, value=value, unit=unit)
