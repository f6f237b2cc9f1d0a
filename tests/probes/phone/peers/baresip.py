"""Start a baresip phone (`baresip_peer`) as a child and read what it reports."""

import contextlib
import importlib.util
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.probes.phone.peers.children import LOOPBACK, child, free_media_ports, free_port

Steps = list[list[object]]


@dataclass(frozen=True, slots=True)
class Phone:
    """A running baresip: its port and its reports."""

    port: int
    folder: Path

    @property
    def uri(self) -> str:
        """The SIP URI under which it is called."""
        return f"sip:agent@{LOOPBACK}:{self.port}"

    def reports(self, kind: str) -> list[dict[str, object]]:
        """Return the phone's reports of a kind so far."""
        lines = (self.folder / "output.txt").read_text(encoding="utf-8", errors="replace").splitlines()
        found = [json.loads(line) for line in lines if line.startswith("{")]
        return [report for report in found if report["kind"] == kind]

    def wait_for(self, kind: str, limit_s: float = 4.0) -> dict[str, object]:
        """Wait for the first report of a kind."""
        deadline = time.monotonic() + limit_s
        while not (found := self.reports(kind)):
            if time.monotonic() > deadline:
                pytest.fail(f"no {kind}:\n{(self.folder / 'output.txt').read_text(errors='replace')}")
            time.sleep(0.05)
        return found[0]


@contextlib.contextmanager
def running_phone(steps: Steps, *, folder: Path, wav: Path, **settings: object) -> Iterator[Phone]:
    """Run a phone that does `steps` with each call and plays `wav` in it."""
    if importlib.util.find_spec("baresip") is None:
        pytest.skip("baresip-python is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    phone = Phone(free_port(), folder)
    told = {
        "port": phone.port,
        "media": free_media_ports(12),
        "folder": str(folder),
        "wav": str(wav),
        "steps": steps,
        **settings,
    }
    arguments = [sys.executable, "-m", "tests.probes.phone.peers.baresip_peer", json.dumps(told)]

    def ready() -> bool:
        return bool(phone.reports("ready"))

    with child(arguments, folder=folder, ready=ready, limit_s=10):
        yield phone
