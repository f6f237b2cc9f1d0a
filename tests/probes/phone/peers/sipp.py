"""SIPp as the organisation that is called."""

import contextlib
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.probes.phone.peers.children import (
    LOOPBACK,
    child,
    free_media_ports,
    free_port,
    program,
    udp_is_bound,
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A running SIPp: its address, its folder and its process."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def uri(self) -> str:
        """The SIP URI under which it is called."""
        return f"sip:organisation@{LOOPBACK}:{self.port}"

    def finished(self, limit_s: float = 5.0) -> int:
        """Wait for SIPp's end and return its exit code: 0 when each call went by the scenario."""
        try:
            return self.process.wait(limit_s)
        except subprocess.TimeoutExpired:
            return -1

    def messages(self) -> list[str]:
        """Return the messages that were received (`< …`) and sent (`> …`) by their first lines."""
        marks = {"received": "<", "sent": ">"}
        text = "".join(
            path.read_text(encoding="utf-8", errors="replace") for path in self.folder.glob("*messages.log")
        )
        found = re.finditer(r"^UDP message (received|sent).*\n\n(.+)$", text, re.MULTILINE)
        return [f"{marks[match[1]]} {match[2].strip()}" for match in found]

    def errors(self) -> str:
        """Return what SIPp complained of."""
        return "".join(
            path.read_text(encoding="utf-8", errors="replace") for path in self.folder.glob("*errors.log")
        )


@contextlib.contextmanager
def running_sipp(text: str, *, folder: Path, calls: int = 1, limit_s: int = 20) -> Iterator[Organisation]:
    """Run SIPp with a scenario until it has taken `calls` calls, at most `limit_s` seconds."""
    path = program("sipp", "sip-tester")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "organisation.xml").write_text(text, encoding="latin-1")
    write_sound(folder / "voice.al")
    port, media = free_port(), free_media_ports()
    arguments = [
        path,
        "-sf",
        "organisation.xml",
        "-i",
        LOOPBACK,
        "-p",
        str(port),
        "-m",
        str(calls),
        "-nostdin",
    ]
    arguments += ["-mi", LOOPBACK, "-mp", str(media)]
    arguments += [
        "-trace_msg",
        "-trace_err",
        "-timeout",
        f"{limit_s}s",
        "-timeout_error",
        "-deadcall_wait",
        "300",
    ]
    arguments += ["-cp", str(free_port())]
    with child(arguments, folder=folder, ready=lambda: udp_is_bound(port)) as process:
        yield Organisation(port, folder, process)


def write_sound(path: Path, *, seconds: float = 1.0) -> None:
    """Write raw A-law at 8 kHz: 600 Hz swelling five times a second, unlike any tone of a network."""
    at = np.arange(int(8000 * seconds)) / 8000
    wave = 9000 * np.sin(2 * np.pi * 600 * at) * (0.5 + 0.5 * np.sin(2 * np.pi * 5 * at))
    path.write_bytes(a_law(wave).tobytes())


def a_law(wave: np.ndarray) -> np.ndarray:
    """Encode 16-bit samples by ITU-T G.711 A-law (segment, four bits of it, even bits inverted)."""
    level = np.asarray(wave).astype(int) >> 3
    sign = np.where(level >= 0, 0xD5, 0x55)
    level = np.where(level >= 0, level, -level - 1)
    segment = np.searchsorted([0x1F, 0x3F, 0x7F, 0xFF, 0x1FF, 0x3FF, 0x7FF], level)
    return (((segment << 4) | ((level >> np.maximum(segment, 1)) & 0x0F)) ^ sign).astype(np.uint8)


def wait_until(true_now, limit_s: float = 3.0) -> bool:
    """Poll until a condition holds; say whether it came."""
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        if true_now():
            return True
        time.sleep(0.02)
    return False
