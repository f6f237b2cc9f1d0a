"""Whoever came after a robot or a queue and has written waits for us, whatever they are taken for as yet."""

import asyncio

import pytest

from probes.chat.line import Signal, SignalKind
from probes.chat.manners import Manners
from probes.chat.room import Room
from probes.chat.script import Script
from probes.chat.turn import Side, Turn
from scenarios.chat_steps import ChatWaitFor

ROBOT = ("Norra", "Jag kopplar dig vidare till en handläggare.")
QUEUE = ("", "Du är nummer 1 i kön.")
JOINED = ("", "Alma har anslutit till chatten.")
HELLO = ("Alma", "Jag är en chattbot och förstår inte. Välj vad det gäller: Resa, Kort, Annat")
"""Words that are taken for a robot's."""


def waited(*said, settle_s=0.02):
    """Whether the script goes on from waiting for a person when this has been said, within half a second."""

    async def wait():
        room = Room()
        for number, (author, text) in enumerate(said):
            side = Side.THEIRS if author else Side.NOTICE
            at = room.now - 0.1 + number * 0.01
            turn = Turn(at, side, text, author, typing_s=0.1 if author else None)
            room.take(Signal(SignalKind.TURN, round(at * 1e9), str(number), turn))
        assert room.met_at is None
        script = Script(request=None, recorder=None, line=None, room=room, manners=Manners(settle_s=settle_s))
        try:
            async with asyncio.timeout(0.5):
                await script._wait_for(ChatWaitFor(wait_for="person"))
        except TimeoutError:
            return False
        return True

    return asyncio.run(wait())


@pytest.mark.parametrize("between", [(QUEUE,), (JOINED,), (QUEUE, JOINED)])
def test_somebody_new_who_has_finished_is_gone_on_with(between):
    assert waited(ROBOT, *between, HELLO)


def test_nobody_is_gone_on_with_who_was_there_before():
    robot = (ROBOT[0], HELLO[1])
    assert not waited(ROBOT, QUEUE)
    assert not waited(ROBOT, QUEUE, robot)
    assert not waited(ROBOT, HELLO)


def test_they_are_let_finish():
    assert not waited(ROBOT, QUEUE, HELLO, settle_s=2.0)
