from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.db import transaction

from results.access.demo_people import DOMAIN
from results.models import Account, Award, Role, Shopper


@transaction.atomic
def open_accounts(*, award: Award, labels: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Give every invented shopper an account that can sign in; return address and password by label.

    The passwords are made anew each time and kept nowhere. The first one's account is the shopper among the
    people of the demonstration, as whom one may look around by a card afterwards.
    """
    from allauth.account.models import EmailAddress  # type: ignore[import-untyped]

    found: dict[str, tuple[str, str]] = {}
    for place, label in enumerate(labels):
        shopper = Shopper.objects.get(label=label)
        role = Role.objects.filter(shopper=shopper, ended_at__isnull=True).select_related("account").first()
        if role is None:
            email = f"sam.{award.slug}@{DOMAIN}" if place == 0 else f"{label}@shoppers.example"
            account, _ = Account.objects.get_or_create(
                email=email, defaults={"name": shopper.name, "language": "en"}
            )
            Role.objects.create(account=account, role="shopper", shopper=shopper, granted_by="svartid demo")
        else:
            account = role.account
        password = secrets.token_urlsafe(24)
        account.set_password(password)
        account.save(update_fields=["password"])
        EmailAddress.objects.get_or_create(
            user=account, email=account.email, defaults={"verified": True, "primary": True}
        )
        found[label] = (str(account.email), password)
    return found


@transaction.atomic
def close_accounts(*, labels: Sequence[str]) -> None:
    """Take the passwords away again: from now on nobody signs in as an invented shopper but by a card."""
    for role in Role.objects.filter(shopper__label__in=labels).select_related("account"):
        role.account.set_unusable_password()
        role.account.save(update_fields=["password"])
