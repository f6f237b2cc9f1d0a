"""SIPp, a caller that nobody here wrote, against a centre in a process of its own."""

import asyncio
import shutil
from collections import Counter
from pathlib import Path

import pytest

from probes.sandbox.behaviour import (
    Agent,
    Announce,
    Arrival,
    CentreBehaviour,
    Choice,
    Fault,
    Menu,
    NoAnswer,
    Person,
    Refuse,
    seconds,
)
from probes.sandbox.sound import SoundsSpec
from probes.sandbox.start_centre import start_centre
from probes.sandbox.truth import Happening, read_truth

SCENARIOS = Path(__file__).parent / "sipp"
pytestmark = pytest.mark.skipif(
    shutil.which("sipp") is None, reason="sipp is missing: apt-get install sip-tester"
)


@pytest.fixture
async def centre(tmp_path):
    """Start a centre whose other users are the other ways of answering."""
    behaviour = CentreBehaviour(
        id="fjordvik",
        user="4710000100",
        start="menu",
        arrival=Arrival(rings=seconds(0.1)),
        agents=(Agent(id="kari", voice="kari-f2"), Agent(id="ola", voice="ola-m3")),
        stages={
            "menu": Menu(prompt="menu_main", keys={"2": Choice(then="talk")}),
            "talk": Person(silent_first=seconds(0.1), faults=(Fault("dropped", after=seconds(12)),)),
            "busy": Refuse(status=486, cause=17),
            "decline": Refuse(status=603),
            "full": Refuse(status=503, cause=34),
            "ring": NoAnswer(),
            "night": Announce(prompt="welcome", early=True, then="busy"),
        },
        entries={name: name for name in ("busy", "decline", "full", "ring", "night")},
    )
    sounds = SoundsSpec("probes.sandbox.town_sounds:TownSounds", {"organisation": "Fjordvik kommune"})
    running = await start_centre(behaviour, sounds, truth_path=tmp_path / "truth.jsonl", seed=1)
    yield running
    await running.stop()
    assert running.process.returncode == 0


async def sipp(centre, tmp_path, scenario, *options, user="4710000100", calls=1, transport="u1"):
    """Let SIPp make calls; every one must go as the scenario says."""
    where = ["-i", "127.0.0.1", "-mi", "127.0.0.1", "-t", transport, "-s", user]
    many = ["-m", str(calls), "-l", str(calls), "-r", "20", "-timeout", "30", "-nostdin"]
    process = await asyncio.create_subprocess_exec(
        *["sipp", "-sf", str(scenario), *where, *many, *options],
        f"127.0.0.1:{centre.port}",
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await asyncio.wait_for(process.communicate(), 40)
    assert process.returncode == 0, output.decode()[-2000:]


async def test_four_callers_at_once_over_udp_and_tcp_press_a_key_and_talk(centre, tmp_path):
    scenario = SCENARIOS / "answer_key_bye.xml"
    await asyncio.gather(
        sipp(centre, tmp_path, scenario, "-p", "0", calls=2, transport="u1"),
        sipp(centre, tmp_path, scenario, "-p", "0", calls=2, transport="t1"),
    )
    truth = read_truth(centre.truth_path)
    counts = Counter(event.event for event in truth)
    for kind in (
        "INVITE_RECEIVED",
        "OK_SENT",
        "ACK_RECEIVED",
        "KEY_RECEIVED",
        "PERSON_STARTED",
        "BYE_SENT",
        "ENDED",
    ):
        assert counts[Happening[kind]] == 4, kind
    assert {event.detail["voice"] for event in truth if event.event is Happening.PERSON_STARTED} == {
        "kari-f2",
        "ola-m3",
    }


async def test_refusals_and_cancel(centre, tmp_path):
    for user, status in (("busy", 486), ("decline", 603), ("full", 503), ("nobody", 404)):
        scenario = tmp_path / "refused.xml"
        scenario.write_text((SCENARIOS / "refused.xml").read_text().replace("STATUS", str(status)))
        await sipp(centre, tmp_path, scenario, user=user)
    await sipp(centre, tmp_path, SCENARIOS / "cancel.xml", user="ring")
    truth = read_truth(centre.truth_path)
    refused = [event.detail["status"] for event in truth if event.event is Happening.REFUSED]
    assert refused == [486, 603, 503]
    assert [event.event for event in truth][-2:] == [Happening.CANCELLED, Happening.ENDED]
