from __future__ import annotations

from typing import Any

from django.db import transaction

from results.access.demo_people import DOMAIN
from results.models import Account, Award, Contact, Participant, Role


@transaction.atomic
def keep_people(*, award: Award) -> None:
    """Write down somebody of each role of an example, once. None has a password.

    An evaluator of this award alone, a shopper with contacts to come, somebody of an organisation, a juror.
    """
    taken = Role.objects.filter(shopper__isnull=False, ended_at__isnull=True).values("shopper_id")
    theirs = Contact.objects.filter(campaign__award=award, shopper__isnull=False).exclude(shopper__in=taken)
    first = theirs.select_related("shopper").order_by("-state", "-campaign__starts_on", "due_at").first()
    member = Participant.objects.filter(campaign__award=award).order_by("organisation__slug")
    people: dict[str, tuple[str, str, dict[str, Any]]] = {
        "eva": ("Eva Lyngbekk", "evaluator", {"award": award}),
        "otto": ("Otto Tåkerud", "organisation", {"organisation": member[0].organisation, "owner": True}),
        "jo": ("Jo Skarvnes", "juror", {"award": award}),
    }
    if first is not None:  # "planned" comes before "done" from the end of the alphabet
        people["sam"] = ("Sam Rypehaug", "shopper", {"shopper": first.shopper})
    for name, (whole, role, of) in people.items():
        account, new = Account.objects.get_or_create(
            email=f"{name}.{award.slug}@{DOMAIN}", defaults={"name": whole, "language": "nb"}
        )
        if new:
            account.set_unusable_password()
            account.save(update_fields=["password"])
            Role.objects.create(account=account, role=role, granted_by="svartid example", **of)
