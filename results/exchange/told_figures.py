"""Figures that shoppers timed or counted by themselves, in a file of ratings."""

from __future__ import annotations

from typing import NamedTuple, get_args

from results.exchange.cells import BadCell, number
from results.exchange.table import Row, Table
from results.keep_reported import COUNTS
from results.models import Contact, ReportedFigure, Shopper
from scenarios.base import Measurement

TOLD = {
    name.replace("_", "-"): name for name in get_args(Measurement) if name not in ("attempts", "answered")
}
"""What a row of a file of ratings may name in place of an item: measurements that a shopper can take."""


class Told(NamedTuple):
    """A figure of a contact, read from a row."""

    contact: Contact
    shopper: Shopper
    name: str
    value: float


def read_told(table: Table, row: Row, contact: Contact, shopper: Shopper) -> Told | None:
    """Read a figure, seconds or a count; None beside a mistake noted in the table."""
    name = TOLD[row.values["item"]]
    try:
        value = number(row.values["answer"])
    except BadCell as error:
        table.wrong(row, "answer", str(error))
        return None
    if value < 0 or (name in COUNTS and not value.is_integer()):
        kind = "a whole number" if name in COUNTS else "seconds"
        table.wrong(row, "answer", f"{row.values['item']} is {kind} from 0 (found {value:g})")
        return None
    return Told(contact, shopper, name, value)


def keep_told(told: list[Told]) -> None:
    """Keep figures beside what the machine measured of the newest attempt of their contacts."""
    newest = {
        contact: attempt
        for contact, attempt in Contact.objects.filter(pk__in={each.contact.pk for each in told})
        .order_by("pk", "attempts__number")
        .values_list("pk", "attempts")
        if attempt is not None
    }
    ReportedFigure.objects.bulk_create(
        ReportedFigure(
            attempt_id=newest[each.contact.pk],
            shopper=each.shopper,
            name=each.name,
            value=each.value,
            unit="count" if each.name in COUNTS else "s",
        )
        for each in told
        if each.contact.pk in newest
    )
