import asyncio
import contextlib

from probes.errors import ProbeError
from probes.event import EventKind, Source
from probes.phone.conversation.call import Call
from probes.phone.shopper_words import Turn, follow_shopper


class OverhearShopper:
    """Tells the ear and the timeline when the shopper speaks: whoever answers them is a person.

    Only what the organisation hears counts: from `unmute` on, until `mute`. Words under way then begin
    or end at that moment.
    """

    def __init__(self, call: Call) -> None:
        self._call = call
        self._task: asyncio.Task[None] | None = None
        self._heard = False
        self._speaking = False
        self._told: float | None = None
        """When the words began that the ear has been told of and that have not ended."""
        self.last_said: float | None = None
        """When the organisation last heard the shopper finish."""

    def begin(self) -> None:
        """Follow the shopper's leg, if it is not followed already."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._follow())

    def unmute(self) -> None:
        """From now on the organisation hears the shopper."""
        self._heard = True
        if self._speaking:
            self._started(self._call.scene.now)

    def mute(self) -> None:
        """The organisation hears the shopper no longer."""
        self._ended(self._call.scene.now)
        self._heard = False

    async def stop(self) -> None:
        """Follow it no longer."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _follow(self) -> None:
        with contextlib.suppress(ProbeError):
            tail = await self._call.line.sound("shopper")
            began = tail.started_ns / 1e9
            await follow_shopper(tail, lambda turn: self._take(turn, began))

    def _take(self, turn: Turn, began: float) -> None:
        self._speaking = turn.end_s is None
        if turn.end_s is not None:
            self._ended(began + turn.end_s)
        elif self._heard:
            self._started(began + turn.start_s)

    def _started(self, at: float) -> None:
        call = self._call
        if self._told is None and call.ear is not None:
            self._told = at
            call.ear.caller_speaks(at - call.origin, None)
            self._note(EventKind.SPOKE, at)

    def _ended(self, at: float) -> None:
        call = self._call
        if self._told is not None and call.ear is not None:
            began, self._told, self.last_said = self._told, None, at
            call.ear.caller_speaks(began - call.origin, max(began, at) - call.origin)
            self._note(EventKind.SPOKEN, max(began, at))

    def _note(self, kind: EventKind, at: float) -> None:
        self._call.recorder.event(kind, Source.CALLER, at_ns=round(at * 1e9), detail={"words": "shopper"})
