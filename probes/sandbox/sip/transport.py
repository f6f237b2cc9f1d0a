"""UDP and TCP on one port of the loopback interface. Nothing here can send to another network."""

import asyncio
import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self, cast

from probes.sandbox.sip.message import MAX_BYTES

Address = tuple[str, int]
_LENGTH = re.compile(rb"\r\n(?:Content-Length|l)[ \t]*:[ \t]*([0-9]{1,6})[ \t]*\r\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Flow:
    """Where a message came from, and the way back. `reliable`: no retransmission is needed."""

    write: Callable[[bytes, Address], None]
    local: Address
    remote: Address
    reliable: bool = False

    @property
    def transport(self) -> str:
        """`UDP` or `TCP`, as it stands in a Via."""
        return "TCP" if self.reliable else "UDP"

    def send(self, data: bytes, to: Address | None = None) -> int:
        """Send a message and return the time in ns (CLOCK_MONOTONIC) right before it left.

        `to` counts on UDP only; an address outside loopback is replaced by the way back.
        """
        target = to if to is not None and not self.reliable and is_loopback(to[0]) else self.remote
        at_ns = time.monotonic_ns()
        self.write(data, target)
        return at_ns


Receive = Callable[[bytes, Flow, int], None]


class Transports:
    """A UDP socket and a TCP listener on the same port, both handing whole messages to `receive`."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._udp: asyncio.DatagramTransport | None = None
        self._tcp: asyncio.Server | None = None
        self._connections: set[asyncio.Transport] = set()
        self.address: Address = ("", 0)

    @classmethod
    async def open(cls, receive: Receive, *, host: str, port: int) -> Self:
        """Bind both. Port 0: a free one. Raises OSError if the port is taken."""
        self = cls(receive)
        loop = asyncio.get_running_loop()
        for attempt in range(20):
            udp, _ = await loop.create_datagram_endpoint(lambda: _Udp(self), local_addr=(host, port))
            self.address = udp.get_extra_info("sockname")[:2]
            # A burst of calls must not overflow the socket while sound is being computed.
            udp.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
            try:
                self._tcp = await loop.create_server(lambda: _Tcp(self), host, self.address[1])
            except OSError:
                udp.close()
                if port or attempt == 19:
                    raise
            else:
                self._udp = udp
                break
        return self

    async def close(self) -> None:
        """Close sockets and connections."""
        if self._udp is not None:
            self._udp.close()
        for connection in list(self._connections):
            connection.abort()
        if self._tcp is not None:
            self._tcp.close()
            await self._tcp.wait_closed()

    def received(self, data: bytes, flow: Flow, at_ns: int) -> None:
        """Hand a whole message on."""
        self._receive(data, flow, at_ns)

    def connected(self, connection: asyncio.Transport) -> None:
        """Remember a TCP connection, so that closing ends it."""
        self._connections.add(connection)

    def disconnected(self, connection: asyncio.Transport) -> None:
        """Forget a TCP connection."""
        self._connections.discard(connection)


def is_loopback(host: str) -> bool:
    """True for an IP literal within 127.0.0.0/8 or ::1; names are never resolved."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class _Udp(asyncio.DatagramProtocol):
    def __init__(self, owner: Transports) -> None:
        self._owner = owner
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: Address) -> None:
        at_ns = time.monotonic_ns()
        # Blank lines and single zero bytes keep NAT bindings alive (RFC 5626); they are no messages.
        if data.strip(b"\r\n\x00 "):
            flow = Flow(write=self._write, local=self._owner.address, remote=addr[:2])
            self._owner.received(data.lstrip(b"\r\n"), flow, at_ns)

    def error_received(self, exc: Exception) -> None:
        """A port unreachable of a caller who has gone: the transaction's timers see to it."""

    def _write(self, data: bytes, to: Address) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(data, to)


class _Tcp(asyncio.Protocol):
    def __init__(self, owner: Transports) -> None:
        self._owner = owner
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._remote: Address = ("", 0)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._remote = transport.get_extra_info("peername")[:2]
        self._owner.connected(self._transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        if self._transport is not None:
            self._owner.disconnected(self._transport)

    def data_received(self, data: bytes) -> None:
        at_ns = time.monotonic_ns()
        self._buffer += data
        while (message := self._cut()) is not None:
            flow = Flow(write=self._write, local=self._owner.address, remote=self._remote, reliable=True)
            self._owner.received(message, flow, at_ns)
        if len(self._buffer) > MAX_BYTES and self._transport is not None:
            self._transport.abort()

    def _cut(self) -> bytes | None:
        self._buffer = self._buffer.lstrip(b"\r\n")
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        length = _LENGTH.search(self._buffer, 0, end + 2)
        # Without a length the stream cannot be cut again: the parser refuses the message with 400.
        whole = end + 4 + (int(length[1]) if length else 0)
        if len(self._buffer) < whole:
            return None
        message, self._buffer = self._buffer[:whole], self._buffer[whole:]
        return message

    def _write(self, data: bytes, to: Address) -> None:  # noqa: ARG002 - a connection has one far end
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)
