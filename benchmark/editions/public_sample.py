from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Q

from results.models import Campaign, Contact
from results.queries.left_out import left_out


def public_sample(*, campaign: Campaign, at: dt.datetime) -> dict[str, Any]:
    """Return what an edition's figures rest on: contacts by channel, enquiries by class, counts of people.

    `made` are contacts that were carried out, `planned` all, `left_out` those of the former that do not count
    in scores made `at` that moment; shoppers are a number, never a name.
    """
    contacts = Contact.objects.filter(campaign=campaign)
    channels = (
        contacts.values("channel")
        .annotate(planned=Count("pk"), made=Count("pk", filter=~Q(outcome="")))
        .order_by("channel")
    )
    told = contacts.aggregate(
        shoppers=Count("shopper", distinct=True),
        organisations=Count("organisation", distinct=True),
        classes=Count("klass", distinct=True),
        enquiries=Count("enquiry", distinct=True),
        again=Count("pk", filter=Q(second_shopper__isnull=False)),
    )
    return {
        "channels": list(channels),
        "contacts": sum(each["made"] for each in channels),
        "planned": sum(each["planned"] for each in channels),
        "left_out": len(left_out(campaign.pk, at=at)),
        "rated_twice": told["again"],
        "shoppers": told["shoppers"],
        "organisations": told["organisations"],
        "classes": told["classes"],
        "enquiries": told["enquiries"],
        "asked": _asked(campaign),
    }


def _asked(campaign: Campaign) -> dict[str, list[dict[str, str]]]:
    """The enquiries of each class by their titles."""
    pairs = (
        Contact.objects.filter(campaign=campaign)
        .values_list("klass__slug", "enquiry")
        .distinct()
        .order_by("klass__slug", "enquiry__slug")
    )
    documents = {
        each.enquiry_id: each.enquiry
        for each in Contact.objects.filter(campaign=campaign)
        .order_by("enquiry")
        .distinct("enquiry")
        .select_related("enquiry")
    }
    found: dict[str, list[dict[str, str]]] = {}
    for klass, enquiry in pairs:
        row = documents[enquiry]
        found.setdefault(klass, []).append(dict(row.body.get("title") or {"en": row.slug}))
    return found
