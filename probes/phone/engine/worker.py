"""The worker process: one pjsua2 endpoint, one Python thread, at most a few calls.

Started by the supervisor as `python -m probes.phone.engine.worker FD`. It reads orders from the
socket FD and writes signals to it, one JSON document a line; stdout stays free, for the library
prints there. It ends when told to, when the supervisor has gone, or by a crash that costs its own
calls only. The way out is always `os._exit`: the library's own end aborts if an object is left.
"""

import contextlib
import ctypes
import os
import signal
import socket
import sys
import time
from pathlib import Path

from probes.phone.engine.station import Station
from probes.phone.engine.wire import Link, Message
from probes.phone.trunk import Trunk

_BUSY_POLL_MS = 40
_IDLE_POLL_MS = 100
_BEAT_NS = 500_000_000
_STOP_NS = 900_000_000
_HUNG_S = 60.0
"""After which a loop that does not turn is ended by the kernel. The supervisor notices a hang far sooner, and
knows a starved process from a hung one; a whole machine that stood still for ten seconds (seen) must not
cost every call on it (project's own choice)."""
_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> int:
    """Carry calls until told to stop; return the exit code."""
    told_to_end = _die_with_parent()
    os.umask(0o077)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the supervisor's, which hangs up first
    link = Link(socket.socket(fileno=int(arguments[0])))
    hello = _first_order(link)
    if hello is None:
        return 0
    try:
        station = Station(
            link, Trunk.from_wire(hello["trunk"]), folder=Path(hello["folder"]), legs=hello["legs"]
        )
    except Exception as error:  # noqa: BLE001  # pjsua2's Error carries title and reason; all must reach the parent
        link.send(
            {"failed": f"{getattr(error, 'title', type(error).__name__)}: {getattr(error, 'reason', error)}"}
        )
        link.flush()
        return 1
    link.send({"ready": os.getpid()})
    _carry(station, link, told_to_end)
    link.flush()
    return 0


def _carry(station: Station, link: Link, told_to_end: list[int]) -> None:
    beat_ns = 0
    stop_by_ns: int | None = None
    while stop_by_ns is None or (station.busy and time.monotonic_ns() < stop_by_ns):
        station.poll(_wait_ms(station))
        for order in link.receive():
            if order["do"] == "stop":
                stop_by_ns = stop_by_ns or _begin_stop(station)
            else:
                _answer(station, link, order)
        if link.closed or told_to_end:
            stop_by_ns = stop_by_ns or _begin_stop(station)
        now_ns = time.monotonic_ns()
        station.work(now_ns)
        if now_ns >= beat_ns:
            beat_ns = now_ns + _BEAT_NS
            link.send({"beat": now_ns})
            # A worker that hangs in native code with nobody left to kill it is ended by the kernel.
            signal.setitimer(signal.ITIMER_REAL, _HUNG_S)
        link.flush()


def _wait_ms(station: Station) -> int:
    if not station.busy:
        return _IDLE_POLL_MS
    due_ns = station.due_ns()
    if due_ns is None:
        return _BUSY_POLL_MS
    return max(1, min(_BUSY_POLL_MS, (due_ns - time.monotonic_ns()) // 1_000_000))


def _answer(station: Station, link: Link, order: Message) -> None:
    try:
        answer = station.obey(order)
    except Exception as error:  # noqa: BLE001  # one bad order must not end the other calls
        answer = {
            "error": f"{getattr(error, 'title', type(error).__name__)}: {getattr(error, 'reason', error)}"
        }
    link.send({"re": order["id"], **answer})


def _begin_stop(station: Station) -> int:
    station.hang_up_all()
    return time.monotonic_ns() + _STOP_NS


def _first_order(link: Link) -> Message | None:
    while not link.closed:
        for order in link.receive():
            return order
        time.sleep(0.01)
    return None


def _die_with_parent() -> list[int]:
    """Turn the parent's death into SIGTERM, and SIGTERM into a stop that hangs up first."""
    told: list[int] = []
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    signal.signal(signal.SIGTERM, lambda number, _frame: told.append(number))
    return told


if __name__ == "__main__":
    code = 1
    try:
        code = main(sys.argv[1:])
    except BaseException:  # noqa: BLE001  # the traceback goes to stderr, then no destructor may run
        import traceback

        traceback.print_exc()
    sys.stderr.flush()
    os._exit(code)
