"""Letters in the record: kept once, decided on, never lost."""

from datetime import datetime, timedelta
from functools import partial
from zlib import crc32

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from probes.email.arrived import TOO_LARGE, Matched
from probes.email.correlate import plain_case
from probes.email.letter import Letter as ReadLetter
from probes.email.mailbox import Bookmark, Fetched
from probes.email.sorting.decision import Decision
from results.errors import NobodyFound
from results.evidence import remove_unneeded
from results.models import Attempt, Correspondence, Letter, LetterDecision, Mailbox
from results.store import Store

KEPT_ASIDE_DAYS = 30
"""How long a letter that was laid aside keeps its words, in case it was a mistake. Project's own choice."""

_READING = 1398161015
"""The class of the advisory locks on mailboxes' folders."""

_MARKED = "\x00"


@transaction.atomic
def keep_letter(
    *,
    mailbox: str,
    folder: str,
    fetched: Fetched,
    letter: ReadLetter,
    decision: Decision,
    attempt: Attempt | None,
    matched_by: Matched | None,
) -> Letter | None:
    """Keep a letter with the program's decision on it; None if the record has it already.

    A folder that the server numbered anew (UIDVALIDITY) brings the same letters again: they are known by what
    they hold and when they came. `attempt` is None for the tray. Several may read one folder at once: they
    take turns, so that the second finds what the first has kept.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [_READING, crc32(f"{mailbox}/{folder}".encode()) - 2**31]
        )
    again = Letter.objects.filter(mailbox=mailbox, folder=folder)
    if again.filter(uid_validity=fetched.uid_validity, uid=fetched.uid).exists():
        return None
    sha256 = Store().put(fetched.content) if fetched.whole else ""
    known = again.filter(received_at=fetched.received_at, size=fetched.size)
    if known.filter(message_id=_short(letter.message_id or "", 998), sha256=sha256).exists():
        return None
    kept = Letter.objects.create(
        mailbox=mailbox,
        folder=folder,
        uid_validity=fetched.uid_validity,
        uid=fetched.uid,
        message_id=_short(letter.message_id or "", 998),
        sender=_short(letter.sender.address if letter.sender else "", 320),
        recipient=_short(letter.recipients[0].address if letter.recipients else "", 320),
        subject=_short(letter.subject, 998),
        received_at=fetched.received_at,
        size=fetched.size,
        sha256=sha256,
        refused="" if fetched.whole else TOO_LARGE,
        kind=decision.kind.value,
    )
    decide_letter(
        kept,
        attempt=attempt,
        matched_by=matched_by,
        kind=decision.kind.value,
        confidence=decision.confidence,
        signs=decision.reasons,
        case_number=decision.case_number or "",
    )
    kept.refresh_from_db()
    return kept


@transaction.atomic
def decide_letter(
    letter: Letter,
    *,
    attempt: Attempt | None,
    matched_by: Matched | None,
    kind: str,
    confidence: float = 1.0,
    signs: tuple[str, ...] = (),
    case_number: str = "",
    laid_aside: bool = False,
    decided_by: str = "svartid",
    reason: str = "",
) -> LetterDecision:
    """Say whose a letter is and of which kind; what was said before stays beside it.

    A case number that it brings is from now on known as its attempt's.
    """
    last = letter.decisions.aggregate(last=Max("number"))["last"] or 0
    case_number = _short(case_number, 64)
    decided = LetterDecision.objects.create(
        letter=letter,
        number=last + 1,
        attempt=attempt,
        matched_by=matched_by.value if matched_by is not None and attempt is not None else "",
        kind=kind,
        confidence=confidence,
        signs=[_short(sign, 200) for sign in signs[:50]],
        case_number=case_number,
        laid_aside=laid_aside,
        decided_by=decided_by,
        reason=reason,
    )
    if attempt is not None and case_number:
        known = Correspondence.objects.select_for_update().filter(attempt=attempt).first()
        if known is not None and (plain := plain_case(case_number)) not in known.case_numbers:
            known.case_numbers = [*known.case_numbers, plain]
            known.save(update_fields=["case_numbers"])
    return decided


@transaction.atomic
def empty_laid_aside(*, now: datetime | None = None) -> int:
    """Empty letters that were laid aside a while ago (`KEPT_ASIDE_DAYS`): they were somebody else's.

    The row stays and says that there was one; content, sender and subject go. Returns how many.
    """
    now = now or timezone.now()
    before = now - timedelta(days=KEPT_ASIDE_DAYS)
    due = list(
        Letter.objects.filter(laid_aside=True, purged_at__isnull=True)
        .exclude(decisions__decided_at__gt=before)
        .values_list("pk", "sha256")
    )
    if due:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL svartid.erasing = 'on'")  # what arrived may change for this only
        Letter.objects.filter(pk__in=[pk for pk, _ in due]).update(
            purged_at=now, sender="", subject="", recipient=""
        )
        for _, sha256 in due:
            transaction.on_commit(partial(remove_unneeded, sha256))
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL svartid.erasing = 'off'")
    return len(due)


def tray() -> QuerySet[Letter]:
    """Return the letters that belong to no attempt and that nobody laid aside, the newest first."""
    return Letter.objects.filter(attempt__isnull=True, laid_aside=False).order_by("-received_at", "-pk")


def find_letter(number: int) -> Letter:
    """Return a letter by its number. Raises NobodyFound."""
    found = Letter.objects.filter(pk=number).first()
    if found is None:
        raise NobodyFound(f"there is no letter {number} – svartid tray lists those that nobody has claimed")
    return found


def bookmark_of(mailbox: str, folder: str) -> Bookmark:
    """Return how far a folder has been read; the beginning if never."""
    row = Mailbox.objects.filter(name=mailbox, folder=folder).first()
    return Bookmark() if row is None else Bookmark(row.uid_validity, row.last_uid)


def evidence_name(letter: Letter) -> str:
    """Return the name under which a letter stands among its attempt's evidence."""
    return f"letter-{letter.pk}.eml"


def _short(text: str, most: int) -> str:
    """PostgreSQL takes no NUL, and a column only so much."""
    return text.replace(_MARKED, "␀")[:most]
