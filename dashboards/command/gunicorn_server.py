from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from results.logs.json_lines import json_wanted

_TURN_S = 0.0005


def run_gunicorn(
    *,
    host: str,
    port: int,
    workers: int,
    threads: int,
    certificate: Path | None,
    key: Path | None,
    ready: Callable[[str], None],
) -> None:
    """Serve the site until told to end; `ready` is called once with the address that answers."""

    def when_ready(server: Any) -> None:
        bound = server.LISTENERS[0].sock.getsockname()
        ready(f"{'https' if certificate else 'http'}://{host}:{bound[1]}/")
        sys.stdout.flush()

    settings = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": threads,
        "timeout": 60,
        "graceful_timeout": 5,
        "keepalive": 5,
        "loglevel": "warning",
        "accesslog": None,
        "when_ready": when_ready,
        "post_worker_init": _settle,
        "forwarded_allow_ips": "127.0.0.1,::1",
        "control_socket_disable": True,
        "child_exit": _forget_figures,
    }
    if json_wanted():
        settings["logconfig_dict"] = _json_logs()
    if certificate and key:
        settings |= {"certfile": str(certificate), "keyfile": str(key)}
    _Site(settings).run()


def _settle(_worker: Any) -> None:
    """Let no page of a process wait for another longer than it must.

    What was loaded for good is taken out of the garbage collector's rounds, of which there are fewer: one
    through all of it takes a quarter of a second and came once in a hundred pages. And threads take turns
    every half a millisecond: whoever comes back from the database waits for its turn, by default 5 ms with
    each query while another page is made (20 queries of 1 ms beside one such page: 301 ms, now 77).
    """
    sys.setswitchinterval(_TURN_S)
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _forget_figures(_server: Any, worker: Any) -> None:
    """A process that ended no longer counts among the living; what it counted stays."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _json_logs() -> dict[str, Any]:
    quiet = {"handlers": ["console"], "level": "WARNING", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "results.logs.json_lines.JsonLines"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {"gunicorn.error": quiet, "gunicorn.access": quiet},
    }


class _Site(BaseApplication):  # type: ignore[misc]
    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        from django.urls import get_resolver

        from dashboards.letters.postman import start_postman
        from dashboards.wsgi import application

        # All views are imported before anybody is let in: else the first visitor of each process waits.
        get_resolver().url_patterns  # noqa: B018 - asking for them imports them
        start_postman()
        return application
