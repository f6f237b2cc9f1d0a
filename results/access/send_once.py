from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from results.errors import KeyUsedBefore
from results.models import AccessToken, SentOnce

KEPT_H = 48
"""Hours for which an answer is told again. Project's own choice: over a weekend's first day."""


class Answered(NamedTuple):
    """An answer, and whether it was given before."""

    answer: dict[str, Any]
    again: bool


@transaction.atomic
def send_once(*, token: AccessToken, key: UUID, content: bytes, do: Callable[[], dict[str, Any]]) -> Answered:
    """Do what a program sent, once for each key: sent again, the first answer is told again.

    Of two that arrive together the second waits for the first. What fails leaves no trace, so that it may be
    sent again under its key. Raises KeyUsedBefore where the key came with another content.
    """
    fingerprint = hashlib.sha256(content).hexdigest()
    SentOnce.objects.filter(at__lt=timezone.now() - dt.timedelta(hours=KEPT_H)).delete()
    try:
        with transaction.atomic():
            row = SentOnce.objects.create(token=token, key=key, fingerprint=fingerprint)
    except IntegrityError:
        row = SentOnce.objects.get(token=token, key=key)
        if row.fingerprint != fingerprint:
            raise KeyUsedBefore("this key was used for another content") from None
        return Answered(row.answer, again=True)
    row.answer = do()
    row.save(update_fields=["answer"])
    return Answered(row.answer, again=False)
