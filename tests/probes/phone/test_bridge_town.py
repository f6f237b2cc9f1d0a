"""Bridged calls on real SIP: a centre with a queue, a shopper's phone, each in a process of its own."""

import asyncio
from dataclasses import dataclass

import pytest

from probes.attempt import run_attempt
from probes.event import EventKind
from probes.phone.call_request import REACHING
from probes.phone.engine.lines import PhoneLines
from probes.phone.hearing import Hearing
from probes.phone.means import Means
from probes.phone.probe import PhoneProbe
from probes.phone.sound.memories import ShortMemory
from probes.phone.speech import RobotVoice
from probes.probe import ProbeRequest
from probes.sandbox.behaviour import Agent, Arrival, CentreBehaviour, HangUp, Person, Queue, seconds
from probes.sandbox.shopper_phone import ShopperHabit
from probes.sandbox.sound import SoundsSpec
from probes.sandbox.start_centre import start_centre, start_shopper
from probes.sandbox.truth import Happening, TrueEvent, read_truth
from probes.timeline import Timeline
from scenarios.duration import Duration
from scenarios.organisation import Organisation
from scenarios.steps import Bridge, Expect

ENQUIRY = REACHING.model_copy(
    update={"phone": (Expect(expect="anything"), Bridge(bridge="shopper", limit=Duration(9.0)))}
)
SOUNDS = SoundsSpec("probes.sandbox.town_sounds:TownSounds", {"organisation": "Fjordvik kommune"})


def centre(person: Person) -> CentreBehaviour:
    return CentreBehaviour(
        id="fjordvik",
        user="switchboard",
        stages={
            "queue": Queue(music="waltz", wait=seconds(3), first_message=seconds(30), then="clerk"),
            "clerk": person,
            "end": HangUp(),
        },
        start="queue",
        agents=(Agent(id="kari", voice="kari-f2"),),
        arrival=Arrival(rings=seconds(0.3)),
    )


@dataclass
class Bridged:
    """What both ends know of one bridged call; times in seconds of CLOCK_MONOTONIC."""

    timeline: Timeline
    zero_s: float
    organisation: list[TrueEvent]
    shopper: list[TrueEvent]

    def at(self, kind: EventKind) -> float:
        return self.zero_s + self.timeline.first(kind).offset_ms / 1000

    def true(self, kind: Happening, *, after: float = 0.0) -> float:
        return next(e.ns / 1e9 for e in self.organisation if e.event is kind and e.ns / 1e9 >= after)

    def of_shopper(self, kind: Happening) -> list[TrueEvent]:
        return [event for event in self.shopper if event.event is kind]


async def bridged(means: Means, folder, *, person: Person, habit: ShopperHabit) -> Bridged:
    folder.mkdir()
    paths = folder / "centre.jsonl", folder / "shopper.jsonl"
    far = await start_centre(centre(person), SOUNDS, truth_path=paths[0], seed=5)
    phone = await start_shopper(habit, SOUNDS, truth_path=paths[1], seed=6)
    organisation = Organisation.model_validate(
        {
            "organisation": "fjordvik",
            "name": "Fjordvik kommune",
            "class": "municipality",
            "country": "NO",
            "touchpoints": {"switchboard": {"phone": far.uri}},
        }
    )
    try:
        request = ProbeRequest(
            organisation,
            "switchboard",
            ENQUIRY,
            folder / "evidence",
            options={"mode": "bridged", "shopper": phone.uri},
            wait_limit_s=40.0,
            talk_limit_s=40.0,
        )
        zero = []
        timeline = await run_attempt(
            PhoneProbe(means),
            request,
            watcher=lambda event, stored: (
                zero.append(asyncio.get_running_loop().time()) if event.kind is EventKind.DIALLED else None
            ),
        )
        await asyncio.sleep(0.3)
    finally:
        await asyncio.gather(far.stop(), phone.stop())
    truth = [read_truth(path) for path in paths]
    invited = next(e.ns / 1e9 for e in truth[0] if e.event is Happening.INVITE_RECEIVED)
    return Bridged(timeline, invited, *truth)


@pytest.fixture(scope="module")
def calls(tmp_path_factory):
    """Four bridged calls at once: the usual one, a late shopper, and each side hanging up first."""
    folder = tmp_path_factory.mktemp("bridged")
    talks = Person(turns=(6, 6), closes=False, silent_first=seconds(0.3))
    closes = Person(turns=(1, 1), silent_first=seconds(0.3), then="end")
    habits = {
        "closes": (closes, ShopperHabit(rings=seconds(1), says=("talk", "talk", "talk"))),
        "leaves": (talks, ShopperHabit(rings=seconds(1), hangs_up_after=seconds(10))),
        "late": (talks, ShopperHabit(rings=seconds(9), says=("talk",), hangs_up_after=seconds(6))),
        "never": (talks, ShopperHabit(does="never")),
    }

    async def make():
        voice = RobotVoice()
        async with PhoneLines() as lines, Hearing() as ears:
            means = Means(lines, ears, voice, ShortMemory())
            made = await asyncio.gather(
                *(bridged(means, folder / n, person=p, habit=h) for n, (p, h) in habits.items())
            )
        voice.close()
        return dict(zip(habits, made, strict=True))

    return asyncio.run(make())


@pytest.mark.parametrize("name", ["closes", "leaves"])
def test_the_shopper_is_connected_within_a_second_of_the_first_word(calls, name):
    call = calls[name]
    word = call.true(Happening.PERSON_STARTED)
    # Within a second on an idle machine (some 0.7 s); the tests share theirs with other tests.
    assert word < call.at(EventKind.SHOPPER_CONNECTED) < word + 1.5
    assert call.at(EventKind.SHOPPER_ANSWERED) < word


@pytest.mark.parametrize("name", ["closes", "leaves"])
def test_clerk_and_shopper_hear_each_other(calls, name):
    call = calls[name]
    connected = call.at(EventKind.SHOPPER_CONNECTED)
    assert call.true(Happening.CALLER_SPOKE, after=connected) > connected
    assert any(e.ns / 1e9 > connected for e in call.of_shopper(Happening.HEARD_SOUND))


@pytest.mark.parametrize("name", ["closes", "leaves"])
def test_a_person_was_reached_whoever_hangs_up_first(calls, name):
    assert calls[name].timeline.outcome.value == "answered_by_person"


def test_the_shopper_is_let_go_when_the_clerk_hangs_up(calls):
    call = calls["closes"]
    assert call.timeline.first(EventKind.HUNG_UP).detail["by"] == "organisation"
    assert [e.detail["by"] for e in call.of_shopper(Happening.ENDED)] == ["caller"]


def test_the_clerk_is_let_go_when_the_shopper_hangs_up(calls):
    call = calls["leaves"]
    assert call.timeline.first(EventKind.HUNG_UP).detail["by"] == "caller"
    ended = [e for e in call.organisation if e.event is Happening.ENDED]
    assert [e.detail["by"] for e in ended] == ["caller"]
    assert call.at(EventKind.HUNG_UP) - call.at(EventKind.SHOPPER_HUNG_UP) < 0.5


@pytest.mark.parametrize("name", ["late", "never"])
def test_a_clerk_without_a_shopper_hears_a_courteous_word(calls, name):
    call = calls[name]
    greeted = call.true(Happening.UTTERANCE_ENDED)
    # Within two seconds on an idle machine (some 1.5 s); the tests share theirs with other tests.
    assert call.true(Happening.CALLER_SPOKE, after=greeted) - greeted < 3.0


def test_a_clerk_is_not_kept_for_ever(calls):
    call = calls["never"]
    assert call.timeline.first(EventKind.LIMIT_REACHED).detail == {"limit": "shopper", "limit_s": 9.0}
    assert call.timeline.first(EventKind.SHOPPER_CONNECTED) is None
    assert call.timeline.all(EventKind.SPOKE)[-1].detail == {"words": "late"}
