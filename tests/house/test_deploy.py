"""What is handed to an operator: systemd units that systemd understands, and that hold the program tight."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboards.command.commands import COMMANDS

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
HELD = (
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "CapabilityBoundingSet=",
    "UMask=0077",
    "RestrictSUIDSGID=yes",
    "User=svartid",
)


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_is_held_tight_and_runs_a_command_that_there_is(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [each for each in HELD if each not in lines] == []
    commands = re.findall(r"/opt/svartid/bin/svartid (\S+)", "\n".join(lines))
    assert [each for each in commands if each not in COMMANDS] == []
    assert len(commands) == 1


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this system has no systemd-analyze")
def test_systemd_understands_them(tmp_path):
    for path in UNITS:
        text = path.read_text(encoding="utf-8").replace("/opt/svartid/bin/svartid", "/bin/true")
        (tmp_path / path.name.replace("@", "@oslo-1")).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *sorted(map(str, tmp_path.iterdir()))],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    ours = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert (done.returncode, ours) == (0, [])
