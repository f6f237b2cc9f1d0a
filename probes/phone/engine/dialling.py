import asyncio
import time
from collections.abc import Collection

from probes.errors import BadSettings, NotAllowed
from probes.phone.engine.process import WorkerProcess
from probes.phone.guard import check_dialable
from probes.phone.trunk import Trunk

_STARTS_PER_WORKER = 10
"""Calls a worker may start in a second: more exhaust the library's 64 handles (measured, SIGABRT)."""


class Dialling:
    """The way from a target to an address that may be called now: guard, trunk, throttle.

    `starts_per_s` limits all workers together.
    """

    def __init__(self, trunk: Trunk, *, allowed: Collection[str] | None, starts_per_s: float) -> None:
        self._trunk = trunk
        self._allowed = allowed
        self._gap_s = 1.0 / starts_per_s
        self._next_s = 0.0

    def uri(self, target: str) -> str:
        """Return the SIP URI of a number or URI. Raises NotAllowed or BadSettings."""
        checked = check_dialable(target, country=self._trunk.country, allowed=self._allowed)
        uri = address(self._trunk, checked)
        check_dialable(uri, country=self._trunk.country, allowed=None)
        return self._trunk.over_transport(uri)

    async def wait_turn(self, worker: WorkerProcess) -> None:
        """Wait until another call may be started."""
        now = time.monotonic()
        self._next_s = max(self._next_s + self._gap_s, now)
        await asyncio.sleep(self._next_s - now)
        worker.starts = [at for at in worker.starts if at > time.monotonic() - 1.0]
        while len(worker.starts) >= _STARTS_PER_WORKER:
            await asyncio.sleep(0.05)
            worker.starts = [at for at in worker.starts if at > time.monotonic() - 1.0]
        worker.starts.append(time.monotonic())


def address(trunk: Trunk, target: str) -> str:
    """Return where a checked number or URI is reached through this trunk. Raises BadSettings."""
    for number, uri in trunk.directory.items():
        if _same(number, target, country=trunk.country):
            return uri
    if target.startswith(("sip:", "sips:")):
        return target
    if not trunk.number_uri:
        raise BadSettings(
            f"{target}: this trunk has no address for numbers – set number_uri (for example"
            " sip:{number}@sip.example) or a directory that holds the number"
        )
    return trunk.number_uri.replace("{number}", target)


def _same(number: str, target: str, *, country: str) -> bool:
    if number == target:
        return True
    try:
        return check_dialable(number, country=country, allowed=None) == target
    except NotAllowed:
        return False
