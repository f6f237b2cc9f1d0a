"""A peer without a SIP stack: a plain socket that sends whatever bytes a test wants."""

import asyncio
import itertools
import re
import socket
import time
from dataclasses import dataclass

from tests.probes.phone.peers.children import LOOPBACK

Address = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Message:
    """A SIP message as it came, with the few headers a peer needs to answer it."""

    text: str
    sender: Address

    @property
    def method(self) -> str:
        """The request's method, or the status of a response as text; "" for what is no SIP."""
        words = self.text.split(" ", 2)
        if len(words) < 3:
            return ""
        return words[1] if words[0] == "SIP/2.0" else words[0]

    def header(self, name: str) -> str:
        """Return a header's first value, "" if there is none."""
        found = re.search(rf"^{name}\s*:\s*(.*?)\r?$", self.text, re.MULTILINE | re.IGNORECASE)
        return found[1] if found else ""

    @property
    def contact(self) -> str:
        """The URI in Contact."""
        found = re.search(r"<([^>]*)>", self.header("Contact"))
        return found[1] if found else self.header("Contact")


class RawPeer(asyncio.DatagramProtocol):
    """Bound to a free port of the loopback. Retransmissions are handed out once."""

    def __init__(self) -> None:
        self._branches = itertools.count(time.monotonic_ns())
        self._known: set[bytes] = set()
        self._messages: asyncio.Queue[Message] = asyncio.Queue()
        self._transport: asyncio.DatagramTransport | None = None
        self.uri = ""
        self.port = 0
        self.media_port = 0
        self._media = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    async def __aenter__(self) -> "RawPeer":
        loop = asyncio.get_running_loop()
        self._media.bind((LOOPBACK, 0))
        self.media_port = self._media.getsockname()[1]
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(LOOPBACK, 0))
        self.port = self._transport.get_extra_info("sockname")[1]
        self.uri = f"sip:organisation@{LOOPBACK}:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._transport is not None
        self._transport.close()
        self._media.close()

    def datagram_received(self, data: bytes, addr: Address) -> None:
        """Keep a message (asyncio's name)."""
        if data.strip(b"\r\n\0") and data not in self._known:
            self._known.add(data)
            self._messages.put_nowait(Message(data.decode("utf-8", "replace"), addr))

    async def expect(self, method: str, cseq: str = "", limit_s: float = 4.0) -> Message:
        """Wait for a request by its method, or a response by status and method; others are passed over."""
        async with asyncio.timeout(limit_s):
            while True:
                message = await self._messages.get()
                if message.method == method and message.header("CSeq").endswith(cseq):
                    return message

    def forget(self, message: Message) -> None:
        """Hand out a retransmission of this message as if it were new."""
        self._known.discard(message.text.encode())

    def send(self, data: bytes, to: Address) -> None:
        """Send bytes."""
        assert self._transport is not None
        self._transport.sendto(data, to)

    def reply(
        self, request: Message, status: str, *, sdp: bool = False, headers: tuple[str, ...] = ()
    ) -> None:
        """Answer a request in good order."""
        to = request.header("To")
        lines = [
            f"SIP/2.0 {status}",
            *(f"Via: {via}" for via in re.findall(r"^Via:\s*(.*?)\r?$", request.text, re.MULTILINE)),
            f"From: {request.header('From')}",
            f"To: {to if 'tag=' in to else to + ';tag=raw'}",
            f"Call-ID: {request.header('Call-ID')}",
            f"CSeq: {request.header('CSeq')}",
            f"Contact: <{self.uri}>",
            *headers,
        ]
        self.send(compose(lines, self.sdp() if sdp else ""), request.sender)

    def ask(self, invite: Message, method: str, *, cseq: int = 1, headers: tuple[str, ...] = ()) -> None:
        """Send a request inside the dialogue that `invite` has begun."""
        lines = [
            f"{method} {invite.contact} SIP/2.0",
            f"Via: SIP/2.0/UDP {LOOPBACK}:{self.port};branch=z9hG4bK-raw-{next(self._branches)}",
            f"From: {invite.header('To')};tag=raw",
            f"To: {invite.header('From')}",
            f"Call-ID: {invite.header('Call-ID')}",
            f"CSeq: {cseq} {method}",
            f"Contact: <{self.uri}>",
            "Max-Forwards: 70",
            *headers,
        ]
        self.send(compose(lines), invite.sender)

    def send_media(self, packet: bytes, to: Address) -> None:
        """Send one RTP packet from the port that `sdp` names."""
        self._media.sendto(packet, to)

    def media_packets(self) -> list[bytes]:
        """Return the RTP packets that have come so far."""
        self._media.setblocking(False)
        packets = []
        while True:
            try:
                packets.append(self._media.recv(2048))
            except BlockingIOError:
                return packets

    def sdp(self) -> str:
        """Return a plain description of our media."""
        return (
            f"v=0\r\no=raw 1 1 IN IP4 {LOOPBACK}\r\ns=-\r\nc=IN IP4 {LOOPBACK}\r\nt=0 0\r\n"
            f"m=audio {self.media_port} RTP/AVP 8 101\r\n"
            "a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n"
        )


def compose(lines: list[str], body: str = "") -> bytes:
    """Put header lines and an SDP body into one message."""
    kind = ["Content-Type: application/sdp"] if body else []
    return "\r\n".join([*lines, *kind, f"Content-Length: {len(body.encode())}", "", body]).encode()
