import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def machine(tmp_path):
    """A folder of programs that stand in for a machine's own: what is installed, and who we are."""

    def stand_in(name: str, script: str) -> None:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    return tmp_path, stand_in


def prepare(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{folder}:/usr/bin:/bin"
    return subprocess.run(
        [ROOT / "tools" / "prepare.sh", *words],
        env={"PATH": path, "HOME": os.environ.get("HOME", "/"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_without_root_it_prints_the_exact_line_to_type(machine):
    folder, stand_in = machine
    stand_in("dpkg-query", 'case "$*" in *espeak-ng*) exit 1;; *) echo "ii ";; esac')
    stand_in("id", "echo 1000")
    run = prepare(folder, "demo")
    assert run.returncode == 1
    assert run.stderr == (
        "svartid: Debian packages are missing. Type this, then run make again:\n"
        "  sudo apt-get update && sudo apt-get install --no-install-recommends espeak-ng\n"
    )
    assert run.stdout == ""


def test_what_this_system_has_no_package_of_is_left_out_and_said(machine):
    folder, stand_in = machine
    stand_in("dpkg-query", 'case "$*" in *espeak-ng*|*python3-venv*) exit 1;; *) echo "ii ";; esac')
    stand_in("apt-cache", 'case "$*" in *espeak-ng*) exit 100;; *) echo "Filename: pool/x.deb";; esac')
    stand_in("id", "echo 1000")
    run = prepare(folder, "demo")
    assert run.returncode == 1
    assert run.stderr == (
        "svartid: this system has no package espeak-ng: what needs it is left out (svartid doctor says how to"
        " get it)\n"
        "svartid: Debian packages are missing. Type this, then run make again:\n"
        "  sudo apt-get update && sudo apt-get install --no-install-recommends python3-venv\n"
    )


def test_as_root_servers_are_installed_with_their_start_denied(machine):
    folder, stand_in = machine
    seen = folder / "seen"
    stand_in("dpkg-query", f'case "$*" in *kamailio) test -e {seen};; *) true;; esac && echo "ii "')
    stand_in("id", "echo 0")
    # A package of many versions writes more than a pipe holds; the reader must hear it out.
    stand_in("apt-cache", "seq -f 'Filename: pool/%g.deb' 20000")
    stand_in(
        "apt-get", f'[ "$1" = update ] || {{ cat /usr/sbin/policy-rc.d > {seen}; echo "$@" >> {seen}; }}'
    )
    stand_in("python3.12", "exit 1")
    stand_in("python3.11", "exit 1")
    stand_in("python3.13", "exit 1")
    stand_in("python3", "exit 1")
    if os.geteuid() != 0 and not Path("/usr/sbin/policy-rc.d").exists():
        pytest.skip("only root may deny the start of servers")
    run = prepare(folder, "test")
    lines = seen.read_text(encoding="utf-8").splitlines()
    assert "exit 101" in lines
    assert lines[-1] == "install -q -y --no-install-recommends kamailio"
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        "svartid: installing Debian packages: kamailio",
        (
            "svartid: no Python 3.11, 3.12 or 3.13 with venv was found – install one, or name it:"
            " make test PYTHON=/path/to/python3.12"
        ),
    ]


def test_a_python_too_old_is_refused_in_one_sentence(machine):
    folder, stand_in = machine
    stand_in("dpkg-query", 'echo "ii "')
    stand_in("oldpython", "exit 1")
    run = prepare(folder, "demo", PYTHON="oldpython")
    assert (run.returncode, run.stderr) == (1, "svartid: oldpython is not Python 3.11, 3.12 or 3.13\n")
