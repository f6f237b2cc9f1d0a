"""The one door through which a contact's pages reach the network."""

import asyncio
import contextlib
import ipaddress
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass

from probes.browser.allowed_hosts import AllowedHosts

CONNECT_LIMIT_S = 20.0
"""How long a far end may take to accept a connection; project's own choice."""

_CHUNK = 1 << 16
_DONE, _FAILED, _NOT_ALLOWED, _REFUSED, _NO_SUCH_COMMAND, _NO_SUCH_ADDRESS = 0, 1, 2, 5, 7, 8


@dataclass(frozen=True, slots=True)
class Refusal:
    """A connection that was not let through: where to, and when (CLOCK_MONOTONIC, ns)."""

    host: str
    port: int
    at_ns: int


class Gate:
    """A SOCKS5 door (RFC 1928) on loopback that lets one contact's pages reach the allowed hosts only.

    The list is held here and not by routing requests in the browser, because everything a page does
    passes a connection: redirects (also a 307 that would carry the form's content elsewhere), frames,
    workers, sockets and prefetches alike. Names are resolved here too, so the browser asks no resolver;
    a name that leads into this machine's own network is refused.
    """

    def __init__(self, allowed: AllowedHosts, *, refused: Callable[[Refusal], None] | None = None) -> None:
        self.allowed = allowed
        self.refusals: list[Refusal] = []
        self._tell = refused
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        """The address a browser is given as its proxy."""
        assert self._server is not None, "the gate is not open"
        return f"socks5://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> "Gate":
        """Open the door on a free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close it and cut what still passes."""
        assert self._server is not None
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await self._connection(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # either side went away, or the contact is over: nothing is left to answer
        finally:
            self._open.discard(task)
            writer.close()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(b"\x05\x00")
        _, command, _, kind = await reader.readexactly(4)
        if kind == 3:
            host = (await reader.readexactly((await reader.readexactly(1))[0])).decode("ascii", "replace")
        elif kind in (1, 4):
            host = str(ipaddress.ip_address(await reader.readexactly(4 if kind == 1 else 16)))
        else:
            await _answer(writer, _NO_SUCH_ADDRESS)
            return
        port = struct.unpack("!H", await reader.readexactly(2))[0]
        if command != 1:
            await _answer(writer, _NO_SUCH_COMMAND)
            return
        if not self.allowed.allows(host, port):
            self._refuse(host, port)
            await _answer(writer, _NOT_ALLOWED)
            return
        try:
            async with asyncio.timeout(CONNECT_LIMIT_S):
                far_reader, far_writer = await self._connect(host, port)
        except PermissionError:
            self._refuse(host, port)
            await _answer(writer, _NOT_ALLOWED)
            return
        except (OSError, TimeoutError) as error:
            await _answer(writer, _REFUSED if isinstance(error, ConnectionRefusedError) else _FAILED)
            return
        try:
            await _answer(writer, _DONE)
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        finally:
            far_writer.close()

    async def _connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if host == "localhost" or _literal(host) is not None:
            return await asyncio.open_connection(host, port)
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        inside = [entry for entry in found if not ipaddress.ip_address(entry[4][0]).is_global]
        if inside:
            raise PermissionError(f"{host} leads into this machine's own network")
        return await asyncio.open_connection(host, port, happy_eyeballs_delay=0.25)

    def _refuse(self, host: str, port: int) -> None:
        refusal = Refusal(host, port, time.monotonic_ns())
        self.refusals.append(refusal)
        if self._tell is not None:
            self._tell(refusal)


async def _answer(writer: asyncio.StreamWriter, code: int) -> None:
    writer.write(bytes((5, code, 0, 1, 0, 0, 0, 0, 0, 0)))
    await writer.drain()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_CHUNK):
        writer.write(data)
        await writer.drain()
    with contextlib.suppress(OSError, RuntimeError):
        writer.write_eof()


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
