import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from probes.errors import BadSettings
from probes.sandbox.behaviour import CentreBehaviour, Quiet, seconds
from probes.sandbox.centre_config import CentreConfig
from probes.sandbox.shopper_phone import ShopperHabit
from probes.sandbox.sound import SoundsSpec
from probes.sandbox.start_centre import start_centre, start_shopper
from probes.sandbox.truth import read_truth

BEHAVIOUR = CentreBehaviour(
    id="fjordvik", user="4710000100", start="quiet", stages={"quiet": Quiet(lasting=seconds(1))}
)
SOUNDS = SoundsSpec("probes.sandbox.town_sounds:TownSounds")


async def test_a_centre_in_its_own_process_answers_and_ends(tmp_path, make_caller):
    running = await start_centre(BEHAVIOUR, SOUNDS, truth_path=tmp_path / "t.jsonl", seed=1)
    assert running.process.pid != os.getpid()
    caller = make_caller(running.uri)
    caller.invite()
    await caller.receive("SIP/2.0 200")
    caller.ack()
    await asyncio.sleep(0.1)
    await running.stop()
    await running.stop()
    assert running.process.returncode == 0
    assert "ack_received" in [
        event.event.value for event in read_truth(running.truth_path, call=caller.call_id)
    ]


async def test_a_shopper_in_its_own_process(tmp_path, make_caller):
    habit = ShopperHabit(user="eva", voice="kari-f2", rings=seconds(0.1), says=("talk",))
    running = await start_shopper(habit, SOUNDS, truth_path=tmp_path / "t.jsonl", seed=1)
    caller = make_caller(running.uri)
    caller.invite()
    await caller.receive("SIP/2.0 200")
    caller.ack()
    await asyncio.sleep(0.9)
    caller.bye()
    await caller.receive("SIP/2.0 200")
    await running.stop()
    truth = read_truth(running.truth_path, call=caller.call_id)
    assert [event.event.value for event in truth if event.event.value != "utterance_ended"] == [
        "invite_received",
        "ringing_sent",
        "ok_sent",
        "ack_received",
        "said",
        "bye_received",
        "ended",
    ]


async def test_a_centre_that_cannot_start_says_so(tmp_path, capfd):
    with pytest.raises(BadSettings, match="centre fjordvik did not start"):
        await start_centre(BEHAVIOUR, SoundsSpec("no.such:thing"), truth_path=tmp_path / "t.jsonl", seed=1)
    assert capfd.readouterr().err == "centre fjordvik: sounds no.such:thing: No module named 'no'\n"


async def test_a_centre_ends_with_sigterm_and_with_its_parent(tmp_path):
    first = await start_centre(BEHAVIOUR, SOUNDS, truth_path=tmp_path / "t.jsonl", seed=1)
    first.process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(first.process.wait(), 3) == 0
    path = tmp_path / "centre.json"
    path.write_bytes(
        CentreConfig(behaviour=BEHAVIOUR, sounds=SOUNDS, truth_path=tmp_path / "u", seed=1).to_json()
    )
    # A parent that dies without a word: its end of the pipe closes.
    code = (
        "import subprocess, sys, os\n"
        f"p = subprocess.Popen([sys.executable, '-m', 'probes.sandbox.centre_process', {str(path)!r}],"
        " stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "p.stdout.readline(); print(p.pid, flush=True); os._exit(9)\n"
    )
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    output, _ = await parent.communicate()
    pid = int(output)
    for _ in range(60):
        if not _alive(pid):
            break
        await asyncio.sleep(0.05)
    assert not _alive(pid)


def test_a_configuration_survives_the_round_trip_and_says_what_is_wrong(tmp_path):
    config = CentreConfig(behaviour=BEHAVIOUR, sounds=SOUNDS, truth_path=tmp_path / "t", seed=7, port=5099)
    assert CentreConfig.from_json(config.to_json()) == config
    with pytest.raises(BadSettings, match=r"centre: behaviour.stages.quiet"):
        CentreConfig.from_json(config.to_json().replace(b'"quiet","lasting"', b'"noise","lasting"'))
    with pytest.raises(BadSettings, match="there is no stage 'gone'"):
        CentreConfig.from_json(config.to_json().replace(b'"start":"quiet"', b'"start":"gone"'))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # Nobody may be there to bury it (a container's first process); a zombie has ended.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
