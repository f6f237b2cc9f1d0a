"""The real probe over the real engine and ears, to the practice town: SIP, sound and talk on loopback."""

import asyncio
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from conformance import ProbeConformance

from probes.attempt import run_attempt
from probes.directory import read_directory
from probes.event import EventKind
from probes.phone.call_request import REACHING, find_callee, may_be_reached
from probes.phone.engine.lines import PhoneLines
from probes.phone.hearing import Hearing
from probes.phone.means import Means
from probes.phone.probe import PhoneProbe
from probes.phone.sound.memories import ShortMemory
from probes.phone.speech import RobotVoice
from probes.phone.trunk import Trunk
from probes.probe import ProbeRequest
from scenarios.library_path import library_file

CENTRES = ("fjordvik", "pratekroken", "solvskilling", "tallkotten", "helsehuset", "pengebingen", "strandby")
SVARTID = Path(sys.executable).with_name("svartid")

pytestmark = pytest.mark.skipif(
    not __import__("importlib.util").util.find_spec("pjsua2"), reason="there is no pjsua2 for this Python"
)


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The town as a person would start it: another program, found by its directory."""
    state = tmp_path_factory.mktemp("state")
    names = [word for name in CENTRES for word in ("--centre", name)]
    process = subprocess.Popen(
        [SVARTID, "sandbox", "up", "--seed", "3", "--state", state, "--json", *names],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        while not read_directory(state=state).entries:
            assert process.poll() is None
            time.sleep(0.1)
        yield state
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)


def svartid_call(town: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [SVARTID, "call", "--town", town, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )


def ended(process: subprocess.Popen[str], *, within: float = 90.0) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=within)
    return process.returncode, out, err


SHORT = """enquiry: opening-hours
version: 1
classes: [municipality]
title: {nb: Åpningstider}
persona: {nb: En innbygger}
brief: {nb: Du vil vite når det er åpent.}
opening: {nb: "Hei, når har dere åpent?"}
phone:
  - press: menu
  - wait_for: person
  - say: opening
  - stay: while passed on
  - hang_up: thanks
"""
UNANSWERED = {
    "pratekroken": "busy",
    "solvskilling": "closed",
    "tallkotten": "rejected",
    "pengebingen": "answered_by_machine_only",
}
SECRET = "correct-horse-battery-staple"


@pytest.fixture(scope="module")
def made(town, tmp_path_factory):
    """Calls that were made at the same time, each by a command of its own: exit code, output, folder."""
    folder = tmp_path_factory.mktemp("calls")
    running = {
        name: svartid_call(town, "--organisation", name, "--json", "--wait", "30 s", "--out", folder / name)
        for name in UNANSWERED
    }
    (folder / "short.yaml").write_text(SHORT, encoding="utf-8")
    talk = ("--organisation", "strandby", "--enquiry", folder / "short.yaml", "--wait", "60 s")
    running["strandby"] = svartid_call(town, *talk, "--out", folder / "strandby", SVARTID_SIP_PASSWORD=SECRET)
    return {name: (*ended(process), folder / name) for name, process in running.items()}


@pytest.mark.parametrize("name", UNANSWERED)
def test_every_way_of_not_being_answered_has_its_outcome(made, name):
    code, out, err, _ = made[name]
    assert (code, err) == (0, "")
    assert json.loads(out)["outcome"] == UNANSWERED[name]


def test_a_whole_call_is_shown_and_written(made):
    code, printed, err, out = made["strandby"]
    assert (code, err) == (0, "")
    assert re.search(r"A PERSON: the first word", printed)
    assert re.search(r"Outcome +answered by a person", printed)
    assert re.search(r"Answer time +\d+\.\d s", printed)
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in out.iterdir()} == dict.fromkeys(
        ("call.html", "features.bin", "ladder.txt", "timeline.json", "trace.txt"), oct(0o600)
    )
    assert (out / "ladder.txt").read_text().count("INVITE") >= 2
    assert "BYE" in (out / "trace.txt").read_text()
    assert not list(out.rglob("*.wav"))


def test_a_secret_in_the_environment_reaches_no_evidence(made):
    _, out, err, folder = made["strandby"]
    assert SECRET not in out + err
    assert [p.name for p in folder.iterdir() if SECRET.encode() in p.read_bytes()] == []


AGREEMENT = "recording: {agreement: 2026-03-01, document: agreement.pdf, keep: 90 days}"
AGREED_LATER = "recording: {agreement: 2099-03-01, document: agreement.pdf, keep: 90 days}"


def test_sound_is_kept_sealed_under_an_agreement_and_only_then(town, tmp_path):
    key = tmp_path / "sound.key"
    assert subprocess.run([SVARTID, "sound", "key", key], check=True).returncode == 0
    source = library_file(kind="organisation", name="helsehuset").read_text(encoding="utf-8")
    running = {}
    for name, said in (("agreed", AGREEMENT), ("later", AGREED_LATER), ("keyless", AGREEMENT)):
        (tmp_path / f"{name}.yaml").write_text(source.replace("recording: none", said), encoding="utf-8")
        environment = {} if name == "keyless" else {"SVARTID_SOUND_KEY_FILE": str(key)}
        folder = tmp_path / name
        words = ("--organisation", tmp_path / f"{name}.yaml", "--json", "--out", folder, "--wait", "20 s")
        running[name] = svartid_call(town, *words, **environment)
        code, out, err = ended(running[name])
        assert (code, err) == (0, "")
        running[name] = [
            (event.get("evidence"), event["detail"])
            for event in json.loads(out)["timeline"]["events"]
            if event["kind"] == "note" and "agreement" in event["detail"]
        ]
    kept = {name: sorted(path.name for path in (tmp_path / name).glob("*sound*")) for name in running}
    assert kept == {"agreed": ["sound.wav.sealed"], "later": [], "keyless": []}
    purge_at = (datetime.now(UTC).date() + timedelta(days=90)).isoformat()
    under = {"agreement": "2026-03-01", "document": "agreement.pdf", "purge_at": purge_at}
    assert running["later"] == []
    assert running["agreed"] == [("sound.wav.sealed", {**under, "note": "sound kept, sealed"})]
    [(evidence, detail)] = running["keyless"]
    assert (evidence, detail["note"]) == (None, "sound may be kept but was not")
    sealed = tmp_path / "agreed" / "sound.wav.sealed"
    assert b"RIFF" not in sealed.read_bytes()
    assert sealed.stat().st_mode & 0o777 == 0o600
    opening = [SVARTID, "sound", "open", sealed, "--out", tmp_path / "sound.wav"]
    without = subprocess.run(opening, check=False, capture_output=True, text=True)
    assert (without.returncode, "no key is set" in without.stderr) == (3, True)
    subprocess.run(opening, check=True, env=os.environ | {"SVARTID_SOUND_KEY_FILE": str(key)})
    with wave.open(str(tmp_path / "sound.wav")) as sound:
        assert sound.getframerate() == 8000
        assert max(abs(np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2"))) > 1000


def test_ctrl_c_hangs_up_at_once_and_says_so(town, tmp_path):
    process = svartid_call(town, "--organisation", "fjordvik", "--out", tmp_path / "call")
    for line in process.stdout:
        if "answered by the exchange" in line:
            break
    pressed = time.monotonic()
    process.send_signal(signal.SIGINT)
    code, _, err = ended(process)
    assert time.monotonic() - pressed < 4.0
    assert (code, err) == (130, "svartid: interrupted, hung up\n")
    timeline = json.loads((tmp_path / "call" / "timeline.json").read_text())
    events = {event["kind"]: event for event in timeline["events"]}
    assert timeline["outcome"] == "cancelled"
    assert events["hung_up"]["detail"]["by"] == "caller"
    assert events["hung_up"]["ms"] - events["note"]["ms"] < 500


@contextlib.asynccontextmanager
async def means_for(town: Path):
    voice = RobotVoice()
    try:
        async with (
            PhoneLines(Trunk(directory=read_directory(state=town).numbers), workers=1) as lines,
            Hearing() as ears,
        ):
            yield Means(lines, ears, voice, ShortMemory())
    finally:
        voice.close()


def request_for(town: Path, name: str, evidence: Path, **limits) -> ProbeRequest:
    callee = find_callee(target=None, organisation=name, touchpoint=None)
    return ProbeRequest(
        callee.organisation,
        callee.touchpoint,
        REACHING,
        evidence,
        allowed=may_be_reached(callee, read_directory(state=town)),
        options={"mode": "reach"},
        **limits,
    )


@pytest.mark.proof
class TestTheRealPhone(ProbeConformance):
    """The conformance of the telephone with nothing on the stage."""

    moment_s = 3.5

    @pytest.fixture(autouse=True)
    def _town(self, town):
        self.town = town

    def probe(self):
        async def probe(request, recorder):
            async with means_for(self.town) as means:
                self.lines = means.lines
                return await PhoneProbe(means)(request, recorder)

        return probe

    def request_for(self, evidence, **limits):
        return request_for(self.town, "fjordvik", evidence, **limits)

    def contact_is_over(self, probe):
        return not self.lines._lines


async def test_the_next_call_works_after_the_worker_was_killed(town, tmp_path):
    async with means_for(town) as means:
        probe = PhoneProbe(means)

        def kill(event, stored):
            if event.kind is EventKind.ANSWERED:
                for worker in means.lines._workers:
                    os.kill(worker.pid, signal.SIGSEGV)

        first = await run_attempt(probe, request_for(town, "fjordvik", tmp_path / "1"), watcher=kill)
        assert first.outcome.value == "lost"
        assert len(first.all(EventKind.ENGINE_LOST)) == 1
        second = await run_attempt(probe, request_for(town, "tallkotten", tmp_path / "2"))
        assert second.outcome.value == "rejected"
        await asyncio.sleep(0)
