"""The phones on which an organisation's own people practise: kept, verified, taken away."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from probes.errors import NotAllowed
from probes.phone.guard import check_dialable
from results.audit import audit
from results.errors import NotChangeable
from results.models import Account, Organisation, PracticePhone
from scenarios.phone_address import dialled


@transaction.atomic
def keep_practice_phone(
    *, organisation: Organisation, account: Account, address: str, actor: str
) -> PracticePhone:
    """Keep somebody's own phone, one each; another number than before must be verified anew.

    Raises NotChangeable for an emergency or premium number, or what is none.
    """
    try:
        found = check_dialable(dialled(address.strip()), country=organisation.country, allowed=None)
    except NotAllowed as error:
        raise NotChangeable(str(error)) from error
    phone, made = PracticePhone.objects.select_for_update(of=("self",)).get_or_create(
        organisation=organisation, account=account, defaults={"address": found}
    )
    if not made and phone.address != found:
        phone.address, phone.verified_at, phone.verified_by = found, None, ""
        phone.save(update_fields=["address", "verified_at", "verified_by"])
    audit(actor=actor, action="practicephone.kept", subject=f"practicephone:{phone.pk}")
    return phone


@transaction.atomic
def verify_practice_phone(*, phone: PracticePhone, address: str, actor: str) -> None:
    """Note that the house has spoken with its owner on it: only then is it ever rung.

    `address` is what the house dialled. Raises NotChangeable if it is another by now.
    """
    mine = PracticePhone.objects.filter(pk=phone.pk, address=address)
    if not mine.update(verified_at=timezone.now(), verified_by=actor):
        raise NotChangeable("the phone has changed meanwhile")
    audit(actor=actor, action="practicephone.verified", subject=f"practicephone:{phone.pk}")


@transaction.atomic
def remove_practice_phone(*, phone: PracticePhone, actor: str) -> None:
    """Take a phone away, with everything that was practised on it."""
    pk = phone.pk
    phone.delete()
    audit(actor=actor, action="practicephone.removed", subject=f"practicephone:{pk}")
