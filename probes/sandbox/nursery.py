"""Many centres, quickly: one process imports everything, then forks a process for each centre.

`python -m probes.sandbox.nursery FOLDER` starts a centre for each `FOLDER/*.json` (a `CentreConfig`) and
writes one line of JSON for each to standard output: `{"id", "pid", "port", "uri"}`, or `{"id", "error"}`. It
ends with all its centres on SIGTERM or when its standard input is closed. Starting a centre alone costs a
second of processor time, most of it for imports.
"""

import contextlib
import json
import os
import selectors
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

_PATIENCE_S = 3.0


@dataclass(slots=True)
class _Child:
    id: str
    pid: int
    lifeline: int
    """Writing end of the child's standard input: the child ends when it is closed."""
    voice: int
    """Reading end of the child's standard output."""
    heard: bytes = b""


def main() -> int:
    """Run the nursery; return the exit code."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m probes.sandbox.nursery FOLDER\n")
        return 2
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    from probes.sandbox import centre_process

    for module in ("probes.sandbox.town_sounds", "probes.sandbox.studio_sounds"):
        import_module(module)
    children: list[_Child] = []
    for config in sorted(Path(sys.argv[1]).glob("*.json")):
        children.append(_born(config, children, centre_process.main))
    with contextlib.suppress(SystemExit):
        _listen(children)
    _end(children)
    return 0


def _born(config: Path, elder: list[_Child], run: Callable[[], int]) -> _Child:
    stdin, lifeline = os.pipe()
    voice, stdout = os.pipe()
    pid = os.fork()
    if pid:
        os.close(stdin)
        os.close(stdout)
        return _Child(config.stem, pid, lifeline, voice)
    # A child must not hold the lifelines of the others, or they would outlive the nursery.
    for fd in [lifeline, voice, *(fd for child in elder for fd in (child.lifeline, child.voice))]:
        os.close(fd)
    os.dup2(stdin, 0)
    os.dup2(stdout, 1)
    os.close(stdin)
    os.close(stdout)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sys.argv = ["centre", str(config)]
    code = 1
    try:
        code = run()
    finally:
        os._exit(code)


def _listen(children: list[_Child]) -> None:
    """Pass the children's words on until standard input is closed."""
    with selectors.DefaultSelector() as selector:
        selector.register(0, selectors.EVENT_READ)
        for child in children:
            selector.register(child.voice, selectors.EVENT_READ, child)
        while True:
            for key, _ in selector.select():
                data = os.read(key.fd, 4096)
                if key.data is None:
                    if not data:
                        return
                    continue
                child = key.data
                child.heard += data
                if not data or child.heard.endswith(b"\n"):
                    selector.unregister(child.voice)
                    _tell(child)


def _tell(child: _Child) -> None:
    told: dict[str, object] = {"id": child.id, "pid": child.pid}
    try:
        told |= json.loads(child.heard)
    except ValueError:
        told["error"] = "did not start"
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _end(children: list[_Child]) -> None:
    for child in children:
        os.close(child.lifeline)
    until = time.monotonic() + _PATIENCE_S
    for child in children:
        while time.monotonic() < until and not _gone(child.pid, os.WNOHANG):
            time.sleep(0.01)
        if not _gone(child.pid, os.WNOHANG):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGKILL)
            _gone(child.pid, 0)


def _gone(pid: int, how: int) -> bool:
    try:
        return os.waitpid(pid, how)[0] == pid
    except ChildProcessError:
        return True


def _leave(*_: object) -> None:
    raise SystemExit


if __name__ == "__main__":
    sys.exit(main())
