"""The network is cut in mid-call: two hosts and a switch, each a network namespace made by the test.

Run as root by `make proof`. The addresses are of TEST-NET-1 (RFC 5737) and exist inside these
namespaces only; nothing of it touches the machine's own network. The cut lies in the switch, so that
neither host is told: its packets just do not arrive.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.probes.phone.peers.children import child, program
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
from tests.probes.phone.peers.sipp import write_sound

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(os.geteuid() != 0, reason="network namespaces need root"),
    pytest.mark.skipif(shutil.which("ip") is None, reason="ip is not installed (Debian package iproute2)"),
]

CALLER, ORGANISATION, PORT = "192.0.2.1", "192.0.2.2", 5060
GOODBYE = ask("BYE", cseq=9) + expect_reply(200)
TALK = (invited(), reply(180), reply(200, sdp=True), expect("ACK"), stream("voice.al"))


@dataclass(frozen=True, slots=True)
class Network:
    """Three namespaces; both hosts are plugged into the switch."""

    caller: str
    organisation: str
    switch: str

    def cut(self) -> None:
        """Take the organisation's plug out of the switch's bridge."""
        _ip("-n", self.switch, "link", "set", "organisation", "nomaster")

    def mend(self) -> None:
        """Put it back."""
        _ip("-n", self.switch, "link", "set", "organisation", "master", "bridge")


@pytest.fixture
def network() -> Iterator[Network]:
    """Two hosts of our own and a switch between them."""
    made = Network(*(f"svartid-{name}-{os.getpid()}" for name in ("caller", "organisation", "switch")))
    try:
        for space in (made.caller, made.organisation, made.switch):
            _ip("netns", "add", space)
            _ip("-n", space, "link", "set", "lo", "up")
        _ip("-n", made.switch, "link", "add", "bridge", "type", "bridge")
        _ip("-n", made.switch, "link", "set", "bridge", "up")
        for host, plug, address in (
            (made.caller, "caller", CALLER),
            (made.organisation, "organisation", ORGANISATION),
        ):
            _ip(
                "-n", host, "link", "add", "cable", "type", "veth", "peer", "name", plug, "netns", made.switch
            )
            _ip("-n", made.switch, "link", "set", plug, "master", "bridge", "up")
            _ip("-n", host, "address", "add", f"{address}/30", "dev", "cable")
            _ip("-n", host, "link", "set", "cable", "up")
        yield made
    finally:
        for space in (made.caller, made.organisation, made.switch):
            with contextlib.suppress(subprocess.CalledProcessError):
                _ip("netns", "del", space)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextlib.contextmanager
def far_end(network: Network, text: str, folder: Path) -> Iterator[None]:
    """Run SIPp on the other host."""
    folder.mkdir()
    (folder / "organisation.xml").write_text(text, encoding="latin-1")
    write_sound(folder / "voice.al")
    sipp = [program("sipp", "sip-tester"), "-sf", "organisation.xml", "-i", ORGANISATION, "-mi", ORGANISATION]
    arguments = [
        "ip",
        "netns",
        "exec",
        network.organisation,
        *sipp,
        "-p",
        str(PORT),
        "-m",
        "1",
        "-nostdin",
        "-trace_err",
    ]
    begun = time.monotonic()
    with child(arguments, folder=folder, ready=lambda: time.monotonic() > begun + 0.5):
        yield


def call(network: Network, folder: Path, *, hang_up_after_s: float, at: dict[float, object]) -> list[dict]:
    """Call from the one host to the other; `at` says what is done how many seconds after the answer."""
    folder.mkdir()
    arguments = [
        "ip",
        "netns",
        "exec",
        network.caller,
        sys.executable,
        "-m",
        "tests.probes.phone.peers.lone_caller",
    ]
    arguments += [f"sip:organisation@{ORGANISATION}:{PORT}", CALLER, str(hang_up_after_s)]
    told: list[dict] = []
    plan = sorted(at.items())

    def over() -> bool:
        lines = (folder / "output.txt").read_text().splitlines()
        told[:] = [json.loads(line) for line in lines if line.startswith("{")]
        answered = next((one["at_ns"] for one in told if one["kind"] == "answered"), None)
        while plan and answered is not None and time.monotonic_ns() > answered + plan[0][0] * 1e9:
            plan.pop(0)[1]()
        return bool(told) and told[-1]["kind"] == "ended"

    os.environ.setdefault("PYTHONPATH", str(Path.cwd()))
    with child(arguments, folder=folder, ready=over, limit_s=60):
        pass
    return told


def kinds(told: list[dict]) -> list[str]:
    return [one["kind"] for one in told if one["kind"] not in ("trying", "media_restarted")]


def when(told: list[dict], kind: str) -> float:
    (found,) = [one["at_ns"] for one in told if one["kind"] == kind]
    return found / 1e9


def test_a_network_cut_for_three_seconds(network, tmp_path):
    with far_end(network, scenario(*TALK, pause(6000), GOODBYE), tmp_path / "far"):
        told = call(network, tmp_path / "call", hang_up_after_s=30, at={1.0: network.cut, 4.0: network.mend})
    assert kinds(told) == [
        "invite_sent", "ringing", "answered", "confirmed", "media_lost", "media_back", "ended",
    ]  # fmt: skip
    assert abs(when(told, "media_lost") - when(told, "answered") - 1.0) < 0.15
    assert 2.9 < when(told, "media_back") - when(told, "media_lost") < 3.2
    assert told[-1]["detail"]["by"] == "organisation"


def test_a_network_cut_for_good(network, tmp_path):
    with far_end(network, scenario(*TALK, pause(60_000)), tmp_path / "far"):
        told = call(network, tmp_path / "call", hang_up_after_s=40, at={1.0: network.cut})
    assert kinds(told) == ["invite_sent", "ringing", "answered", "confirmed", "media_lost", "ended"]
    assert told[-1]["detail"]["by"] == "network"
    assert when(told, "ended") - when(told, "media_lost") < 15


def test_hanging_up_without_a_network_takes_less_than_two_seconds(network, tmp_path):
    with far_end(network, scenario(*TALK, pause(60_000)), tmp_path / "far"):
        told = call(network, tmp_path / "call", hang_up_after_s=3, at={1.0: network.cut})
    assert kinds(told) == ["invite_sent", "ringing", "answered", "confirmed", "media_lost", "order", "ended"]
    assert told[-1]["detail"]["by"] == "caller"
    assert when(told, "ended") - when(told, "order") < 2


def test_a_network_that_was_never_there(network, tmp_path):
    with far_end(network, scenario(*TALK, pause(60_000)), tmp_path / "far"):
        network.cut()
        told = call(network, tmp_path / "call", hang_up_after_s=3, at={})
    assert kinds(told) == ["invite_sent", "order", "ended"]
    assert told[-1]["detail"]["by"] == "caller"
    assert when(told, "ended") - when(told, "order") < 2
