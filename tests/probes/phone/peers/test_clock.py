"""The wall clock of the calling process jumps by an hour in mid-call; libfaketime, never the machine's."""

import json
import sys
import time
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

TALK_MS = 1500
LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


@pytest.mark.parametrize("jump_s", [3600, pytest.param(-3600, marks=pytest.mark.proof)])
def test_durations_are_right_though_the_clock_jumps(organisation, tmp_path, monkeypatch, jump_s):
    if not LIBRARIES:
        pytest.skip("libfaketime is not installed (Debian package faketime)")
    goodbye = ask("BYE", cseq=9) + expect_reply(200)
    far = organisation(
        scenario(
            invited(),
            reply(180),
            pause(400),
            reply(200, sdp=True),
            expect("ACK"),
            stream("voice.al"),
            pause(TALK_MS),
            goodbye,
        )
    )
    hour = tmp_path / "clock"
    hour.write_text("+0\n")
    folder = tmp_path / "caller"
    folder.mkdir()
    monkeypatch.setenv("LD_PRELOAD", str(LIBRARIES[0]))
    monkeypatch.setenv("FAKETIME_TIMESTAMP_FILE", str(hour))
    monkeypatch.setenv("FAKETIME_NO_CACHE", "1")
    monkeypatch.setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1")
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    arguments = [sys.executable, "-m", "tests.probes.phone.peers.lone_caller", far.uri]
    told: list[dict[str, float]] = []

    def over() -> bool:
        lines = (folder / "output.txt").read_text().splitlines()
        told[:] = [json.loads(line) for line in lines if line.startswith("{")]
        if len(told) >= 2 and hour.read_text() == "+0\n":
            hour.write_text(f"{jump_s:+d}s\n")
        return bool(told) and told[-1]["kind"] == "ended"

    before = time.time()
    with child(arguments, folder=folder, ready=over, limit_s=12):
        pass
    assert [one["kind"] for one in told] == ["invite_sent", "ringing", "answered", "confirmed", "ended"]
    at_ms = {one["kind"]: one["at_ns"] / 1e6 for one in told}
    assert abs(at_ms["answered"] - at_ms["ringing"] - 400) < 50
    assert abs(at_ms["ended"] - at_ms["confirmed"] - TALK_MS) < 50
    recorded_ms = 1000 * told[-1]["sound_s"]
    assert abs(recorded_ms - (at_ms["ended"] - told[-1]["sound_ns"] / 1e6)) < 50
    # The clock of that process did jump, and ours did not.
    assert abs(told[-1]["wall_s"] - told[0]["wall_s"] - jump_s) < 10
    assert abs(time.time() - before) < 20
    assert far.finished() == 0
