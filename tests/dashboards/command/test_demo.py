"""`svartid demo` as a newcomer runs it: the whole small award, interrupted once, shown again in seconds."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

SVARTID = Path(sys.executable).with_name("svartid")


def environment(state):
    bare = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "SVARTID_MAIL")}
    return bare | {"SVARTID_STATE": str(state), "CI": "true"}


def demo(state, *, timeout):
    began = time.monotonic()
    done = subprocess.run(
        [SVARTID, "demo", "--json", "--port", "0"], env=environment(state), capture_output=True, text=True,
        timeout=timeout, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout), time.monotonic() - began


@pytest.fixture
def state(short_folder):
    folder = short_folder()
    yield folder
    subprocess.run([SVARTID, "database", "stop"], env=environment(folder), capture_output=True, check=False)


def interrupted(state):
    """Begin, press Ctrl-C when calls go on, and return what was said last."""
    said = state / "said"
    with said.open("wb") as into:
        begun = subprocess.Popen(
            [SVARTID, "demo", "--port", "0"], env=environment(state), stdout=into, stderr=into,
            start_new_session=True,
        )  # fmt: skip
        until = time.monotonic() + 240
        while b"contacts done" not in said.read_bytes():
            assert begun.poll() is None, said.read_text(errors="replace")
            assert time.monotonic() < until
            time.sleep(0.5)
        begun.send_signal(signal.SIGINT)
        code = begun.wait(timeout=120)
    return code, said.read_text(encoding="utf-8").strip().splitlines()[-1]


@pytest.mark.proof
@pytest.mark.timeout(1500)
def test_the_whole_award_beside_the_truth(state):
    assert interrupted(state) == (130, "svartid: interrupted – `svartid demo` goes on where it was")
    found, _ = demo(state, timeout=900)
    again, seconds = demo(state, timeout=300)
    assert again == found
    assert seconds < 60

    assert found["contacts"] == 72
    assert {each["channel"] for each in found["channels"]} == {"phone", "chat", "web_form", "email"}
    assert len(found["organisations"]) == 12
    # A call cut off by Ctrl-C or by a machine that stood still may differ; nothing else does.
    attempts = sum(each["attempts"] for each in found["channels"])
    agree = sum(each["agree"] for each in found["channels"])
    assert agree >= attempts - 3
    assert found["ratings"] > 40
    known, severity = ([each[name] for each in found["shoppers"]] for name in ("known", "found"))
    assert len(known) == 6
    assert np.corrcoef(known, severity)[0, 1] > 0.7
    inside = [each["low"] <= each["true"] <= each["high"] for each in found["organisations"]]
    assert sum(inside) >= 10
