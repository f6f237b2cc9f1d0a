from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from results.audit import audit
from results.errors import NotReviewable
from results.models import RatingCorrection, RatingEvent, RatingSession, Review


@transaction.atomic
def accept_rating(*, session: RatingSession, reviewer: str) -> Review:
    """Take a rating as it stands, corrections included. Raises NotReviewable if it is not submitted."""
    _submitted(session)
    review = Review.objects.create(session=session, decision="approved", reviewer=reviewer)
    audit(actor=reviewer, action="rating.accepted", subject=f"rating:{session.pk}")
    return review


@transaction.atomic
def return_rating(*, session: RatingSession, reviewer: str, reason: str) -> Review:
    """Send a rating back to its shopper, who may change it and send it again.

    Raises NotReviewable without a reason, or if it is not submitted.
    """
    _submitted(session)
    if not reason.strip():
        raise NotReviewable("a rating is sent back with a reason that the shopper reads")
    review = Review.objects.create(
        session=session, decision="returned", reviewer=reviewer, reason=reason.strip()
    )
    RatingEvent.objects.create(session=session, at=timezone.now(), kind="returned")
    RatingSession.objects.filter(pk=session.pk).update(state="open", submitted_at=None)
    audit(actor=reviewer, action="rating.returned", subject=f"rating:{session.pk}")
    return review


@transaction.atomic
def correct_rating(
    *,
    session: RatingSession,
    item: str,
    author: str,
    reason: str,
    option: int | None = None,
    number: int | None = None,
    not_applicable: bool = False,
) -> RatingCorrection:
    """Put another answer in an answer's place, with a reason; the shopper's own stays beside it.

    Exactly one of option, number and not_applicable says the right answer. Raises NotReviewable.
    """
    _submitted(session)
    if not reason.strip():
        raise NotReviewable("a correction needs a reason")
    if [option is not None, number is not None, not_applicable].count(True) != 1:
        raise NotReviewable("a correction is one answer")
    made = RatingCorrection.objects.create(
        session=session,
        item=item,
        option=option,
        number=number,
        not_applicable=not_applicable,
        reason=reason.strip(),
        author=author,
    )
    audit(actor=author, action="rating.corrected", subject=f"rating:{session.pk}", detail={"item": item})
    return made


def _submitted(session: RatingSession) -> None:
    state = RatingSession.objects.select_for_update().values_list("state", flat=True).get(pk=session.pk)
    if state != "submitted":
        raise NotReviewable("only a rating that was sent can be reviewed; this one has gone back")
