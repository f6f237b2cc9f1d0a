import datetime as dt
import os
import socket
import time
from importlib.metadata import version
from pathlib import Path

from django.db import connection, transaction
from django.db.models.functions import Now

from benchmark.fieldwork.capabilities import Capabilities
from benchmark.fieldwork.errors import ClockDiffers, WorkerRuns
from benchmark.fieldwork.sweep import give_back_all
from results.models import Worker

ALIVE_S = 30.0
"""A worker that was not heard for this long may be replaced by another of its label."""

CLOCK_S = 5.0
"""How far a worker's clock may be from the database's: windows go by it (project's own choice)."""


def register_worker(*, label: str, capabilities: Capabilities) -> int:
    """Write down that this process is the worker `label`, and return its row's id.

    What a dead worker of the same label had claimed is given back at once. Raises WorkerRuns if one is
    alive, ClockDiffers if this host's clock is another than the database's.
    """
    check_clock()
    host = socket.gethostname()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(1398161013)")
        row = Worker.objects.filter(label=label).first()
        # All heartbeats are by the database's clock: hosts need not agree on theirs.
        lately = Worker.objects.filter(label=label, heartbeat_at__gt=Now() - dt.timedelta(seconds=ALIVE_S))
        if row is not None and lately.exists() and _alive(row, host):
            raise WorkerRuns(
                f"a worker {label} runs already on {row.host} (process {row.process})"
                " – give this one another --label"
            )
        before = row.pk if row is not None else None
        row, _ = Worker.objects.update_or_create(
            label=label,
            defaults={
                "host": host,
                "process": os.getpid(),
                "version": version("svartid"),
                "capabilities": capabilities.to_row(),
                "started_at": Now(),
                "heartbeat_at": Now(),
                "stop_requested_at": None,
                "stopped_at": None,
            },
        )
    if before is not None:
        give_back_all(worker=before)
    return int(row.pk)


def sign_off(worker: int) -> None:
    """Write down that a worker ended by itself."""
    Worker.objects.filter(pk=worker, process=os.getpid()).update(stopped_at=Now())


def check_clock() -> None:
    """Compare this host's clock with the database's. Raises ClockDiffers beyond `CLOCK_S`."""
    before = time.time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float")
        theirs = float(cursor.fetchone()[0])
    after = time.time()
    # The answer was given at some moment between the two.
    ahead = before - theirs if before > theirs else min(0.0, after - theirs)
    if abs(ahead) > CLOCK_S:
        raise ClockDiffers(
            f"this host's clock is {abs(ahead):.0f} s {'ahead of' if ahead > 0 else 'behind'} the database's,"
            " and contacts would be made at wrong times – synchronise it (timedatectl set-ntp true)"
        )


def _alive(row: Worker, host: str) -> bool:
    if row.stopped_at is not None or (row.process == os.getpid() and row.host == host):
        return False
    return row.host != host or _runs(row.process)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except PermissionError:
        return True
    except (ProcessLookupError, FileNotFoundError):
        return False
    except OSError:
        return True
    return state != "Z"
