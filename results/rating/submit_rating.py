from __future__ import annotations

import datetime as dt

from django.db import transaction

from results.audit import audit
from results.errors import RatingIncomplete
from results.models import RatingEvent, RatingSession
from results.rating.kept_answers import kept_answers
from results.rating.questionnaire_of import questionnaire_of
from results.rating.what_is_missing import what_is_missing


@transaction.atomic
def submit_rating(*, session: int, now: dt.datetime, actor: str) -> bool:
    """Send a rating to the editors; False if it was sent already, so that a double tap sends once.

    Raises RatingIncomplete with what is missing.
    """
    row = RatingSession.objects.select_for_update(of=("self",)).select_related("contact").get(pk=session)
    if row.state != "open":
        return False
    missing = what_is_missing(
        questionnaire=questionnaire_of(row.questionnaire_id),
        channel=row.contact.channel,
        answers=kept_answers(row),
    )
    if missing.answer or missing.words:
        raise RatingIncomplete(missing.answer, missing.words)
    row.state, row.submitted_at = "submitted", max(now, row.opened_at)
    row.save(update_fields=["state", "submitted_at"])
    RatingEvent.objects.create(session=row, at=now, kind="submitted", language=row.language)
    audit(actor=actor, action="rating.submitted", subject=f"rating:{row.pk}")
    return True
