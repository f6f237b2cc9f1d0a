"""Which contacts are left out of the scores: the newest word on each says so."""

from __future__ import annotations

import datetime as dt

from django.db.models import OuterRef, Subquery

from results.models import Exclusion


def is_left_out() -> Subquery:
    """Return whether each contact of a query is left out, to annotate it; None where nothing was said."""
    words = Exclusion.objects.filter(contact=OuterRef("pk")).order_by("-pk")
    return Subquery(words.values("excluded")[:1])


def left_out(campaign: int, *, at: dt.datetime | None = None) -> set[int]:
    """Return the ids of a campaign's contacts that are left out now, or were `at` a moment."""
    words = Exclusion.objects.filter(contact__campaign=campaign)
    if at is not None:
        words = words.filter(at__lte=at)
    newest = words.order_by("contact", "-pk").distinct("contact").values_list("contact", "excluded")
    return {contact for contact, excluded in newest if excluded}
