"""Runs lines of Python with the site's settings, each in a fork of one process that has imported the site.

A process of its own would spend seconds on importing Django and numpy for a line that looks into the record.
Requests and answers are lines of JSON on standard input and output.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import IO, Any


class Lines:
    """The process and the way to it; `run` may be called by one caller at a time."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__)],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._asks, self._answers = self._process.stdin, self._process.stdout

    def run(self, code: str) -> str:
        """Run some lines; return what they print. Raises AssertionError with what they said going wrong."""
        self._asks.write(json.dumps(code) + "\n")
        self._asks.flush()
        said = self._answers.readline()
        assert said, "the process of the site's lines has died"
        answer: dict[str, Any] = json.loads(said)
        assert answer["code"] == 0, answer["err"]
        return str(answer["out"]).strip()

    def close(self) -> None:
        self._asks.close()
        self._process.wait(timeout=20)
        self._answers.close()


def _serve() -> None:
    from django.db import connections

    from results.setup import open_record

    open_record(settings="dashboards.settings", migrate=False)
    import dashboards.urls  # noqa: F401 - everything that a line may import is there before the first fork

    for line in sys.stdin:
        # No connection is shared with a fork.
        connections.close_all()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                _run(json.loads(line), out.fileno(), err.fileno())
            _, status = os.waitpid(child, 0)
            answer = {"code": os.waitstatus_to_exitcode(status), "out": _read(out), "err": _read(err)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _run(code: str, out: int, err: int) -> None:
    ended = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        exec(compile(code, "<lines>", "exec"), {"__name__": "__main__"})
        ended = 0
    except SystemExit as end:
        ended = int(bool(end.code))
    except Exception:  # noqa: BLE001 - whatever goes wrong is told to the test
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended)


if __name__ == "__main__":
    _serve()
