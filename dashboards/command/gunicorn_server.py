from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]


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
        "forwarded_allow_ips": "127.0.0.1,::1",
        "control_socket_disable": True,
    }
    if certificate and key:
        settings |= {"certfile": str(certificate), "keyfile": str(key)}
    _Site(settings).run()


class _Site(BaseApplication):  # type: ignore[misc]
    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        from dashboards.letters.postman import start_postman
        from dashboards.wsgi import application

        start_postman()
        return application
