"""A contact that says nothing of its organisation is left out of the scores, or taken in again."""

from __future__ import annotations

from django.db import transaction

from results.audit import audit
from results.errors import NotReviewable
from results.models import Contact, Exclusion


@transaction.atomic
def leave_out(*, contact: Contact, reason: str, author: str) -> Exclusion:
    """Say that a contact does not count: the line was cut, the wrong office was asked, an objection holds.

    It stays in the record and is shown; scores made from now on leave it out, and its organisation reads
    why. Raises NotReviewable without a reason, of a contact that was not made, or if it is left out already.
    """
    return _say(contact, reason, author, excluded=True)


@transaction.atomic
def count_again(*, contact: Contact, reason: str, author: str) -> Exclusion:
    """Take back that a contact does not count. Raises NotReviewable without a reason, or if it counts."""
    return _say(contact, reason, author, excluded=False)


def _say(contact: Contact, reason: str, author: str, *, excluded: bool) -> Exclusion:
    row = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if not reason.strip():
        raise NotReviewable("whether a contact counts is said with a reason that its organisation reads")
    if not row.outcome:
        raise NotReviewable("this contact has not ended yet, or was never made: there is nothing to count")
    newest = Exclusion.objects.filter(contact=row).order_by("-pk").first()
    if (newest is not None and newest.excluded) is excluded:
        raise NotReviewable("this contact is left out already" if excluded else "this contact counts")
    made = Exclusion.objects.create(contact=row, excluded=excluded, reason=reason.strip(), author=author)
    action = "contact.left_out" if excluded else "contact.counted_again"
    audit(actor=author, action=action, subject=f"contact:{row.pk}")
    return made
