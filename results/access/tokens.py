"""Keys for machines: made, shown once, found by their secret, counted, taken back."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from results.access.viewer import Viewer
from results.audit import audit
from results.errors import BadToken
from results.models import AccessToken, Role

SCOPES: dict[str, tuple[str, ...]] = {
    "organisation": ("results",),
    "shopper": ("assignments", "ratings"),
    "evaluator": ("status",),
}
"""What a token of a role may be for. Jurors judge by themselves: there are no tokens for that."""
DAYS = (30, 90, 365)
"""How long a token may be good for, in days. Project's own choice: a year at most, then a new one."""
_PREFIX = "svartid_"
"""Secrets begin so, that scanners of code and mail can find one that got lost."""


class MadeToken(NamedTuple):
    """A token and its secret, which is told this once."""

    token: AccessToken
    secret: str


@transaction.atomic
def make_token(*, role: Role, name: str, scopes: Collection[str], days: int, made_by: str) -> MadeToken:
    """Make a token of a role. The record keeps the hash of its secret only.

    Raises BadToken for a role that has ended, scopes that do not go with it, no name, or too many days.
    """
    known = SCOPES.get(role.role, ())
    if role.ended_at is not None or not known:
        raise BadToken(f"there are no tokens for this role ({role.role})")
    if not scopes or not set(scopes) <= set(known):
        raise BadToken(f"a token of this role is for: {', '.join(known)}")
    if not name.strip() or not 1 <= days <= max(DAYS):
        raise BadToken(f"a token has a name and is good for 1 to {max(DAYS)} days")
    secret = _PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        role=role,
        name=name.strip()[:100],
        scopes=sorted(set(scopes)),
        token_hash=_hash(secret),
        hint=secret[-4:],
        made_by=made_by,
        expires_at=timezone.now() + dt.timedelta(days=days),
    )
    audit(
        actor=made_by,
        action="token.made",
        subject=f"token:{token.pk}",
        detail={"role": role.pk, "scopes": token.scopes, "days": days},
    )
    return MadeToken(token, secret)


def good_tokens() -> QuerySet[AccessToken]:
    """Return the tokens that let somebody in just now."""
    return AccessToken.objects.filter(
        revoked_at__isnull=True,
        expires_at__gt=timezone.now(),
        role__ended_at__isnull=True,
        role__account__is_active=True,
    )


def find_token(secret: str) -> AccessToken | None:
    """Return the good token of a secret, with its role and account, in one query; None for any other."""
    return (
        good_tokens().select_related("role__account").filter(token_hash=_hash(secret)).first()
        if secret.startswith(_PREFIX)
        else None
    )


def count_request(token: AccessToken) -> int:
    """Count a request of this minute and return how many there were; notes when the token was last used."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [token.pk])
        return int(cursor.fetchone()[0])


@transaction.atomic
def revoke_token(*, token: AccessToken, revoked_by: str) -> bool:
    """Take a token back: from now on it lets nobody in. False if it was taken back already."""
    changed = AccessToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), revoked_by=revoked_by
    )
    if changed:
        audit(actor=revoked_by, action="token.revoked", subject=f"token:{token.pk}")
    return bool(changed)


def viewer_of_token(token: AccessToken) -> Viewer:
    """Return who looks through a token: its person in its one role, never as an owner."""
    role = token.role
    return Viewer(
        role=role.role,
        label=f"account:{role.account_id}",
        account=role.account_id,
        award=role.award_id,
        organisation=role.organisation_id,
        shopper=role.shopper_id,
    )


_COUNT = """
  UPDATE results_accesstoken SET
    used = CASE WHEN minute = date_trunc('minute', statement_timestamp()) THEN used + 1 ELSE 1 END,
    minute = date_trunc('minute', statement_timestamp()), last_used_at = statement_timestamp()
  WHERE id = %s RETURNING used
"""


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
