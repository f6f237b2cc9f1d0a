"""Debian's chat server prosody, started for a test on free ports with a folder of its own."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CONFIG = """
run_as_root = true
daemonize = false
pidfile = "{state}/prosody.pid"
data_path = "{state}/data"
plugin_paths = {{}}
modules_enabled = {{ "disco", "roster", "saslauth", "tls", "websocket", "ping", "message", "presence",
  "carbons", "iq", "c2s", "pep", "vcard4", "vcard_legacy", "bookmarks", "blocklist", "private", "smacks",
  "time", "version" }}
modules_disabled = {{ "s2s" }}
allow_unencrypted_plain_auth = true
c2s_require_encryption = false
consider_websocket_secure = true
cross_domain_websocket = true
http_ports = {{ {http} }}
http_interfaces = {{ "127.0.0.1" }}
https_ports = {{ }}
c2s_ports = {{ {c2s} }}
c2s_interfaces = {{ "127.0.0.1" }}
interfaces = {{ "127.0.0.1" }}
log = {{ info = "{state}/prosody.log" }}
VirtualHost "localhost"
  authentication = "internal_plain"
VirtualHost "guest.localhost"
  authentication = "anonymous"
  http_host = "localhost"
Component "rooms.localhost" "muc"
  name = "Rooms"
  muc_room_default_public_jids = true
  restrict_room_creation = false
  muc_room_locking = false
"""

PASSWORD = "an-invented-password"


@dataclass(frozen=True)
class Prosody:
    """A running server. `agents` may log in at `localhost`; visitors of the web are anonymous."""

    http: int
    c2s: int

    @property
    def socket(self) -> str:
        return f"ws://127.0.0.1:{self.http}/xmpp-websocket"


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextlib.contextmanager
def prosody(folder: Path, *, agents: tuple[str, ...]) -> Iterator[Prosody]:
    """Run the server until the block ends."""
    http, c2s = free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "data" / "localhost" / "accounts").mkdir(parents=True)
    for agent in agents:
        account = folder / "data" / "localhost" / "accounts" / f"{agent}.dat"
        account.write_text(f'return {{ ["password"] = "{PASSWORD}"; }};\n', encoding="utf-8")
    config = folder / "prosody.cfg.lua"
    config.write_text(CONFIG.format(state=folder, http=http, c2s=c2s), encoding="utf-8")
    program = shutil.which("prosody")
    assert program, "prosody is missing: apt install prosody"
    with (folder / "out.txt").open("w") as out:
        process = subprocess.Popen(
            [program, "--config", str(config), "-F"],
            stdout=out,
            stderr=out,
            env={**os.environ, "HOME": str(folder)},
        )
        try:
            _wait_for(process, http, folder)
            _wait_for(process, c2s, folder)
            yield Prosody(http, c2s)
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(process: subprocess.Popen, port: int, folder: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        assert process.poll() is None, (folder / "out.txt").read_text()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=0.5):
            return
        time.sleep(0.05)
    raise AssertionError(f"prosody does not listen: {(folder / 'out.txt').read_text()}")
