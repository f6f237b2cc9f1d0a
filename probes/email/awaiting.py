"""What every probe does whose answer comes by mail, e-mail and web form alike: hand over, or wait here.

For the owner of another channel (the web form), in four lines:

* `request.options["reply_address"]` is our own address for this attempt only: write it into the form. It is
  there in fieldwork and in a single contact alike; where it is missing nobody reads our mail, and
  `reply_address(request)` says so in words (BadSettings).
* After the question has left for certain (the form's confirmation, the mail server's 250), end the probe with
  `return await await_reply(request, recorder, case_number="2026/4711")`. Give the case number of the
  confirmation page, if there is one: a letter that bears it is known by it.
* In fieldwork it returns at once, `Outcome.NO_REPLY`, which is true so far, after an event AWAITING_REPLY.
  The worker reads that event (`is_awaiting`), puts the attempt into the state `awaiting` instead of
  finishing it, and lets go. The mailbox watcher ends it days later: `replied`, `auto_reply_only`, `no_reply`
  or `unreachable`.
* In a single contact (`svartid write`, `svartid submit`) with `options["wait_for_reply"]` (a ReplySource) the
  same call waits until the ending is known, records each letter and returns the outcome.

Offset 0 must be set (`recorder.start`) at the moment the question left: the reply time counts from it.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Protocol, runtime_checkable

from probes.email.arrived import ArrivedLetter
from probes.email.ending import ending_of
from probes.errors import BadSettings
from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.probe import ProbeRequest, Recorder
from probes.timeline import Timeline


@runtime_checkable
class ReplySource(Protocol):
    """Where a single contact waits for its letters."""

    @property
    def due_at(self) -> datetime:
        """Until when it waits."""

    def letters(self, address: str) -> AsyncIterator[tuple[ArrivedLetter, bytes]]:
        """Bring each letter to this address as it comes, with its bytes for the evidence (may be empty)."""


def reply_address(request: ProbeRequest) -> str:
    """Return our own address for this attempt. Raises BadSettings if nobody reads our mail."""
    address = request.options.get("reply_address")
    if not isinstance(address, str) or "@" not in address:
        raise BadSettings(
            "reply_address: there is no mailbox in which an answer could arrive – set SVARTID_MAIL to the"
            " file of your mail accounts (svartid mail check helps)"
        )
    return address


async def await_reply(
    request: ProbeRequest, recorder: Recorder, *, message_id: str = "", case_number: str = ""
) -> Outcome:
    """Hand the attempt over to the mailbox watcher, or wait here if the request brings a ReplySource.

    Returns NO_REPLY when it is handed over: there is none so far. Raises BadSettings as `reply_address`.
    """
    address = reply_address(request)
    source = request.options.get("wait_for_reply")
    detail: dict[str, object] = {"address": address}
    detail |= {"message_id": message_id} if message_id else {}
    detail |= {"case_number": case_number} if case_number else {}
    if not isinstance(source, ReplySource):
        recorder.event(EventKind.AWAITING_REPLY, Source.CALLER, detail=detail)
        return Outcome.NO_REPLY
    recorder.event(
        EventKind.AWAITING_REPLY, Source.CALLER, detail=detail | {"until": source.due_at.isoformat()}
    )
    return await _wait(source, recorder, address)


def is_awaiting(timeline: Timeline) -> bool:
    """Whether the probe handed its attempt over to wait for a letter."""
    return timeline.outcome is Outcome.NO_REPLY and timeline.first(EventKind.AWAITING_REPLY) is not None


async def _wait(source: ReplySource, recorder: Recorder, address: str) -> Outcome:
    begun_ns, begun_at = time.monotonic_ns(), datetime.now(UTC)
    known: list[ArrivedLetter] = []
    letters = source.letters(address)
    try:
        while True:
            left_s = (source.due_at - datetime.now(UTC)).total_seconds()
            try:
                letter, content = await asyncio.wait_for(anext(letters), max(left_s, 0.0))
            except (TimeoutError, StopAsyncIteration):
                recorder.event(EventKind.LIMIT_REACHED, Source.CALLER, detail={"limit": "reply"})
                ending = ending_of(known, due_at=source.due_at, now=datetime.max.replace(tzinfo=UTC))
                assert ending is not None
                return ending.outcome
            known.append(letter)
            name = recorder.attach("letter.eml", content) if content else None
            # The wall clock places a letter: our mail server stamps it in seconds.
            at_ns = round(begun_ns + (letter.received_at - begun_at).total_seconds() * 1e9)
            event = letter.event(started_at=letter.received_at)
            recorder.event(
                event.kind, event.source, at_ns=at_ns, confidence=event.confidence,
                detail=event.detail, evidence=name,
            )  # fmt: skip
            if (ending := ending_of(known, due_at=source.due_at, now=datetime.now(UTC))) is not None:
                return ending.outcome
    finally:
        await letters.aclose()  # type: ignore[attr-defined]
