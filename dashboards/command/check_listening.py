"""Whether the site can listen where it is told to, asked before anything is started."""

from __future__ import annotations

import errno
import socket
import ssl
from contextlib import closing
from pathlib import Path

from dashboards.site.errors import BadSiteSetting


def check_listening(*, host: str, port: int, certificate: Path | None, key: Path | None) -> None:
    """Make sure that host and port can be had, and that certificate and key are a pair.

    The port is taken and given back at once; port 0 is always free.

    Raises:
        BadSiteSetting: what is wrong, and what helps.
    """
    _check_place(host, port)
    if certificate and key:
        _check_pair(certificate, key)
    elif certificate or key:
        missing = "--key" if certificate else "--certificate"
        raise BadSiteSetting(f"{missing} is missing: TLS needs a certificate and its key")


def _check_place(host: str, port: int) -> None:
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, ValueError):
        raise BadSiteSetting(f"--host {host}: no such address – this machine's own is 127.0.0.1") from None
    with closing(socket.socket(family, kind)) as trial:
        # As the server does: what an earlier one left half closed is no hindrance.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(place)
            trial.listen(1)
        except OSError as error:
            raise BadSiteSetting(_told(error, host, port)) from None


def _told(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"--port {port}: another program listens there – end it, or choose another port"
    if error.errno == errno.EACCES:
        return f"--port {port}: only root may listen there – choose one from 1024 on"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"--host {host}: this machine has no such address"
    return f"--host {host}, --port {port}: cannot listen there ({error.strerror})"


def _check_pair(certificate: Path, key: Path) -> None:
    for option, path in (("--certificate", certificate), ("--key", key)):
        try:
            with path.open("rb") as file:
                file.read(1)
        except OSError as error:
            reason = (error.strerror or "unreadable").lower()
            raise BadSiteSetting(f"{option} {path}: cannot be read ({reason})") from None
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
            certificate, key, password=lambda: b""
        )
    except (ssl.SSLError, ValueError):
        raise BadSiteSetting(
            f"--certificate {certificate}, --key {key}: not a certificate with its key as PEM, or the key has"
            " a password"
        ) from None
