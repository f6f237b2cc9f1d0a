import subprocess
import sys
from pathlib import Path

from probes.errors import ProbeError
from results.doctor.finding import Finding, lacking


def examine_engine(*, needed: bool) -> Finding:
    """Say whether the call engine can be loaded; tried in a process of its own, for it may crash."""
    try:
        tried = subprocess.run(
            [sys.executable, "-c", "import pjsua2; print(pjsua2.Endpoint().libVersion().full)"],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    except subprocess.TimeoutExpired:
        tried = None
    if tried is None or tried.returncode:
        return Finding(
            "pjsua2",
            lacking(needed=needed),
            "the call engine cannot be loaded: no telephone calls from this machine",
            "use Python 3.11 or 3.12 on x86_64 Linux, macOS or Windows, and install pjsua2-python",
            needed,
        )
    return Finding("pjsua2", "good", f"PJSIP {tried.stdout.strip()}", needed=needed)


def examine_trunk(trunk: Path | None, *, needed: bool) -> Finding:
    """Say whether the trunk's file is right; `svartid trunk check` tries the trunk itself."""
    if trunk is None:
        return Finding(
            "trunk",
            lacking(needed=needed),
            "none was named: calls reach this machine only (the practice town)",
            "name its file: svartid doctor --trunk trunk.yaml",
            needed,
        )
    from probes.phone.trunk_file import load_trunk

    try:
        found = load_trunk(trunk)
    except ProbeError as error:
        return Finding("trunk", "bad", str(error), "mend the file; see docs/telephone.md", needed)
    return Finding(
        "trunk",
        "good",
        f"{found.name}: its file is right; try it with: svartid trunk check {trunk}",
        "",
        needed,
    )
