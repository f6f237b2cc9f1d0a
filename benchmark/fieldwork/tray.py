"""The tray: letters that belong to no attempt, and what a person says about a letter."""

from typing import Any

from django.db import transaction

from benchmark.fieldwork.post_room import settle
from probes.email.arrived import Matched
from probes.email.sorting.kind import LetterKind
from results.audit import audit
from results.errors import NobodyFound
from results.evidence import keep_evidence
from results.letters import decide_letter, evidence_name, find_letter, tray
from results.models import Attempt, Contact, Letter
from results.queries.mailbox_troubles import overdue_mailboxes, unread_folders
from results.store import Store


def tray_rows() -> list[dict[str, Any]]:
    """Return what lies in the tray, the newest first, as plain JSON values."""
    return [
        {
            "letter": letter.pk,
            "mailbox": letter.mailbox,
            "received_at": letter.received_at.isoformat(),
            "from": letter.sender,
            "to": letter.recipient,
            "subject": letter.subject,
            "kind": letter.kind,
            "confidence": round(letter.confidence, 2),
            "refused": letter.refused,
        }
        for letter in tray()
    ]


def unread_mailboxes() -> list[str]:
    """Say of each mailbox that cannot be read why; while it cannot, nothing that awaits a letter ends."""
    return [
        *(f"{each.folder} is not being read: {each.error}" for each in unread_folders()),
        *(
            f"{each.attempts} attempts are past their deadline, but {each.mailbox} was not read to its end"
            " since – run a worker that serves it"
            for each in overdue_mailboxes()
        ),
    ]


@transaction.atomic
def judge_letter(
    *,
    letter: int,
    by: str,
    reason: str,
    contact: str | None = None,
    kind: LetterKind | None = None,
    aside: bool = False,
) -> Letter:
    """Say to which contact a letter belongs, of which kind it is, or that it belongs to none (`aside`).

    What was said before stays beside it. The attempt takes note at once: it ends, or its ending is corrected
    in a newer timeline. Raises NobodyFound for an unknown letter or contact, and if no attempt of the contact
    was ever made.
    """
    row = find_letter(letter)
    before = row.attempt
    attempt = _attempt_of(contact) if contact else None if aside else before
    last = row.decisions.order_by("-number").first()
    same_kind = kind is None and last is not None
    decide_letter(
        row,
        attempt=attempt,
        matched_by=Matched.PERSON if contact or not row.matched_by else Matched(row.matched_by),
        kind=kind.value if kind else row.kind,
        confidence=last.confidence if same_kind and last else 1.0,
        signs=tuple(last.signs) if same_kind and last else ("person",),
        case_number=last.case_number if last else "",
        laid_aside=aside and attempt is None,
        decided_by=by,
        reason=reason,
    )
    row.refresh_from_db()
    if attempt is not None and not row.refused and row.purged_at is None:
        content = Store().get(row.sha256)
        keep_evidence(attempt=attempt, name=evidence_name(row), content=content, kind="message")
    for each in dict.fromkeys(filter(None, (before, attempt))):
        settle(attempt=each, actor=by)
    audit(
        actor=by, action="letter.judged", subject=f"letter:{row.pk}",
        detail={"attempt": attempt.pk if attempt else None, "kind": row.kind, "aside": row.laid_aside},
    )  # fmt: skip
    return row


def _attempt_of(key: str) -> Attempt:
    """The attempt that a letter to a contact belongs to: the last that was sent."""
    contacts = Contact.objects.filter(key=key)
    if key.count("/") == 1:
        slug, _, name = key.partition("/")
        contacts = Contact.objects.filter(campaign__slug=slug, key=name)
    if contacts.count() > 1:
        slugs = ", ".join(sorted(contacts.values_list("campaign__slug", flat=True)))
        raise NobodyFound(
            f"{key!r}: campaigns {slugs} have this contact – write it like {slugs.split(',')[0]}/{key}"
        )
    contact = contacts.first()
    sent = Attempt.objects.filter(contact=contact, started_at__isnull=False).order_by("-number")
    attempt = sent.first() if contact is not None else None
    if attempt is None:
        raise NobodyFound(f"{key!r}: there is no such contact, or nothing was ever sent for it")
    return attempt
