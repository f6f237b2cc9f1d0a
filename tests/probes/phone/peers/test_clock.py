"""The wall clock of the calling process jumps by an hour in mid-call; libfaketime, never the machine's."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.probes.phone.peers.children import child
from tests.probes.phone.peers.scenario import (
    ask,
    expect,
    expect_reply,
    invited,
    pause,
    reply,
    scenario,
    stream,
)

RING_MS, TALK_MS = 400, 1500
LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
GOODBYE = ask("BYE", cseq=9) + expect_reply(200)
ANSWER = (invited(), reply(180), pause(RING_MS), reply(200, sdp=True), expect("ACK"), stream("voice.al"))


@pytest.fixture
def jump(tmp_path, monkeypatch) -> Iterator[Callable[[int], None]]:
    """Let the processes started by this test have a clock of their own; the fixture's value makes it jump."""
    if not LIBRARIES:
        pytest.skip("libfaketime is not installed (Debian package faketime)")
    clock = tmp_path / "clock"
    clock.write_text("+0\n")
    for name, value in {
        "LD_PRELOAD": str(LIBRARIES[0]),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # no change of the wall clock moves it on a real machine either
        "PYTHONPATH": str(Path.cwd()),
    }.items():
        monkeypatch.setenv(name, value)
    yield lambda seconds: (clock.write_text(f"{seconds:+d}s\n"), None)[1]
    # A process that was killed cannot take its faketime's shared memory with it.
    for left in Path("/dev/shm").glob("*faketime_s*_*"):
        if not Path(f"/proc/{left.name.rpartition('_')[2]}").exists():
            left.unlink(missing_ok=True)


@pytest.mark.parametrize("jump_s", [3600, pytest.param(-3600, marks=pytest.mark.proof)])
def test_durations_are_right_though_the_clock_jumps(organisation, tmp_path, jump, jump_s):
    far = organisation(scenario(*ANSWER, pause(TALK_MS), GOODBYE))
    folder = tmp_path / "caller"
    folder.mkdir()
    arguments = [sys.executable, "-m", "tests.probes.phone.peers.lone_caller", far.uri]
    told: list[dict[str, float]] = []

    def over() -> bool:
        lines = (folder / "output.txt").read_text().splitlines()
        told[:] = [json.loads(line) for line in lines if line.startswith("{")]
        if len(told) >= 2:
            jump(jump_s)
        return bool(told) and told[-1]["kind"] == "ended"

    before = time.time()
    with child(arguments, folder=folder, ready=over, limit_s=12):
        pass
    assert [one["kind"] for one in told] == ["invite_sent", "ringing", "answered", "confirmed", "ended"]
    at_ms = {one["kind"]: one["at_ns"] / 1e6 for one in told}
    assert abs(at_ms["answered"] - at_ms["ringing"] - RING_MS) < 50
    assert abs(at_ms["ended"] - at_ms["confirmed"] - TALK_MS) < 50
    recorded_ms = 1000 * told[-1]["sound_s"]
    assert abs(recorded_ms - (at_ms["ended"] - told[-1]["sound_ns"] / 1e6)) < 50
    # The clock of that process did jump, and ours did not.
    assert abs(told[-1]["wall_s"] - told[0]["wall_s"] - jump_s) < 10
    assert abs(time.time() - before) < 20
    assert far.finished() == 0


@pytest.mark.proof
@pytest.mark.parametrize("jump_s", [3600, -3600])
def test_a_whole_attempt_though_the_clock_jumps(organisation, tmp_path, jump, jump_s):
    far = organisation(scenario(*ANSWER, pause(3000), GOODBYE))
    folder = tmp_path / "caller"
    folder.mkdir()
    svartid = str(Path(sys.executable).parent / "svartid")
    arguments = [svartid, "call", far.uri, "--wait", "20 s", "--out", str(folder / "call")]
    arguments += ["--town", str(tmp_path / "state")]

    def over() -> bool:
        if any(message.startswith("< ACK") for message in far.messages()):
            jump(jump_s)
        return (folder / "call" / "timeline.json").exists()

    with child(arguments, folder=folder, ready=over, limit_s=30):
        timeline = json.loads((folder / "call" / "timeline.json").read_text())
    at_ms = {event["kind"]: event["ms"] for event in timeline["events"]}
    assert abs(at_ms["answered"] - at_ms["ringing"] - RING_MS) < 50
    assert abs(at_ms["hung_up"] - at_ms["answered"] - 3000) < 50
    assert timeline["events"][-1]["detail"] == {"outcome": "answered_by_machine_only"}
