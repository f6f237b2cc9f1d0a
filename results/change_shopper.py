from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from results.audit import audit
from results.errors import NotChangeable
from results.models import ConflictOfInterest, Organisation, Shopper


@transaction.atomic
def verify_phone(*, shopper: Shopper, actor: str) -> None:
    """Note that the house has seen that the phone is the shopper's: only then is it ever dialled.

    Raises NotChangeable where there is no phone.
    """
    if not shopper.phone:
        raise NotChangeable(f"{shopper.label} has no phone")
    Shopper.objects.filter(pk=shopper.pk, phone=shopper.phone).update(phone_verified_at=timezone.now())
    audit(actor=actor, action="shopper.phone_verified", subject=f"shopper:{shopper.pk}")


@transaction.atomic
def switch_shopper(*, shopper: Shopper, active: bool, actor: str) -> None:
    """Let a shopper rest, or ask them again; what is theirs already stays theirs. Raises NotChangeable."""
    if shopper.erased_at is not None:
        raise NotChangeable(f"{shopper.label} was erased")
    Shopper.objects.filter(pk=shopper.pk).update(active=active)
    audit(
        actor=actor,
        action="shopper.activated" if active else "shopper.deactivated",
        subject=f"shopper:{shopper.pk}",
    )


@transaction.atomic
def declare_conflict(*, shopper: Shopper, organisation: Organisation, reason: str, actor: str) -> None:
    """Note that a shopper must not meet an organisation; plans drawn from now on keep them apart."""
    ConflictOfInterest.objects.update_or_create(
        shopper=shopper, organisation=organisation, defaults={"reason": reason.strip()[:500]}
    )
    audit(
        actor=actor,
        action="shopper.conflict_declared",
        subject=f"shopper:{shopper.pk}",
        detail={"organisation": organisation.pk},
    )
