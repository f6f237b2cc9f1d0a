from functools import partial
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from probes.email.letter import read_letter
from results.audit import audit
from results.erase_account import erase_account
from results.errors import EvidenceDamaged
from results.evidence import keep_evidence, remove_content, remove_unneeded
from results.models import (
    Account,
    Attempt,
    Comment,
    Dispute,
    Evidence,
    Exclusion,
    Letter,
    LetterDecision,
    RatingAnswer,
    RatingCorrection,
    RatingEvent,
    Review,
    Shopper,
    TimelineDocument,
    TimelineEvent,
)
from results.person import comments_of, contacts_of, recordings_of
from results.store import Store
from results.traces import Traces


class Erased(NamedTuple):
    """What an erasure did: under which label the ratings stay, and what went."""

    label: str
    recordings: int
    texts: int
    assignments: int


@transaction.atomic
def erase_person(shopper: Shopper, *, actor: str) -> Erased:
    """Erase everything that says who a shopper is. Ratings stay, under a label that says nothing.

    Name, mail address and phone go, and go out of all words, timelines, traces, comments, reviews and
    disputes of the person's contacts; recordings in which the person may be heard are removed; open
    assignments are withdrawn. The audit trail notes that it was done, by number only. Doing it again
    changes nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL svartid.erasing = 'on'")  # the append-only tables allow it for this only
    label = f"erased-{shopper.pk}"
    now = timezone.now()
    traces = Traces(shopper)
    texts = _erase_words(shopper, traces) + _erase_letters(shopper, traces)
    texts += _erase_evidence(shopper, traces)
    recordings = remove_content(recordings_of(shopper), now=now)
    comments_of(shopper).update(author=label)
    withdrawn = shopper.assignments.filter(state__in=("offered", "accepted")).update(state="withdrawn")
    shopper.conflicts.all().update(reason="")
    again = shopper.erased_at is not None
    shopper.label, shopper.name, shopper.email, shopper.phone = label, "", "", ""
    shopper.phone_verified_at, shopper.active, shopper.pools = None, False, []
    shopper.erased_at = shopper.erased_at or now
    shopper.save()
    for account in Account.objects.filter(roles__shopper=shopper, erased_at__isnull=True).distinct():
        erase_account(account, actor=actor)
    erased = Erased(label, recordings, texts, withdrawn)
    if not again or recordings or texts or withdrawn:
        detail = {"recordings": recordings, "texts": texts, "assignments": withdrawn}
        audit(actor=actor, action="person.erased", subject=f"shopper:{shopper.pk}", detail=detail)
    return erased


def _erase_words(shopper: Shopper, traces: Traces) -> int:
    ratings = shopper.ratings.values("pk")
    contacts = contacts_of(shopper).values("pk")
    attempts = Attempt.objects.filter(contact__in=contacts).values("pk")
    # The person's own free words are searched for first and last name alone, too.
    places: tuple[tuple[Any, tuple[str, ...], bool], ...] = (
        (RatingAnswer.objects.filter(session__in=ratings), ("words", "comment"), True),
        (RatingEvent.objects.filter(session__in=ratings), ("before", "after"), True),
        (RatingCorrection.objects.filter(session__in=ratings), ("words", "reason"), True),
        (Comment.objects.filter(contact__in=contacts), ("text",), True),
        (Review.objects.filter(session__contact__in=contacts), ("reason",), True),
        (Exclusion.objects.filter(contact__in=contacts), ("reason",), True),
        (Dispute.objects.filter(contact__in=contacts), ("text", "decision"), True),
        (Attempt.objects.filter(pk__in=attempts), ("error",), False),
        (Letter.objects.filter(attempt__in=attempts), ("sender", "recipient", "subject"), True),
        (LetterDecision.objects.filter(letter__attempt__in=attempts), ("reason",), True),
        (TimelineDocument.objects.filter(attempt__in=attempts), ("document", "made_by"), False),
        (TimelineEvent.objects.filter(attempt__in=attempts), ("detail",), False),
    )
    changed = 0
    for rows, columns, words in places:
        for row in rows.iterator():
            old = {column: getattr(row, column) for column in columns}
            new = traces.clean_value(old, words=words)
            if new != old:
                rows.model.objects.filter(pk=row.pk).update(**new)
                changed += 1
    return changed


def _erase_letters(shopper: Shopper, traces: Traces) -> int:
    """Write letters that name the person anew without the name; the old file goes with its last row.

    A letter in which the name stands in a coding (quoted-printable, base64) is removed whole.
    """
    changed = 0
    theirs = Letter.objects.filter(
        attempt__contact__in=contacts_of(shopper).values("pk"), refused="", purged_at__isnull=True
    )
    for letter in theirs:
        try:
            content = Store().get(letter.sha256)
        except EvidenceDamaged:
            continue
        clean, old = traces.clean_bytes(content), letter.sha256
        if _names(clean, traces):
            Letter.objects.filter(pk=letter.pk).update(purged_at=timezone.now())
            remove_content(Evidence.objects.filter(sha256=old, purged_at__isnull=True), now=timezone.now())
            transaction.on_commit(partial(remove_unneeded, old))
            changed += 1
        elif clean != content:
            Letter.objects.filter(pk=letter.pk).update(sha256=Store().put(clean))
            transaction.on_commit(partial(remove_unneeded, old))
            changed += 1
    return changed


def _names(content: bytes, traces: Traces) -> bool:
    """Whether a letter still names the person once it is decoded."""
    letter = read_letter(content)
    people = (*letter.to, *letter.cc, *filter(None, (letter.sender,)))
    said = "\n".join([letter.subject, letter.text, *(f"{each.name} {each.address}" for each in people)])
    return traces.clean(said) != said


def _erase_evidence(shopper: Shopper, traces: Traces) -> int:
    """Write traces and messages that name the person anew without the name."""
    changed = 0
    pieces = Evidence.objects.filter(
        attempt__contact__in=contacts_of(shopper).values("pk"), encrypted=False, purged_at__isnull=True
    )
    for piece in pieces.exclude(kind="sound").select_related("attempt"):
        try:
            content = Store().get(piece.sha256)
        except EvidenceDamaged:
            continue  # what is gone names nobody, and must not keep the rest from being erased
        clean = traces.clean_bytes(content)
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
