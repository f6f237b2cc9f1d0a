import datetime as dt
import os
import socket
from importlib.metadata import version
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from benchmark.fieldwork.capabilities import Capabilities
from benchmark.fieldwork.errors import WorkerRuns
from benchmark.fieldwork.sweep import give_back_all
from results.models import Worker

ALIVE_S = 30.0
"""A worker that was not heard for this long may be replaced by another of its label."""


def register_worker(*, label: str, capabilities: Capabilities) -> int:
    """Write down that this process is the worker `label`, and return its row's id.

    What a dead worker of the same label had claimed is given back at once. Raises WorkerRuns if one is alive.
    """
    host = socket.gethostname()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(1398161013)")
        row = Worker.objects.filter(label=label).first()
        if row is not None and _alive(row, host):
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
                "started_at": timezone.now(),
                "heartbeat_at": timezone.now(),
                "stop_requested_at": None,
                "stopped_at": None,
            },
        )
    if before is not None:
        give_back_all(worker=before)
    return int(row.pk)


def sign_off(worker: int) -> None:
    """Write down that a worker ended by itself."""
    Worker.objects.filter(pk=worker, process=os.getpid()).update(stopped_at=timezone.now())


def _alive(row: Worker, host: str) -> bool:
    heard = row.heartbeat_at and timezone.now() - row.heartbeat_at < dt.timedelta(seconds=ALIVE_S)
    if row.stopped_at is not None or not heard or row.process == os.getpid():
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
