import asyncio
import contextlib
from collections.abc import AsyncIterator

from probes.chat.bridge import bridge
from probes.chat.conclude import conclude_chat
from probes.chat.line import ChatLine, Signal, SignalKind
from probes.chat.manners import Manners
from probes.chat.over import ChatCut, ChatEnded, Concluded, Over, TalkLimit, WaitLimit
from probes.chat.plan import Mode, plan
from probes.chat.room import Room
from probes.chat.script import Script
from probes.chat.seat import Seat
from probes.chat.transcript import transcript
from probes.errors import BadSettings
from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.probe import ProbeRequest, Recorder
from scenarios.touchpoint import ChatTouchpoint


class ChatSession:
    """One chat from launch to end, over whatever line carries it.

    Options of the request: `mode` (`automatic` or `bridged`). Bridged needs a `seat`.
    """

    def __init__(
        self,
        line: ChatLine,
        request: ProbeRequest,
        recorder: Recorder,
        *,
        seat: Seat | None = None,
        manners: Manners | None = None,
    ) -> None:
        self._line = line
        self._request = request
        self._recorder = recorder
        self._seat = seat
        self._manners = manners or Manners()
        self._began_s: float | None = None
        self._closed_by: str | None = None
        self._shown_already: set[tuple[EventKind, float]] = set()

    async def hold(self) -> Outcome:
        """Hold the chat and return how it ended.

        Cancelled, it leaves at once and still writes what was seen. Raises BadSettings for a bridged chat
        without a seat, and what the line raises if it cannot carry anything here.
        """
        mode = Mode(str(self._request.options.get("mode") or Mode.AUTOMATIC))
        if mode is Mode.BRIDGED and self._seat is None:
            raise BadSettings("a bridged chat needs the shopper's seat – take --mode automatic, or give one")
        point = self._request.organisation.touchpoints[self._request.touchpoint]
        robots = point.robots if isinstance(point, ChatTouchpoint) else ()
        room = Room(robots=robots)
        room.talk_limit_s = self._request.talk_limit_s
        async with self._shown(room, mode):
            try:
                return self._outcome(room, await self._walk(room, mode))
            finally:
                self._write(room)
                await self._line.drop()

    async def _walk(self, room: Room, mode: Mode) -> Over | None:
        script = Script(
            request=self._request,
            recorder=self._recorder,
            line=self._line,
            room=room,
            manners=self._manners,
        )
        try:
            await self._line.open(lambda signal: self._take(room, signal))
            steps = plan(self._request.enquiry, mode)
            await script.walk(steps, until_person=mode is Mode.BRIDGED)
            if mode is Mode.BRIDGED and self._seat is not None:
                await bridge(self._seat, script, room, self._recorder)
        except (ChatEnded, ChatCut) as over:
            self._closed_by = "organisation" if isinstance(over, ChatEnded) else "network"
            return over
        except Over as over:
            await self._leave()
            return over
        await self._leave()
        return None

    async def _leave(self) -> None:
        """End the chat as a visitor does."""
        self._closed_by = self._closed_by or "shopper"
        await self._line.close()

    def _take(self, room: Room, signal: Signal) -> None:
        recorder, at_ns = self._recorder, signal.at_ns
        if signal.kind is SignalKind.LAUNCHED:
            recorder.start(at_ns)
            self._began_s = at_ns / 1e9
            room.wait_by = self._began_s + self._request.wait_limit_s
            waited = {} if signal.wait_ms is None else {"page_ms": round(signal.wait_ms, 1)}
            recorder.event(EventKind.CHAT_LAUNCHED, Source.CALLER, at_ns=at_ns, detail=waited)
        elif signal.kind is SignalKind.READY:
            recorder.event(EventKind.CHAT_READY, Source.PAGE, at_ns=at_ns)
        elif signal.kind is SignalKind.TYPING:
            recorder.event(EventKind.TYPING_STARTED, Source.PAGE, at_ns=at_ns)
        elif signal.kind is SignalKind.TYPING_ENDED:
            recorder.event(EventKind.TYPING_ENDED, Source.PAGE, at_ns=at_ns)
        room.take(signal)
        self._glimpse(room)

    def _glimpse(self, room: Room) -> None:
        """Show whoever watches what now seems to have happened; the decided events follow at the end."""
        for event in conclude_chat(room.judged, positions=room.positions, until_s=room.now):
            seen = (event.kind, round(event.at_s, 3))
            if seen not in self._shown_already:
                self._shown_already.add(seen)
                self._recorder.glimpse(
                    event.kind,
                    event.source,
                    at_ns=round(event.at_s * 1e9),
                    confidence=event.confidence,
                    detail=event.detail,
                )

    def _outcome(self, room: Room, over: Over | None) -> Outcome:
        if isinstance(over, WaitLimit | TalkLimit):
            limit = "wait" if isinstance(over, WaitLimit) else "talk"
            own = over.limit_s if isinstance(over, WaitLimit) else None
            allowed = self._request.wait_limit_s if limit == "wait" else self._request.talk_limit_s
            detail = {"limit": limit, "limit_s": allowed if own is None else own}
            self._recorder.event(EventKind.LIMIT_REACHED, Source.CALLER, detail=detail)
        if isinstance(over, Concluded):
            self._recorder.event(EventKind.NOTE, Source.CALLER, detail={"note": over.why})
        if isinstance(over, ChatCut):
            return Outcome.LOST
        if room.met_at is not None:
            return Outcome.ANSWERED_BY_PERSON
        if isinstance(over, Concluded):
            return over.outcome
        return _without_person(room, over)

    def _write(self, room: Room) -> None:
        """Write the events that all of the chat has decided, and keep its words as evidence."""
        if self._began_s is None:
            return
        for event in conclude_chat(room.judged, positions=room.positions, until_s=room.now):
            self._recorder.event(
                event.kind,
                event.source,
                at_ns=round(event.at_s * 1e9),
                confidence=event.confidence,
                detail=event.detail,
            )
        over_at = room.over_at or room.lost_at if self._closed_by != "shopper" else None
        by = self._closed_by or "shopper"
        at_ns = None if over_at is None else round(over_at * 1e9)
        evidence = None
        if room.judged:
            content = transcript(room.judged, began_s=self._began_s, own_names=self._own_names())
            evidence = self._recorder.attach("chat.json", content)
        source = Source.CALLER if by == "shopper" else Source.PAGE
        self._recorder.event(EventKind.CHAT_CLOSED, source, at_ns=at_ns, detail={"by": by}, evidence=evidence)

    def _own_names(self) -> list[str]:
        name = self._request.options.get("person")
        return [str(name)] if name else []

    @contextlib.asynccontextmanager
    async def _shown(self, room: Room, mode: Mode) -> AsyncIterator[None]:
        """Show the chat to the shopper's seat while it lasts."""
        if self._seat is None or mode is not Mode.BRIDGED:
            yield
            return
        from probes.chat.bridge import show

        task = asyncio.create_task(show(self._seat, room))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait({task}, timeout=1.0)
            with contextlib.suppress(Exception):
                await self._seat.ended()


def _without_person(room: Room, over: Over | None) -> Outcome:
    """How a chat ended in which no person wrote, by what was there."""
    if room.closed_at is not None:
        return Outcome.CLOSED
    queued = bool(room.positions) or any(
        one.notice is not None and one.notice.kind.value in ("queue", "handover") for one in room.judged
    )
    if isinstance(over, WaitLimit) and queued:
        return Outcome.WAIT_LIMIT_REACHED
    if room.theirs_after(0.0) or queued:
        return Outcome.ANSWERED_BY_MACHINE_ONLY
    return Outcome.NO_ANSWER
