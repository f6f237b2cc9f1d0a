import asyncio

from probes.chat.room import Room
from probes.chat.script import Script
from probes.chat.seat import Observed, Seat
from probes.event import EventKind, Source
from probes.probe import Recorder

_LOOK_S = 0.1
"""How often the seat is brought up to date (project's own choice)."""


async def bridge(seat: Seat, script: Script, room: Room, recorder: Recorder) -> None:
    """Let the shopper at the seat talk until they have done. Raises the `Over` that ends the chat before."""
    await seat.joined()
    recorder.event(EventKind.SHOPPER_CONNECTED, Source.CALLER)
    typing = asyncio.ensure_future(_type(seat, script))
    typing.add_done_callback(lambda _: room.nudge())
    try:
        await room.until(lambda: typing.done() or None)
        typing.result()
        recorder.event(EventKind.SHOPPER_HUNG_UP, Source.PERSON)
    finally:
        typing.cancel()
        await asyncio.wait({typing})


async def show(seat: Seat, room: Room) -> None:
    """Show every turn, and every change of it, to the seat until cancelled."""
    shown: dict[str, Observed] = {}
    began: float | None = None
    while True:
        for key, one in room.keyed:
            began = one.turn.at_s if began is None else began
            turn = Observed(
                key,
                round(one.turn.at_s - began, 3),
                one.speaker,
                one.confidence,
                one.turn.text,
                one.turn.author,
            )
            if shown.get(key) != turn:
                shown[key] = turn
                await seat.observe(turn)
        await asyncio.sleep(_LOOK_S)


async def _type(seat: Seat, script: Script) -> None:
    async for words in seat.typed():
        if words.strip():
            await script.say(words)
