"""Tokens of the town's people, for the tests of the API: those that let somebody in and those that do not."""

from __future__ import annotations

import datetime as dt
from typing import Any


def give_tokens(people: dict[str, Any]) -> dict[str, Any]:
    """Make a token for whoever may have one, and return secrets by name; letters that were due lie still."""
    from django.utils import timezone

    from results.access.tokens import SCOPES, make_token, revoke_token
    from results.models import AccessToken, Notice, Role

    Notice.objects.update(done_at=timezone.now())
    told: dict[str, Any] = {}
    for name in ("eva", "erik", "sam", "siv", "otto", "olga"):
        role = Role.objects.get(account=people[name], ended_at__isnull=True)
        made = make_token(
            role=role,
            name=f"{name}s program",
            scopes=SCOPES[role.role],
            days=30,
            made_by=f"account:{role.pk}",
        )
        told[f"token_{name}"] = made.secret
    role = Role.objects.get(account=people["sam"])
    told["token_reader"] = make_token(
        role=role, name="only reads", scopes=["assignments"], days=30, made_by="account:1"
    ).secret
    otto = Role.objects.get(account=people["otto"])
    for word in ("old", "revoked"):
        made = make_token(role=otto, name=word, scopes=["results"], days=1, made_by="account:1")
        told[f"token_{word}"] = made.secret
        if word == "revoked":
            revoke_token(token=made.token, revoked_by="account:1")
        else:
            ago = timezone.now() - dt.timedelta(days=3)
            AccessToken.objects.filter(pk=made.token.pk).update(
                made_at=ago, expires_at=ago + dt.timedelta(days=1)
            )
        told[f"{word}_token"] = made.token.pk
    return told
