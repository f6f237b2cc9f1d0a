"""Runs `svartid` commands one after another, each in a fork of a process that has imported everything.

A command of its own process spends a second or two on importing numpy, pandas and Django; a fork spends none.
Requests and answers are lines of JSON on standard input and output.
"""

import importlib
import json
import os
import runpy
import sys
import tempfile
from typing import IO

_HEAVY = ("benchmark.ranking.edition_ranking", "benchmark.ranking.edition_report", "benchmark.planning.plan",
          "benchmark.ranking.fit", "benchmark.ranking.stages_report", "scenarios.load", "holidays",
          "dashboards.command.plan_page", "dashboards.charts.plan_calendar")  # fmt: skip


def main() -> None:
    from dashboards.command.commands import COMMANDS
    from dashboards.command.main import assemble

    assemble(list(COMMANDS))
    for name in _HEAVY:
        importlib.import_module(name)
    _say("ready")
    for line in sys.stdin:
        asked = json.loads(line)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                _run(asked, out.fileno(), err.fileno())
            _, status = os.waitpid(child, 0)
            code = os.waitstatus_to_exitcode(status)
            _say({"code": code, "out": _read(out), "err": _read(err)})


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def _run(asked: dict, out: int, err: int) -> None:
    code = 70
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.environ.clear()
        os.environ.update(asked["environment"])
        os.chdir(asked["folder"])
        sys.argv = asked["words"]
        if asked["words"][0] == "-m":
            sys.argv = asked["words"][1:]
            runpy.run_module(asked["words"][1], run_name="__main__")
        else:
            from dashboards.command.main import main as svartid

            svartid()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1 if end.code else 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
