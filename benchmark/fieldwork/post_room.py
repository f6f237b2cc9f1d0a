"""Where a worker's letters arrive: every letter kept, sorted, given to its attempt or laid into the tray."""

import asyncio
import logging
from collections.abc import Iterable, Sequence

from django.db import Error, transaction
from django.db.models import Q

from benchmark.fieldwork.desk import Desk
from benchmark.fieldwork.end_awaiting import correct_ending, end_awaiting, end_due
from benchmark.fieldwork.sort_reply import sort_reply
from probes.email.account import MailAccount
from probes.email.correlate import Match, MatchIndex, OpenLetter, plain_case
from probes.email.letter import Letter, read_letter
from probes.email.mailbox import Batch, Fetched
from probes.email.sorting.case_number import find_case_number
from probes.email.token import token_of_id, tokens_in
from probes.email.watch import watch_folder
from probes.errors import ProbeError
from results.errors import RecordError
from results.evidence import keep_evidence
from results.letters import bookmark_of, evidence_name, keep_letter
from results.models import Attempt, AttemptState, Correspondence, Mailbox

DUE_EVERY_S = 5.0
"""How often it is looked whose deadline has passed. Project's own choice."""

_AGAIN_S = 5.0
_LOG = logging.getLogger(__name__)


async def keep_post(*, desk: Desk, accounts: Sequence[MailAccount], actor: str) -> None:
    """Watch all folders of all accounts, and end what is due, until cancelled.

    Several workers may do so at once: a letter is kept once, an attempt ends once.
    """
    await desk.do(lambda: _forget_folders(accounts))
    async with asyncio.TaskGroup() as group:
        for account in accounts:
            for folder in account.folders:
                group.create_task(_keep_folder(desk, account, folder, accounts, actor))
        group.create_task(_end_due(desk, actor))


async def _keep_folder(
    desk: Desk, account: MailAccount, folder: str, accounts: Sequence[MailAccount], actor: str
) -> None:
    async def take(batch: Batch) -> None:
        read = await asyncio.to_thread(_read_all, batch.letters)
        await desk.do(
            lambda: take_batch(
                account=account, folder=folder, batch=batch, read=read, accounts=accounts, actor=actor
            )
        )

    async def note(error: str) -> None:
        await desk.do(lambda: _note(account.name, folder, error))

    await desk.do(lambda: _note(account.name, folder, ""))
    while True:
        bookmark = await desk.do(lambda: bookmark_of(account.name, folder))
        try:
            await watch_folder(account, folder, bookmark=bookmark, take=take, note=note)
        except (Error, RecordError, ProbeError, OSError) as error:
            _LOG.warning("letters of %s could not be kept (%s): tried again", account.name, _why(error))
        await asyncio.sleep(_AGAIN_S)


async def _end_due(desk: Desk, actor: str) -> None:
    while True:
        try:
            await desk.do(lambda: end_due(actor=actor))
        except (Error, RecordError) as error:
            _LOG.warning("what is due could not be ended (%s): tried again", _why(error))
        await asyncio.sleep(DUE_EVERY_S)


def _why(error: Exception) -> str:
    # A database's own words may quote what a letter says.
    return type(error).__name__ if isinstance(error, Error) else str(error)


def _read_all(letters: Iterable[Fetched]) -> list[Letter]:
    return [read_letter(each.content, full_size=each.size) for each in letters]


def take_batch(
    *,
    account: MailAccount,
    folder: str,
    batch: Batch,
    read: Sequence[Letter],
    accounts: Sequence[MailAccount],
    actor: str,
) -> int:
    """Keep what one look brought, and say how far the folder is read; return how many letters were new.

    Each letter in a transaction of its own with what it ends; the bookmark moves behind all of them.
    """
    new = sum(
        _take(account, folder, fetched, letter, accounts, actor)
        for fetched, letter in zip(batch.letters, read, strict=True)
    )
    fields: dict[str, object] = {
        "uid_validity": batch.bookmark.uid_validity,
        "last_uid": batch.bookmark.last_uid,
    }
    if not batch.more:
        fields["looked_at"] = batch.at
    Mailbox.objects.update_or_create(name=account.name, folder=folder, defaults=fields)
    return new


@transaction.atomic
def _take(
    account: MailAccount,
    folder: str,
    fetched: Fetched,
    letter: Letter,
    accounts: Sequence[MailAccount],
    actor: str,
) -> bool:
    number = find_case_number(subject=letter.subject, text=letter.text)
    match = whose(letter, case_number=number, accounts=accounts)
    attempt = None
    if match is not None:
        attempt = Attempt.objects.select_related("contact", "touchpoint").get(pk=match.attempt)
    decision = sort_reply(letter=letter, received_at=fetched.received_at, attempt=attempt)
    kept = keep_letter(
        mailbox=account.name,
        folder=folder,
        fetched=fetched,
        letter=letter,
        decision=decision,
        attempt=attempt,
        matched_by=match.by if match else None,
    )
    if kept is None:
        return False
    if attempt is not None:
        settle(attempt=attempt, actor=actor, letter_name=evidence_name(kept), content=fetched)
    return True


def settle(*, attempt: Attempt, actor: str, letter_name: str = "", content: Fetched | None = None) -> None:
    """Let an attempt take note of its letters: it ends, or what came after its end is shown beside it."""
    if content is not None and content.whole:
        keep_evidence(attempt=attempt, name=letter_name, content=content.content, kind="message")
    if attempt.state == AttemptState.AWAITING:
        end_awaiting(attempt=attempt.pk, actor=actor)
    elif attempt.state == AttemptState.FINISHED:
        correct_ending(attempt=attempt.pk, made_by=actor)


def whose(letter: Letter, *, case_number: str | None, accounts: Sequence[MailAccount]) -> Match[int] | None:
    """Return the attempt of a letter, looked up by what stands in it; ended ones are found, too."""
    tokens = set(tokens_in([each.address for each in letter.recipients], accounts))
    tokens |= {token for each in letter.thread_ids if (token := token_of_id(each.lower()))}
    said = Q(token__in=tokens) | Q(message_id__in=letter.thread_ids[:50])
    if case_number:
        said |= Q(case_numbers__contains=[plain_case(case_number)])
    index: MatchIndex[int] = MatchIndex(tuple(accounts))
    rows = Correspondence.objects.filter(said).select_related("attempt__touchpoint")[:200]
    index.add(
        OpenLetter(
            each.attempt_id,
            each.token,
            each.address,
            (each.message_id,) if each.message_id else (),
            tuple(each.case_numbers),
            _mail_domain(each.attempt.touchpoint.address),
        )
        for each in rows
    )
    return index.match(letter, case_number=case_number)


def _mail_domain(address: str) -> str:
    """The domain that an organisation's letters come from, as far as its address tells."""
    return address.rpartition("@")[2] if "@" in address else ""


def _forget_folders(accounts: Sequence[MailAccount]) -> None:
    """A folder that is watched no more must not keep what awaits a letter from ending."""
    for account in accounts:
        Mailbox.objects.filter(name=account.name).exclude(folder__in=account.folders).delete()


def _note(name: str, folder: str, error: str) -> None:
    Mailbox.objects.update_or_create(name=name, folder=folder, defaults={"error": error[:500]})
