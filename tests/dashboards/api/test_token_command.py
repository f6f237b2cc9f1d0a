"""`svartid token`: made, listed, taken back, from the command line of whoever runs the site."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

_SVARTID = Path(sys.executable).with_name("svartid")


@pytest.fixture
def svartid(site):
    def run(*words):
        done = subprocess.run(
            [_SVARTID, "token", *words],
            env=site.environment,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_a_token_from_the_command_line(site, svartid, program):
    code, told = svartid("make", "Eva@svartid.example", "--name", "the wall", "--for", "status", "--json")
    assert code == 0
    made = json.loads(told)
    assert (made["role"], made["for"], made["account"]) == ("evaluator", ["status"], "eva@svartid.example")
    wall = program(made["secret"])
    assert wall.get("evaluator/campaigns").status_code == 200
    code, told = svartid("list")
    assert "'the wall'" in told
    assert made["secret"] not in told
    assert svartid("revoke", str(made["token"]))[0] == 0
    assert wall.get("evaluator/campaigns").status_code == 401


def test_what_cannot_be_made_is_said_in_a_sentence(svartid):
    code, told = svartid("make", "jo@svartid.example", "--name", "x", "--for", "results")
    assert (code, "Traceback" in told) == (1, False)
    assert "no role of theirs" in told
