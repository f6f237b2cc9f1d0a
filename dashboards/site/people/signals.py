"""What the audit trail notes of sign-ins, and the language that a browser speaks after one."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import email_changed, password_changed, password_reset  # type: ignore[import-untyped]
from allauth.mfa.signals import authenticator_added, authenticator_removed  # type: ignore[import-untyped]
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from results.audit import audit
from results.models import Account


@receiver(user_logged_in)
def _signed_in(user: Account, **_: Any) -> None:
    audit(actor=user.label, action="account.signed_in", subject=user.label)


@receiver(user_logged_out)
def _signed_out(user: Account | None, **_: Any) -> None:
    if user is not None:
        audit(actor=user.label, action="account.signed_out", subject=user.label)


@receiver(user_login_failed)
def _refused(credentials: dict[str, Any], **_: Any) -> None:
    email = str(credentials.get("email") or credentials.get("username") or "")
    known = Account.objects.filter(email__iexact=email).first() if email else None
    if known is not None:  # an address that nobody here has is not kept
        audit(actor="stranger", action="account.sign_in_failed", subject=known.label)


@receiver([password_changed, password_reset])
def _password(user: Account, **_: Any) -> None:
    audit(actor=user.label, action="account.password_changed", subject=user.label)


@receiver([authenticator_added, authenticator_removed])
def _factor(user: Account, authenticator: Any, signal: Any, **_: Any) -> None:
    word = "added" if signal is authenticator_added else "removed"
    audit(
        actor=user.label,
        action=f"account.factor_{word}",
        subject=user.label,
        detail={"kind": str(authenticator.type)},
    )


@receiver(email_changed)
def _address(user: Account, **_: Any) -> None:
    audit(actor=user.label, action="account.address_changed", subject=user.label)
