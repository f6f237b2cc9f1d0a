import asyncio
import contextlib

from probes.errors import ProbeError
from probes.event import EventKind, Source
from probes.phone.conversation.call import Call
from probes.phone.shopper_words import Turn, follow_shopper


class OverhearShopper:
    """Tells the ear and the timeline when the shopper speaks: whoever answers them is a person.

    `heard` says whether the organisation hears the shopper at all; only then do their words count.
    """

    def __init__(self, call: Call) -> None:
        self._call = call
        self._task: asyncio.Task[None] | None = None
        self.heard = False

    def begin(self) -> None:
        """Follow the shopper's leg, if it is not followed already."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Follow it no longer."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _follow(self) -> None:
        with contextlib.suppress(ProbeError):
            tail = await self._call.line.sound("shopper")
            began = tail.started_ns / 1e9
            await follow_shopper(tail, lambda turn: self._tell(turn, began))

    def _tell(self, turn: Turn, began: float) -> None:
        call = self._call
        if not self.heard or call.ear is None:
            return
        ended = None if turn.end_s is None else began + turn.end_s
        started = began + turn.start_s
        call.ear.caller_speaks(started - call.origin, None if ended is None else ended - call.origin)
        kind = EventKind.SPOKE if ended is None else EventKind.SPOKEN
        at = started if ended is None else ended
        call.recorder.event(kind, Source.CALLER, at_ns=round(at * 1e9), detail={"words": "shopper"})
