from __future__ import annotations

import datetime as dt
from typing import Literal

from django.db import IntegrityError, transaction

from results.errors import NotRatable
from results.models import Contact, RatingEvent, RatingSession

_REACHED = ("answered_by_person", "replied")
"""Outcomes that leave somebody to be rated."""


def is_ratable(contact: Contact) -> bool:
    """Tell whether a contact is over and somebody was reached."""
    return contact.state == "done" and contact.outcome in _REACHED


def open_rating(
    *,
    contact: Contact,
    shopper: int,
    language: str,
    now: dt.datetime,
    role: Literal["first", "second", "calibration"],
) -> RatingSession:
    """Return the shopper's rating of a contact, opened now if it was not; two tabs open one.

    Raises NotRatable if the contact is not over, nobody was reached, its campaign has no questionnaire, or
    somebody else rates it in this role.
    """
    mine = RatingSession.objects.filter(contact=contact, shopper=shopper).exclude(state="withdrawn")
    if (found := mine.first()) is not None:
        return found
    if not is_ratable(contact) or contact.campaign.questionnaire_id is None:
        raise NotRatable(f"{contact.key}: there is nothing to rate")
    try:
        with transaction.atomic():
            session = RatingSession.objects.create(
                contact=contact,
                shopper_id=shopper,
                role=role,
                questionnaire_id=contact.campaign.questionnaire_id,
                language=language,
                opened_at=now,
            )
            RatingEvent.objects.create(session=session, at=now, kind="opened", language=language)
    except IntegrityError:
        found = mine.first()
        if found is None:
            raise NotRatable(f"{contact.key} is rated by somebody else") from None
        return found
    return session
