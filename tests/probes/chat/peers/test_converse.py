"""A real client and a real server nobody here wrote: converse.js in Chromium, prosody, people at slixmpp."""

import asyncio
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from agents import Agent, Shift
from converse_page import converse_app
from prosody import prosody

from probes.attempt import run_attempt
from probes.chat.measure import measure_chat
from probes.chat.probe import ChatProbe
from probes.event import EventKind
from probes.outcome import Outcome
from probes.probe import ProbeRequest
from probes.sandbox.web.serve_site import serving
from scenarios.organisation import Organisation
from tests.probes.chat.conftest import ENQUIRY, QUICK

ROOM = "support@rooms.localhost"


async def serve_visitor(desk: Agent, kari: Agent, ola: Agent) -> None:
    """A robot greets and passes on; Kari answers once and hands over; Ola answers, and the desk closes."""
    await desk.inbox.get()
    desk.say("I found this on the subject. Did this answer your question?")
    await desk.inbox.get()
    desk.say("I will connect you to an advisor now.")
    await kari.come()
    await asyncio.sleep(2.0)
    kari.say("hello, kari here, sorry for the wait - let me just read what you wrote")
    await kari.inbox.get()
    await asyncio.sleep(2.5)
    kari.say("hm, my colleague had better answer that, hang on")
    await ola.come()
    await kari.leave()
    await asyncio.sleep(1.5)
    ola.say("Hi, Ola here. I have read the chat, it is the first of March, I think")
    while not (await ola.inbox.get()).startswith("Thank you"):
        await asyncio.sleep(1.5)
        ola.say("yes, you can do that, no problem :)")
    await asyncio.sleep(0.5)
    await ola.leave()
    await desk.plugin["xep_0045"].destroy(ROOM, reason="The chat is over")


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    folder = tmp_path_factory.mktemp("converse")
    shift = Shift()

    async def hold():
        with prosody(folder / "prosody", agents=("robo", "kari", "ola")) as server:
            desk, kari, ola = (
                Agent(name, c2s=server.c2s, room=ROOM, shift=shift) for name in ("Robo", "Kari", "Ola")
            )
            app = converse_app(websocket=server.socket, room=ROOM)
            async with serving(app) as url:
                await desk.come()
                service = asyncio.create_task(serve_visitor(desk, kari, ola))
                point = {
                    "chat": f"{url}/chat",
                    "start": "Chat with us",
                    "system": "converse",
                    "hosts": [f"127.0.0.1:{server.http}"],
                }
                organisation = Organisation.model_validate(
                    {
                        "organisation": "fjordvik",
                        "name": "Fjordvik kommune",
                        "class": "municipality",
                        "country": "NO",
                        "touchpoints": {"chat": point},
                    }
                )
                request = ProbeRequest(
                    organisation, "chat", ENQUIRY, folder / "evidence", language="en", wait_limit_s=40,
                    talk_limit_s=60, deadline_s=80,
                )  # fmt: skip
                timeline = await run_attempt(
                    ChatProbe(manners=replace(QUICK, farewell_s=8.0)), request, channel="chat"
                )
                service.cancel()
                await asyncio.wait({service})
                assert service.cancelled() or service.exception() is None, service.exception()
                for each in (desk, kari, ola):
                    await each.disconnect(wait=0.2)
        return timeline

    return asyncio.run(hold()), shift


def test_a_person_is_reached_through_a_real_server(held):
    timeline, _ = held
    assert timeline.outcome is Outcome.ANSWERED_BY_PERSON


def test_robot_and_people_are_told_apart(held):
    timeline, shift = held
    seen = [
        event.detail["speaker"]
        for event in timeline.all(EventKind.CHAT_TURN)
        if event.detail["speaker"] in ("robot", "person", "undecided")
    ]
    spoken = [one for one in shift.said if one.what not in ("joined", "left")]
    assert seen == ["robot" if one.who == "Robo" else "person" for one in spoken]


def test_times_are_those_of_the_agents_own_clients(held):
    timeline, shift = held
    zero_ns = timeline.started_at.timestamp() * 1e9 - (time.time_ns() - time.monotonic_ns())
    first = next(one for one in shift.said if one.who == "Kari" and one.what != "joined")
    measured = measure_chat(timeline)
    assert measured["answer_time"].value == pytest.approx((first.at_ns - zero_ns) / 1e9, abs=0.3)
    assert measured["bot_turns"].value == 2.0


def test_the_handover_is_one_transfer(held):
    timeline, _ = held
    assert measure_chat(timeline)["transfers"].value == 1.0


def test_who_closed_it_is_told(held):
    # The room outlives slixmpp's `destroy` here, and the widget shows no end: our side leaves in the end.
    timeline, _ = held
    assert timeline.first(EventKind.CHAT_CLOSED).detail["by"] == "shopper"
