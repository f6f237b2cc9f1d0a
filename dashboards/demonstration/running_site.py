from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from dashboards.demonstration.errors import DemoFailed

_PATIENCE_S = 120.0
_START = "import sys; from dashboards.command.main import main; sys.argv[0] = 'svartid'; main()"
"""What the command `svartid` does, wherever it is installed."""


@contextmanager
def running_site(*, port: int) -> Iterator[str]:
    """Serve the site with its sign-in cards in a process of its own; give its address.

    Another port is taken if that one is in use. Raises DemoFailed with what the site said last.
    """
    port = port if _is_free(port) else 0
    # Into a file: nobody reads a pipe, and a full one would hold the site up.
    with tempfile.TemporaryFile("w+") as said:
        words = ("serve", "--demo-cards", "--port", str(port), "--workers", "2", "--threads", "8")
        site = subprocess.Popen(
            [sys.executable, "-c", _START, *words],
            stdout=said, stderr=said, start_new_session=True,
            env={name: value for name, value in os.environ.items() if name != "SVARTID_SITE_URL"},
        )  # fmt: skip
        try:
            until = time.monotonic() + _PATIENCE_S
            while site.poll() is None and time.monotonic() < until:
                said.seek(0)
                if found := re.search(r"Svartid is at (\S+)\s", said.read()):
                    yield found.group(1)
                    return
                time.sleep(0.1)
            said.seek(0)
            last = " · ".join(said.read().strip().splitlines()[-4:])
            raise DemoFailed(f"the site did not start; it said: {last or 'nothing'}")
        finally:
            site.terminate()
            with suppress(subprocess.TimeoutExpired):
                site.wait(timeout=10)
            if site.poll() is None:
                site.kill()
                site.wait()


def _is_free(port: int) -> bool:
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
