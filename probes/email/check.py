"""Whether our mail accounts work: what `svartid mail check` finds, without writing to anybody else."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from probes.email.account import MailAccount
from probes.email.compose import compose_letter
from probes.email.mailbox import MailboxReader
from probes.email.replies import mailbox_replies
from probes.email.send import Refused, send_letter
from probes.email.token import message_id_for, new_token
from probes.errors import ProbeError

ROUND_S = 60.0
"""How long a letter to ourselves may take. Project's own choice."""

Verdict = Literal["good", "bad", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried."""

    what: str
    verdict: Verdict
    words: str


async def check_account(account: MailAccount, *, round_trip: bool = True) -> AsyncIterator[Finding]:
    """Try an account step by step: mailbox, IDLE, a letter to our own address and back.

    Nothing is sent to anybody else; with `round_trip` false nothing is sent at all.
    """
    if account.by_token:
        yield Finding("address", "good", f"every attempt writes from {account.address}")
    else:
        yield Finding(
            "address", "note",
            f"{account.address} has no {{token}}: answers are known by their thread and case number only",
        )  # fmt: skip
    for folder in account.folders:
        found = await asyncio.to_thread(_look, account, folder)
        yield found
        if found.verdict == "bad":
            return
    if round_trip:
        yield await _round(account)


def _look(account: MailAccount, folder: str) -> Finding:
    reader = MailboxReader(account, folder)
    what = f"mailbox {folder}"
    try:
        reader.open()
        last = reader.end().last_uid
    except ProbeError as error:
        return Finding(what, "bad", str(error))
    finally:
        reader.close()
    how = "tells by itself what comes (IDLE)" if reader.idles else f"is asked every {account.poll_s:.0f} s"
    return Finding(what, "good", f"{account.incoming} lets us in; it {how}; last letter {last}")


async def _round(account: MailAccount) -> Finding:
    token = new_token()
    address = account.address_for(token)
    message_id = message_id_for(token, address.rpartition("@")[2])
    letter = compose_letter(
        sender=address,
        person=account.person,
        recipient=address,
        subject="Svartid: mail check",
        words="This letter was written by `svartid mail check` and may be deleted.",
        message_id=message_id,
        at=datetime.now(UTC),
        language="en",
    )
    what = "a letter to ourselves"
    due_at = datetime.now(UTC) + timedelta(seconds=ROUND_S)
    try:
        async with mailbox_replies(account, due_at=due_at) as source:
            told = await send_letter(letter, server=account.outgoing, sender=address, recipient=address)
            if isinstance(told, Refused):
                words = f"{account.outgoing} refuses it at the {told.step}: {told.status} {told.words}"
                return Finding(what, "bad", words)
            letters = source.letters(address)
            begun = asyncio.get_running_loop().time()
            try:
                await asyncio.wait_for(anext(letters), ROUND_S)
            finally:
                await letters.aclose()  # type: ignore[attr-defined]
            took = asyncio.get_running_loop().time() - begun
    except TimeoutError:
        return Finding(
            what, "bad",
            f"was sent, but did not come back in {ROUND_S:.0f} s – does {address} reach this mailbox?",
        )  # fmt: skip
    except ProbeError as error:
        return Finding(what, "bad", str(error))
    return Finding(what, "good", f"came back after {took:.1f} s, by {account.outgoing}")
