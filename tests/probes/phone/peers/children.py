"""Start a peer's process, wait until it serves, and end it with its whole process group."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

LOOPBACK = "127.0.0.1"


def program(name: str, package: str) -> str:
    """Return the path of an installed program or skip the test, naming the Debian package."""
    found = shutil.which(name, path=os.environ["PATH"] + os.pathsep + "/usr/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed (Debian package {package})")
    return found


def free_port(host: str = LOOPBACK) -> int:
    """Return a port that nobody uses just now, neither by UDP nor by TCP (SIP stacks open both).

    It lies between those of our own sound and those that the kernel hands out by itself, so that nobody is
    given it before it is bound.
    """
    while True:
        chosen = 30_100 + secrets.randbelow(2_600)
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as first,
            socket.socket(socket.AF_INET, socket.SOCK_STREAM) as second,
        ):
            try:
                first.bind((host, chosen))
                second.bind((host, chosen))
            except OSError:
                continue
            return chosen


def free_media_ports(count: int = 4, host: str = LOOPBACK) -> int:
    """Return the first of `count` neighbouring free UDP ports, an even one."""
    while True:
        first = free_port(host) & ~1
        with contextlib.ExitStack() as stack:
            try:
                for port in range(first, first + count):
                    stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)).bind((host, port))
            except OSError:
                continue
        return first


def udp_is_bound(port: int) -> bool:
    """Say whether somebody has bound the UDP port, as the kernel's table tells it."""
    rows = Path("/proc/net/udp").read_text(encoding="ascii").splitlines()[1:]
    return any(int(row.split()[1].rpartition(":")[2], 16) == port for row in rows)


def tcp_listens(port: int) -> bool:
    """Say whether a TCP connection to the loopback port is accepted."""
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0


@contextlib.contextmanager
def child(
    arguments: list[str], *, folder: Path, ready: Callable[[], bool], limit_s: float = 5.0
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in a session of its own; its words go to `folder`/output.txt."""
    output = folder / "output.txt"
    with output.open("wb") as words:
        running = subprocess.Popen(
            arguments,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + limit_s
        while not ready():
            if running.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"{arguments[0]} does not serve:\n{output.read_text(errors='replace')}")
            time.sleep(0.02)
        yield running
    finally:
        end(running)


def end(running: subprocess.Popen[bytes], grace_s: float = 2.0) -> None:
    """End a child and everything it has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        running.wait(grace_s)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
