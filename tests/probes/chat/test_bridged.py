"""A chat with a live shopper, over a line without any page and in virtual time."""

import asyncio
from collections.abc import AsyncIterator

from virtual_time import VirtualClock, run

from probes.attempt import run_attempt
from probes.chat.line import Signal, SignalKind
from probes.chat.measure import measure_chat
from probes.chat.seat import Observed
from probes.chat.session import ChatSession
from probes.chat.turn import Side, Speaker, Turn
from probes.event import EventKind
from probes.outcome import Outcome
from probes.probe import ProbeRequest
from tests.probes.chat.conftest import QUICK


class Desk:
    """A live shopper in a test: types two turns once a person is there."""

    def __init__(self, *turns: str) -> None:
        self.turns, self.seen, self.there, self.over = turns, [], asyncio.Event(), False

    async def typed(self) -> AsyncIterator[str]:
        await self.there.wait()
        for turn in self.turns:
            await asyncio.sleep(0.3)
            yield turn
        await asyncio.sleep(1.0)

    async def observe(self, turn: Observed) -> None:
        self.seen.append(turn)

    async def joined(self) -> None:
        self.there.set()

    async def ended(self) -> None:
        self.over = True


class Far:
    """A far end without any page: a robot that passes on, and Kari who answers everything."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.closed = self.dropped = False
        self._number = 0
        self._tasks: set[asyncio.Task] = set()

    async def open(self, take) -> None:
        self._take = take
        self._tell(SignalKind.LAUNCHED)
        self._tell(SignalKind.READY)
        self._words("Hi! I am Robo, a chatbot. How can I help you?", "Robo")

    async def say(self, text: str) -> int:
        self.said.append(text)
        at = asyncio.get_running_loop().time()
        self._tasks.add(asyncio.create_task(self._answer(len(self.said))))
        return round(at * 1e9)

    async def choose(self, choice: str) -> int | None:
        return None

    async def close(self) -> None:
        self.closed = True

    async def drop(self) -> None:
        self.dropped = True
        for task in self._tasks:
            task.cancel()

    async def _answer(self, number: int) -> None:
        await asyncio.sleep(0.2)
        if number == 1:
            self._words("I found this. Did this answer your question?", "Robo")
        elif number == 2:
            self._words("I will connect you to an advisor now.", "Robo")
            self._words("Kari has joined the chat", "", Side.NOTICE)
            await asyncio.sleep(0.4)
            self._words("hello, sorry for the wait, I'll just check", "Kari")
        else:
            await asyncio.sleep(0.2)
            self._words("yes, that's fine, I think", "Kari")

    def _words(self, text: str, author: str, side: Side = Side.THEIRS) -> None:
        self._number += 1
        at = asyncio.get_running_loop().time()
        turn = Turn(at, side, text, author)
        self._take(Signal(SignalKind.TURN, round(at * 1e9), key=f"f{self._number}", turn=turn))

    def _tell(self, kind: SignalKind) -> None:
        self._take(Signal(kind, round(asyncio.get_running_loop().time() * 1e9)))


def hold(town, tmp_path, seat, far):
    request = town.request(tmp_path / "evidence")
    options = {"mode": "bridged" if seat else "automatic"}
    request = ProbeRequest(
        request.organisation, "chat", request.enquiry, request.evidence, language="en", wait_limit_s=20,
        talk_limit_s=20, deadline_s=40, options=options,
    )  # fmt: skip

    async def probe(request, recorder):
        return await ChatSession(far, request, recorder, seat=seat, manners=QUICK).hold()

    return run(lambda: run_attempt(probe, request, channel="chat", clock=VirtualClock()))


class _NoTown:
    from tests.probes.chat.conftest import TownChat

    request = TownChat.request
    url, widget, language, extra = "http://127.0.0.1:9", "shadow", "en", {}


def test_a_live_shopper_writes_from_the_persons_first_words_on(tmp_path):
    seat, far = Desk("When is the deadline?", "Thank you, goodbye!"), Far()
    timeline = hold(_NoTown(), tmp_path, seat, far)
    assert timeline.outcome is Outcome.ANSWERED_BY_PERSON
    assert far.said[2:] == ["When is the deadline?", "Thank you, goodbye!"]
    assert (far.closed, far.dropped, seat.over) == (True, True, True)
    connected = timeline.first(EventKind.SHOPPER_CONNECTED).offset_ms
    assert connected >= timeline.first(EventKind.PERSON_ANSWERED).offset_ms
    assert timeline.first(EventKind.SHOPPER_HUNG_UP).offset_ms > connected


def test_a_person_who_is_there_at_once_is_the_shoppers_from_the_first_word(tmp_path):
    class Prompt(Far):
        async def open(self, take) -> None:
            self._take = take
            self._tell(SignalKind.LAUNCHED)
            self._tell(SignalKind.READY)
            self._words("Kari has joined the chat", "", Side.NOTICE)
            self._words("hello, kari here, just a moment", "Kari")

    far = Prompt()
    hold(_NoTown(), tmp_path, Desk("When is the deadline?"), far)
    assert far.said == ["When is the deadline?"]


def test_the_seat_is_shown_everything_from_the_beginning(tmp_path):
    seat = Desk("When is the deadline?")
    hold(_NoTown(), tmp_path, seat, Far())
    shown = list(dict.fromkeys((turn.speaker, turn.text) for turn in seat.seen))
    assert shown[0] == (Speaker.ROBOT, "Hi! I am Robo, a chatbot. How can I help you?")
    assert (Speaker.SHOPPER, "When is the deadline?") in shown
    assert shown[-1] == (Speaker.PERSON, "yes, that's fine, I think")


def test_the_robot_shopper_asks_every_fact_over_any_line(tmp_path):
    far = Far()
    timeline = hold(_NoTown(), tmp_path, None, far)
    facts = [fact.question.say("en") for fact in _NoTown().request(tmp_path).enquiry.facts]
    assert far.said[2 : 2 + len(facts)] == facts
    measured = measure_chat(timeline)
    assert measured["response_time"].value > 0.3
    assert measured["transfers"].value == 0.0


def test_without_a_seat_nobody_is_disturbed(tmp_path):
    far = Far()
    request = _NoTown().request(tmp_path / "evidence")
    request = ProbeRequest(
        request.organisation, "chat", request.enquiry, request.evidence, options={"mode": "bridged"}
    )

    async def probe(request, recorder):
        return await ChatSession(far, request, recorder, manners=QUICK).hold()

    timeline = run(lambda: run_attempt(probe, request, channel="chat", clock=VirtualClock()))
    assert timeline.outcome is Outcome.ERROR
    assert far.said == []
    assert "needs the shopper's seat" in timeline.first(EventKind.NOTE).detail["reason"]
