"""A worker's hands: claims what it has room for, carries it, writes down what came of it."""

import asyncio
import logging
import shutil
import time
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from django.db import Error

from benchmark.fieldwork.await_letter import await_letter
from benchmark.fieldwork.capabilities import Capabilities
from benchmark.fieldwork.claim import LEASE_S, Claim, Search, claim_attempt
from benchmark.fieldwork.desk import Desk
from benchmark.fieldwork.desk_memory import DeskMemory
from benchmark.fieldwork.disk_room import DiskRoom
from benchmark.fieldwork.end_awaiting import end_awaiting
from benchmark.fieldwork.errand import Errand, read_errand
from benchmark.fieldwork.errors import StaleClaim
from benchmark.fieldwork.finish import finish_attempt
from benchmark.fieldwork.live import tell_phase
from benchmark.fieldwork.moves import begin_contact, give_back
from benchmark.fieldwork.picture import Picture, next_picture
from benchmark.fieldwork.pulse import Pulse, Word
from benchmark.fieldwork.record_seat import seated_chat
from benchmark.fieldwork.tidy_plan import end_spent, put_off_full
from benchmark.fieldwork.told import tell_dialled
from probes.attempt import run_attempt
from probes.chat.measure import measure_chat
from probes.directory import Directory
from probes.email.account import MailAccount
from probes.email.awaiting import is_awaiting
from probes.event import Event, EventKind
from probes.measurement import Measurement
from probes.outcome import Outcome
from probes.phone.measure import measure
from probes.probe import Probe
from probes.timeline import Timeline
from probes.web_form.measure import measure_form
from results.errors import RecordError

_LOG = logging.getLogger(__name__)
_AFTER_FAULT_S = 1.0

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Return the wall clock in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Running:
    """An attempt that goes on."""

    claim: Claim
    key: str
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    leave: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the shopper of a bridged contact has had enough."""
    seen: str = ""
    """What was heard or seen of it last."""
    picture: Picture = field(default_factory=Picture)
    picture_at: float = 0.0
    """Monotonic seconds since which it looks so; a shopper's leg and a place leave the phase's age alone."""
    telling: bool = False
    """A task is bringing the picture to the record."""


class Crew:
    """Carries as many attempts at once as the worker can serve, never two at one touchpoint.

    `probes` by channel. `allowed` is the list the engine dials by: the crew fills it with the
    campaigns' own addresses. `folder` holds the evidence of attempts that go on. `campaigns`, if given, are
    all that is served.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        worker: int,
        label: str,
        capabilities: Capabilities,
        probes: Mapping[str, Probe],
        memory: DeskMemory,
        allowed: list[str],
        folder: Path,
        directory: Directory | None = None,
        lease_s: float = LEASE_S,
        clock: Clock = wall_clock,
        campaigns: Collection[int] | None = None,
        accounts: Sequence[MailAccount] = (),
    ) -> None:
        self.running: dict[int, Running] = {}
        self.closing = False
        self.label = label
        self._desk = desk
        self._worker = worker
        self.capabilities = capabilities
        self._probes = probes
        self._memory = memory
        self._allowed = allowed
        self._folder = folder
        self._directory = directory or Directory()
        self._lease_s = lease_s
        self._clock = clock
        self._campaigns = campaigns
        self._accounts = accounts
        self._disk_has_room = DiskRoom()
        self._room = asyncio.Semaphore(capabilities.at_once)
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopped: frozenset[int] = frozenset()
        loop = asyncio.get_running_loop()
        self._pulse = Pulse(
            worker=worker, tell=lambda word: _tell(loop, self._take_word, word), lease_s=lease_s
        )
        self._pulse.start()

    async def offer(self, attempt: int | None = None) -> bool:
        """Take the attempt (or any) as soon as there is room; False if it is not to be had.

        Whoever becomes free goes on with whatever is due next, without being told.
        """
        await self._room.acquire()
        claim = None
        try:
            claim = None if self.closing else await self._claim(attempt)
        finally:
            if claim is None:
                self._room.release()
        if claim is None:
            return False
        task = asyncio.create_task(self._work(claim))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def drain(self) -> None:
        """Take nothing more and wait until what goes on has ended."""
        self.closing = True
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def hang_up(self) -> None:
        """End everything that goes on, now."""
        self.closing = True
        for each in self.running.values():
            each.stop.set()

    async def close(self) -> None:
        """End everything, write it down, and stop the pulse."""
        self.hang_up()
        await self.drain()
        await self._memory.written()
        await asyncio.to_thread(self._pulse.stop)

    # Inside

    async def _work(self, claim: Claim | None) -> None:
        try:
            while claim is not None:
                try:
                    await self._carry(claim)
                except StaleClaim as stale:
                    _LOG.warning("%s", stale)
                except Exception as error:  # noqa: BLE001 - one attempt must not end the worker
                    told = (claim.attempt, type(error).__name__, error)
                    _LOG.error("attempt %d could not be carried (%s: %s)", *told)
                    _LOG.debug("attempt %d", claim.attempt, exc_info=True)
                    await asyncio.sleep(_AFTER_FAULT_S)
                claim = None if self.closing else await self._claim(None)
        finally:
            self._room.release()

    async def _claim(self, attempt: int | None) -> Claim | None:
        if not await asyncio.to_thread(self._disk_has_room):
            return None
        search = Search()
        now = self._clock()
        claim = await self._desk.do(
            lambda: claim_attempt(
                worker=self._worker,
                capabilities=self.capabilities,
                now=now,
                attempt=attempt,
                campaigns=self._campaigns,
                lease_s=self._lease_s,
                search=search,
            )
        )
        if search.day_full:
            await self._desk.do(lambda: put_off_full(attempts=search.day_full, now=now))
        for campaign in search.spent:
            await self._desk.do(partial(end_spent, campaign=campaign, actor=self.label))
        return claim

    async def _carry(self, claim: Claim) -> None:
        folder = self._folder / f"{claim.attempt}-{claim.token}"
        self._pulse.hold(claim, longest_s=self._lease_s)
        running: Running | None = None
        try:
            errand = await self._prepare(claim, folder)
            self._pulse.hold(claim, longest_s=errand.longest_s + 2 * self._lease_s)
            running = self.running[claim.attempt] = Running(claim, errand.key)
            if running.leave.is_set() or not await self._may_begin(claim):
                await self._desk.do(lambda: give_back(claim))
                return
            if claim.campaign in self._stopped:
                running.stop.set()
            timeline = await run_attempt(
                self._probe_of(claim, errand),
                errand.request,
                channel=claim.channel,
                watcher=self._watcher(running),
                stop=running.stop,
                leave=running.leave,
            )
            measured = await asyncio.to_thread(measured_by, timeline)
            await self._desk.do(lambda: self._write(claim, timeline, measured, folder))
        finally:
            self._pulse.release(claim)
            self.running.pop(claim.attempt, None)
            shutil.rmtree(folder, ignore_errors=True)

    async def _prepare(self, claim: Claim, folder: Path) -> Errand:
        errand = await self._desk.do(lambda: self._read_errand(claim, folder))
        # As the record has them now: a phone may have been verified, or changed, since this worker began.
        self._allowed += [each for each in errand.dials if each not in self._allowed]
        await self._memory.fetch(errand.place)
        return errand

    def _probe_of(self, claim: Claim, errand: Errand) -> Probe:
        """The channel's own probe; a bridged chat's has its shopper's seat in the record."""
        probe = self._probes[claim.channel]
        return seated_chat(probe, claim, desk=self._desk) if errand.seated else probe

    def _read_errand(self, claim: Claim, folder: Path) -> Errand:
        return read_errand(claim, evidence=folder, directory=self._directory, accounts=self._accounts)

    async def _may_begin(self, claim: Claim) -> bool:
        """Commit `contacting`: nothing may come between this and the probe."""
        if self.closing or claim.campaign in self._stopped:
            return False
        return await self._desk.do(lambda: begin_contact(claim, lease_s=self._lease_s))

    def _write(self, claim: Claim, timeline: Timeline, measured: list[Measurement], folder: Path) -> None:
        if is_awaiting(timeline):
            pace = self._accounts[0].pace if self._accounts else 1.0
            await_letter(
                claim=claim, timeline=timeline, folder=folder if folder.is_dir() else None, pace=pace
            )
            # An answer may have come while this was written down.
            end_awaiting(attempt=claim.attempt, actor=self.label)
            return
        finish = partial(
            finish_attempt,
            claim=claim,
            timeline=timeline,
            measurements=measured,
            now=self._clock(),
            actor=self.label,
        )
        try:
            finish(folder=folder if folder.is_dir() else None)
        except (OSError, RecordError) as error:
            # What happened must not be lost for want of its files; the attempt says that they are.
            told = getattr(error, "strerror", None) or str(error) or type(error).__name__
            fault = f"the evidence could not be kept ({told})"
            _LOG.error("attempt %d: %s", claim.attempt, fault)
            finish(folder=None, fault=fault)

    def _watcher(self, running: Running) -> Callable[[Event, bool], None]:
        def watch(event: Event, stored: bool) -> None:
            running.seen = event.kind.value
            self._note(running, next_picture(running.picture, event))
            if stored and event.kind in (EventKind.DIALLED, EventKind.SENT):
                # Told at once: if we die in the call, it is known which call it was.
                self._soon(self._desk.do(lambda: tell_dialled(running.claim, event)))

        return watch

    def _note(self, running: Running, picture: Picture) -> None:
        if picture == running.picture:
            return
        if picture.phase != running.picture.phase:
            running.picture_at = time.monotonic()
        running.picture = picture
        if not running.telling:
            running.telling = True
            self._soon(self._tell_pictures(running))

    async def _tell_pictures(self, running: Running) -> None:
        """Show the newest picture; what it was before it could be written is passed over."""
        told = Picture()
        try:
            while told != running.picture:
                told, age_s = running.picture, time.monotonic() - running.picture_at
                tell = partial(tell_phase, running.claim, age_s=age_s, **told._asdict())
                await self._desk.do(tell)
        finally:
            running.telling = False

    def _soon(self, work: Coroutine[None, None, object]) -> None:
        """Do it beside the attempt; that it cannot be done must not disturb the call."""

        async def quietly() -> None:
            try:
                await work
            except (Error, RecordError) as error:
                _LOG.warning("a call's progress could not be written (%s)", type(error).__name__)

        task = asyncio.get_running_loop().create_task(quietly())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _take_word(self, word: Word) -> None:
        if word.stopped is not None:
            self._stopped = word.stopped
        if word.leave:
            self.hang_up()
        for attempt, running in self.running.items():
            if attempt in word.lost or running.claim.campaign in self._stopped:
                running.stop.set()
            if attempt in word.hung_up:
                running.leave.set()


def _tell(loop: asyncio.AbstractEventLoop, take: Callable[[Word], None], word: Word) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(take, word)


def measured_by(timeline: Timeline) -> list[Measurement]:
    """Return what can be measured on a timeline, by its channel."""
    if timeline.channel == "chat" and timeline.outcome is not Outcome.ERROR:
        return list(measure_chat(timeline).values())
    if timeline.channel == "web_form" and timeline.outcome is not Outcome.ERROR:
        return list(measure_form(timeline).values())
    if timeline.channel != "phone" or timeline.outcome is Outcome.ERROR:
        return []
    return list(measure(timeline).values())
