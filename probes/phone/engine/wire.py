import json
import socket
from collections import deque
from typing import Any

Message = dict[str, Any]

_CHUNK = 65536
_MOST_WAITING = 8 << 20
"""Bytes that may wait for a parent that does not read before the link counts as lost (own choice)."""


class Link:
    """The worker's end of the socket pair: one JSON document a line, never blocking.

    `closed` turns true when the other side has gone; from then on nothing is sent or received.
    """

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        self.closed = False
        self._sock = sock
        self._received = b""
        self._waiting: deque[bytes] = deque()
        self._waiting_bytes = 0

    def send(self, message: Message) -> None:
        """Queue a message; `flush` puts it on its way."""
        line = encode(message)
        self._waiting.append(line)
        self._waiting_bytes += len(line)
        if self._waiting_bytes > _MOST_WAITING:
            self.closed = True

    def flush(self) -> None:
        """Send what the socket takes now."""
        while self._waiting and not self.closed:
            line = self._waiting[0]
            try:
                sent = self._sock.send(line)
            except BlockingIOError:
                return
            except OSError:
                self.closed = True
                return
            self._waiting_bytes -= sent
            if sent == len(line):
                self._waiting.popleft()
            else:
                self._waiting[0] = line[sent:]

    def receive(self) -> list[Message]:
        """Return every whole message that has arrived."""
        if self.closed:
            return []
        while True:
            try:
                chunk = self._sock.recv(_CHUNK)
            except BlockingIOError:
                break
            except OSError:
                chunk = b""
            if not chunk:
                self.closed = True
                break
            self._received += chunk
        if b"\n" not in self._received:
            return []
        *lines, self._received = self._received.split(b"\n")
        return [json.loads(line) for line in lines]


def encode(message: Message) -> bytes:
    """Return the message as one line of JSON."""
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
