import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from probes.directory import Directory, Entry, read_directory, remove_directory, write_directory
from probes.errors import BadDocument, BadSettings
from probes.sandbox.running_town import Town, running_town
from probes.sandbox.studio_sounds import missing_studios
from probes.sandbox.truth import Happening
from probes.state import state_folder

SVARTID = Path(sys.executable).with_name("svartid")
FEW = ("fjordvik", "pratekroken", "solvskilling", "tallkotten", "elvedal")


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


async def until(town: Town, centre: str, kind: Happening, *, within: float = 15.0) -> list[str]:
    async with asyncio.timeout(within):
        while kind not in [event.event for event in town.truth(centre)]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return [event.event.value for event in town.truth(centre)]


async def test_centres_run_in_processes_of_their_own_and_answer(tmp_path, make_caller):
    async with running_town(centres=FEW, seed=4, state=tmp_path) as town:
        pids = {town.running[name].pid for name in FEW}
        assert len(pids | {os.getpid()}) == len(FEW) + 1
        assert read_directory(state=tmp_path) == town.directory
        assert town.directory.numbers["+4710551000"] == town.uri("fjordvik")
        assert town.directory.uri("elvedal", "switchboard") == town.uri("elvedal")

        busy, declined, night, person = (
            make_caller(town.uri(name)) for name in ("pratekroken", "tallkotten", "solvskilling", "elvedal")
        )
        for caller in (busy, declined, night, person):
            caller.invite()
        assert (await busy.receive("SIP/2.0 486")).startswith("SIP/2.0 486")
        assert (await declined.receive("SIP/2.0 603")).startswith("SIP/2.0 603")
        for caller in (night, person):
            caller.media_of(await caller.receive("SIP/2.0 200", within=8))
            caller.ack()
        told = await until(town, "solvskilling", Happening.BYE_SENT)
        assert [each for each in told if each.startswith("prompt")] == ["prompt_started", "prompt_ended"]
        assert "person_started" not in told
        first = await until(town, "elvedal", Happening.UTTERANCE_ENDED)
        assert first.index("person_started") > first.index("ok_sent")
        person.bye()
        await until(town, "elvedal", Happening.BYE_RECEIVED)
        assert town.truth("fjordvik") == []
    assert all(gone(pid) for pid in pids)
    assert read_directory(state=tmp_path) == Directory()


async def test_the_same_seed_draws_the_same_sounds_of_a_call(tmp_path, make_caller):
    sounds = []
    for number in range(2):
        async with running_town(centres=["elvedal"], seed=11, state=tmp_path / str(number)) as town:
            caller = make_caller(town.uri("elvedal"))
            caller.invite()
            caller.media_of(await caller.receive("SIP/2.0 200", within=8))
            caller.ack()
            await until(town, "elvedal", Happening.UTTERANCE_ENDED)
            caller.bye()
            # The first utterance, whatever followed.
            first = next(each for each in town.truth("elvedal") if each.event is Happening.UTTERANCE_STARTED)
            sounds.append((first.detail["agent"], first.detail["sound_ms"]))
    assert sounds[0] == sounds[1]


async def test_two_towns_stand_side_by_side(tmp_path):
    async with (
        running_town(centres=["pratekroken"], state=tmp_path / "a") as one,
        running_town(centres=["pratekroken"], state=tmp_path / "b") as other,
    ):
        assert one.uri("pratekroken") != other.uri("pratekroken")
        with pytest.raises(BadSettings, match="a town already runs in"):
            async with running_town(centres=["pratekroken"], state=tmp_path / "a"):
                pass
        assert read_directory(state=tmp_path / "a") == one.directory


async def test_an_unknown_centre_is_told():
    with pytest.raises(BadSettings, match="the town has no centre 'nowhere' – choose from bjorkdala"):
        async with running_town(centres=["nowhere"]):
            pass


@pytest.mark.skipif(bool(missing_studios()), reason="Debian's studio voices are not installed")
async def test_studio_voices_answer_in_the_town(make_caller):
    async with running_town(centres=["elvedal"], voices="studio") as town:
        caller = make_caller(town.uri("elvedal"))
        caller.invite()
        caller.media_of(await caller.receive("SIP/2.0 200", within=8))
        caller.ack()
        assert "person_started" in await until(town, "elvedal", Happening.UTTERANCE_ENDED)
        caller.bye()


def test_the_town_ends_when_its_owner_is_killed(tmp_path):
    owner = subprocess.Popen(
        [SVARTID, "sandbox", "up", "--centre", "pratekroken", "--json", "--state", tmp_path],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout is not None
    centre = _announced(owner)["centres"][0]["process"]
    assert not gone(centre)
    owner.kill()
    owner.wait()
    owner.stdout.close()
    for _ in range(100):
        if gone(centre):
            break
        time.sleep(0.05)
    assert gone(centre)
    # What the dead town left behind counts for nothing.
    assert read_directory(state=tmp_path) == Directory()


def test_the_command_starts_lists_shows_and_ends(tmp_path, make_caller):
    state = ("--state", str(tmp_path))
    out = tmp_path / "truth"
    town = subprocess.Popen(
        [SVARTID, "sandbox", "up", "--centre", "pratekroken", "--json", "--out", out, *state],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert town.stdout is not None
    announced = _announced(town)
    assert announced["truth"] == str(out)
    uri = announced["centres"][0]["uri"]

    listed = json.loads(_svartid("list", "--json", *state).stdout)
    assert {each["centre"]: each["uri"] for each in listed if each["uri"]} == {"pratekroken": uri}

    second = _svartid("up", "--centre", "fjordvik", *state)
    assert second.returncode == 3
    assert "a town already runs in" in second.stderr
    assert "Traceback" not in second.stderr

    none = _svartid("truth", "pratekroken", *state)
    assert (none.returncode, "no call at pratekroken has been logged" in none.stderr) == (1, True)
    asyncio.run(_ring(make_caller(uri)))
    shown = _svartid("truth", "pratekroken", *state).stdout
    assert "invite received" in shown
    assert "refused" in shown
    told = json.loads(_svartid("truth", "--json", *state).stdout)
    assert [each["event"] for each in told][:1] == ["invite_received"]
    assert {each["centre"] for each in told} == {"pratekroken"}

    town.send_signal(signal.SIGINT)
    assert town.wait(timeout=10) == 0
    town.stdout.close()
    assert gone(announced["centres"][0]["process"])
    # The truth can still be read.
    later = json.loads(_svartid("truth", "--json", *state).stdout)
    assert [each for each in later if each["event"] != "stopped"] == told


async def _ring(caller: Any) -> None:
    caller.invite()
    await caller.receive("SIP/2.0 486")
    caller.ack(same_branch=True)


def _announced(town: subprocess.Popen[str]) -> dict:
    assert town.stdout is not None
    text, until_s = "", time.monotonic() + 30
    while time.monotonic() < until_s:
        text += town.stdout.readline()
        try:
            return json.loads(text)
        except ValueError:
            continue
    raise AssertionError(text)


def _svartid(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SVARTID, "sandbox", *words], capture_output=True, text=True, timeout=60, check=False
    )


# The directory


def test_the_directory_is_where_it_was_asked_to_be(tmp_path, monkeypatch):
    monkeypatch.setenv("SVARTID_STATE", str(tmp_path / "named"))
    assert state_folder() == tmp_path / "named"
    assert state_folder(tmp_path) == tmp_path
    monkeypatch.delenv("SVARTID_STATE")
    assert state_folder().name == "svartid"


def test_a_directory_is_written_read_and_removed(tmp_path):
    entry = Entry("fjordvik", "switchboard", "+4710551000", "sip:+4710551000@127.0.0.1:5060")
    assert read_directory(state=tmp_path) == Directory()
    path = write_directory([entry], state=tmp_path)
    assert read_directory(state=tmp_path) == Directory((entry,), os.getpid())
    assert read_directory(state=tmp_path).uri("fjordvik") == entry.uri
    assert read_directory(state=tmp_path).uri("fjordvik", "mailbox") is None
    remove_directory(state=tmp_path)
    assert not path.exists()


def test_a_damaged_directory_is_told(tmp_path):
    path = write_directory([], state=tmp_path)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(BadDocument, match=r"directory\.json: not a directory of the town"):
        read_directory(state=tmp_path)
