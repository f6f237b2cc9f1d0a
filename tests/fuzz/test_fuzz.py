"""Parsers of what strangers send are fed spoilt bytes: none raises anything but what it promises.

`make test` spoils a few hundred inputs a parser, the same everywhere; the proof lets atheris look for many
more by what they reach, bounded by their number, never by time.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS

_FUZZ = Path(__file__).with_name("fuzz.py")
_TOKENS = (
    b"\x00", b"\xff\xff", b"\r\n\r\n", b"<<", b"<", b"[", b"{", b"&a *a", b"!!python/object:x", b"%00",
    b"%31", b'"', b"'", b"=?utf-8?b?", b"--grense", b"\xef\xbb\xbf", b"-1", b"1e999", b"null", b";", b"\t",
    "\uff11".encode(), "\u202e".encode(), b"9" * 40, b"\\U00110000",
)  # fmt: skip


@pytest.mark.parametrize("name", TARGETS)
def test_spoilt_inputs_are_taken(name):
    rng = random.Random(f"{name} 20261122")
    known = seeds(name)
    for seed in known:
        TARGETS[name](seed)
    for number in range(250):
        data = known[number % len(known)]
        for _ in range(rng.randint(1, 6)):
            data = spoilt(data, known, rng)
        try:
            TARGETS[name](data)
        except Exception as found:
            raise AssertionError(f"{name} takes not: {data!r}") from found


def spoilt(data, known, rng):
    """Change a byte, cut a piece out, say one twice, put a token in, or go on with another input."""
    at, to = sorted(rng.randint(0, len(data)) for _ in range(2))
    way = rng.randrange(5)
    if way == 0 and data:
        at = rng.randrange(len(data))
        return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    if way == 1:
        return data[:at] + data[to:]
    if way == 2:
        return data[:to] + data[at:to] + data[to:]
    if way == 3:
        return data[:at] + rng.choice(_TOKENS) + data[at:]
    other = rng.choice(known)
    return data[:at] + other[rng.randint(0, len(other)) :]


@pytest.mark.timeout(400)
def test_atheris_finds_its_way(tmp_path):
    fuzz("all", tmp_path, runs=60)


@pytest.mark.proof
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", TARGETS)
def test_many_inputs_find_nothing(name, tmp_path):
    fuzz(name, tmp_path, runs=100_000)


def fuzz(target, folder, *, runs, seed=20261122):
    done = subprocess.run(
        [sys.executable, _FUZZ, target, folder, str(runs), str(seed)],
        env=os.environ | {"PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        timeout=3500,
        check=False,
    )
    found = sorted(path.name for path in folder.glob("*-*") if path.is_file())
    assert (done.returncode, found) == (0, []), done.stderr[-4000:]
    assert "DONE" in done.stderr
