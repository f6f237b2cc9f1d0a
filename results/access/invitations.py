from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from results.audit import audit
from results.models import Account, Award, Invitation, Organisation, Role, Shopper

VALID_DAYS = 14
"""How long an invitation's link lets somebody in. Project's own choice."""


class Invited(NamedTuple):
    """An invitation and the secret of its link, which is told this once."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(
    *,
    email: str,
    role: str,
    invited_by: str,
    name: str = "",
    language: str = "nb",
    award: Award | None = None,
    organisation: Organisation | None = None,
    shopper: Shopper | None = None,
    owner: bool | None = None,
    post: str = "",
) -> Invited:
    """Make an invitation into one role. The database refuses a role without what it belongs to.

    Whoever the house invites into an organisation is an owner there and may invite colleagues; `owner` says
    otherwise. `post` is where a colleague stands in it. Returns the secret beside it: the record keeps its
    hash only.
    """
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        name=name.strip(),
        language=language,
        role=role,
        award=award,
        organisation=organisation,
        shopper=shopper,
        owner=role == "organisation" if owner is None else owner,
        post=post,
        token_hash=_hash(token),
        invited_by=invited_by,
        expires_at=timezone.now() + dt.timedelta(days=VALID_DAYS),
    )
    audit(
        actor=invited_by,
        action="invitation.made",
        subject=f"invitation:{invitation.pk}",
        detail={"role": role},
    )
    return Invited(invitation, token)


@transaction.atomic
def renew(*, invitation: Invitation, renewed_by: str) -> Invited | None:
    """Give an open invitation a new link and two more weeks; the old link leads nowhere from now on.

    None if it was taken or withdrawn meanwhile.
    """
    token = secrets.token_urlsafe(24)
    changed = Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).update(token_hash=_hash(token), expires_at=timezone.now() + dt.timedelta(days=VALID_DAYS))
    if not changed:
        return None
    audit(actor=renewed_by, action="invitation.renewed", subject=f"invitation:{invitation.pk}")
    invitation.refresh_from_db()
    return Invited(invitation, token)


def open_invitation(token: str) -> Invitation | None:
    """Return the invitation of a link's secret while it is open: not taken, withdrawn or too old."""
    return (
        Invitation.objects.select_related("award", "organisation", "shopper")
        .filter(
            token_hash=_hash(token),
            accepted_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=timezone.now(),
        )
        .first()
    )


@transaction.atomic
def accept(invitation: Invitation, account: Account) -> Role | None:
    """Give the account the invitation's role; None if the invitation was taken or withdrawn meanwhile."""
    taken = Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).update(accepted_at=timezone.now(), accepted_by=account)
    if not taken:
        return None
    role, _ = Role.objects.get_or_create(
        account=account,
        role=invitation.role,
        award=invitation.award,
        organisation=invitation.organisation,
        shopper=invitation.shopper,
        ended_at=None,
        defaults={
            "granted_by": invitation.invited_by,
            "owner": invitation.owner,
            "post": invitation.post,
        },
    )
    audit(
        actor=account.label,
        action="invitation.accepted",
        subject=f"invitation:{invitation.pk}",
        detail={"role": role.role},
    )
    return role


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
