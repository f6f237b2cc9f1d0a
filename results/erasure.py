import json
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from results.audit import audit
from results.evidence import keep_evidence, remove_content
from results.models import (
    Attempt,
    Comment,
    Evidence,
    RatingAnswer,
    RatingEvent,
    Shopper,
    TimelineDocument,
    TimelineEvent,
)
from results.person import comments_of, recordings_of
from results.store import Store

ERASED = "[erased]"
"""What stands where a name, mail address or phone stood."""


class Erased(NamedTuple):
    """What an erasure did: under which label the ratings stay, and what went."""

    label: str
    recordings: int
    texts: int
    assignments: int


@transaction.atomic
def erase_person(shopper: Shopper, *, actor: str) -> Erased:
    """Erase everything that says who a shopper is. Ratings stay, under a label that says nothing.

    Name, mail address and phone go, and go out of all words, timelines, traces and comments of the
    person's contacts; recordings in which the person may be heard are removed; open assignments are
    withdrawn. The audit trail notes that it was done, by number only. Doing it again changes nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL svartid.erasing = 'on'")  # the append-only tables allow it for this only
    label = f"erased-{shopper.pk}"
    now = timezone.now()
    traces = _traces(shopper)
    texts = _erase_words(shopper, traces) + _erase_evidence(shopper, traces)
    recordings = remove_content(recordings_of(shopper), now=now)
    comments_of(shopper).update(author=label)
    withdrawn = shopper.assignments.filter(state__in=("offered", "accepted")).update(state="withdrawn")
    shopper.conflicts.all().update(reason="")
    again = shopper.erased_at is not None
    shopper.label, shopper.name, shopper.email, shopper.phone = label, "", "", ""
    shopper.phone_verified_at, shopper.active, shopper.pools = None, False, []
    shopper.erased_at = shopper.erased_at or now
    shopper.save()
    erased = Erased(label, recordings, texts, withdrawn)
    if not again or recordings or texts or withdrawn:
        detail = {"recordings": recordings, "texts": texts, "assignments": withdrawn}
        audit(actor=actor, action="person.erased", subject=f"shopper:{shopper.pk}", detail=detail)
    return erased


def _traces(shopper: Shopper) -> tuple[str, ...]:
    """Return the words that would give the person away, longest first; a short one would hit strangers."""
    digits = shopper.phone.lstrip("+")
    words = {shopper.name, shopper.email, shopper.phone, digits, shopper.email.partition("@")[0]}
    return tuple(sorted((word for word in words if len(word) >= 4), key=len, reverse=True))


def _clean(value: Any, traces: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        for word in traces:
            value = value.replace(word, ERASED)
        return value
    if isinstance(value, dict):
        return {key: _clean(each, traces) for key, each in value.items()}
    return [_clean(each, traces) for each in value] if isinstance(value, list) else value


def _erase_words(shopper: Shopper, traces: tuple[str, ...]) -> int:
    ratings = shopper.ratings.values("pk")
    contacts = _contacts(shopper)
    attempts = Attempt.objects.filter(contact__in=contacts).values("pk")
    changed = 0
    places: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (RatingAnswer.objects.filter(session__in=ratings), ("words", "comment")),
        (RatingEvent.objects.filter(session__in=ratings), ("before", "after")),
        (Comment.objects.filter(contact__in=contacts), ("text",)),
        (TimelineDocument.objects.filter(attempt__in=attempts), ("document",)),
        (TimelineEvent.objects.filter(attempt__in=attempts), ("detail",)),
    )
    for rows, columns in places:
        for row in rows.iterator():
            old = {column: getattr(row, column) for column in columns}
            new = _clean(old, traces)
            if new != old:
                rows.model.objects.filter(pk=row.pk).update(**new)
                changed += 1
    return changed


def _erase_evidence(shopper: Shopper, traces: tuple[str, ...]) -> int:
    """Write traces and messages that name the person anew without the name."""
    changed = 0
    pieces = Evidence.objects.filter(
        attempt__contact__in=_contacts(shopper), encrypted=False, purged_at__isnull=True
    )
    for piece in pieces.exclude(kind="sound").select_related("attempt"):
        content = Store().get(piece.sha256)
        clean = content
        for word in traces:
            for spelled in {word, json.dumps(word)[1:-1]}:
                clean = clean.replace(spelled.encode(), ERASED.encode())
        if clean != content:
            remove_content([piece], now=timezone.now())
            keep_evidence(
                attempt=piece.attempt,
                name=piece.name,
                content=clean,
                kind=piece.kind,
                media_type=piece.media_type,
            )
            changed += 1
    return changed


def _contacts(shopper: Shopper) -> Any:
    return (shopper.contacts.all() | shopper.second_contacts.all()).values("pk")
