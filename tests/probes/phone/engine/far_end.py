"""A far end in the test's own process: answers calls, sends RTP on the beat and keeps what it hears."""

import asyncio
import contextlib
import re
import socket
import struct
import time
from dataclasses import dataclass, field

import numpy as np

LOOPBACK = "127.0.0.1"
_FRAME_S = 0.02
_TONE_HZ = 600


@dataclass(slots=True)
class Heard:
    """What the far end received of one RTP packet."""

    at_ns: int
    payload_type: int
    payload: bytes


@dataclass(slots=True)
class FarEnd(asyncio.DatagramProtocol):
    """Answers every INVITE after `ring_s`; `mute_sip` swallows everything but the INVITE.

    `tone_from_ns` is when its RTP turns from silence to a tone of 600 Hz (0: never).
    """

    ring_s: float = 0.02
    events: bool = True
    allow: str = "INVITE, ACK, BYE, CANCEL, UPDATE, INFO"
    tone_from_ns: int = 0
    mute_sip: bool = False
    info_status: str = "200 OK"
    requests: list[tuple[int, str]] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    sends_rtp: bool = True
    port: int = 0
    first_rtp_ns: int = 0
    _transport: asyncio.DatagramTransport | None = None
    _media: socket.socket | None = None
    _tasks: set[asyncio.Task] = field(default_factory=set)
    _seen: set[bytes] = field(default_factory=set)
    _invite: str = ""
    _sender: tuple[str, int] = ("", 0)

    @property
    def uri(self) -> str:
        return f"sip:desk@{LOOPBACK}:{self.port}"

    def methods(self) -> list[str]:
        return [text.split(" ", 1)[0] for _at, text in self.requests]

    async def __aenter__(self) -> "FarEnd":
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(LOOPBACK, 0))
        self.port = self._transport.get_extra_info("sockname")[1]
        self._media = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._media.setblocking(False)
        self._media.bind((LOOPBACK, 0))
        loop.add_reader(self._media, self._hear)
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        asyncio.get_running_loop().remove_reader(self._media)
        self._media.close()
        self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if data in self._seen or not data.strip():
            return
        self._seen.add(data)
        text = data.decode()
        if text.startswith("SIP/2.0"):
            if text.startswith("SIP/2.0 200") and "\r\nCSeq: 1 INVITE" in text:
                self._took_over(text, addr)
            return
        self.requests.append((time.monotonic_ns(), text))
        method = text.split(" ", 1)[0]
        if method == "INVITE":
            self._invite, self._sender = text, addr
            self._do(self._answer(text, addr))
        elif self.mute_sip:
            return
        elif method == "CANCEL":
            self.reply(text, "200 OK", addr)
            self.reply(self._invite, "487 Request Terminated", addr)
        elif method == "INFO":
            self.reply(text, self.info_status, addr)
        elif method != "ACK":
            self.reply(text, "200 OK", addr)

    def reply(self, request: str, status: str, addr: tuple[str, int], sdp: str = "") -> None:
        keep = [
            line for line in request.split("\r\n") if re.match(r"(Via|From|Call-ID|CSeq|Record-Route):", line)
        ]
        to = re.search(r"^To:.*$", request, re.MULTILINE)[0].strip()
        to += "" if "tag=" in to else ";tag=far"
        lines = [f"SIP/2.0 {status}", *keep, to, f"Contact: <{self.uri}>", f"Allow: {self.allow}"]
        self._send(lines, sdp, addr)

    def ask(self, method: str, *headers: str, cseq: int = 1) -> None:
        """Send a request of our own in the dialogue."""
        mine = re.search(r"^To:(.*)$", self._invite, re.MULTILINE)[1].strip()
        theirs = re.search(r"^From:(.*)$", self._invite, re.MULTILINE)[1].strip()
        contact = re.search(r"^Contact:.*<([^>]+)>", self._invite, re.MULTILINE)[1]
        call_id = re.search(r"^Call-ID:.*$", self._invite, re.MULTILINE)[0].strip()
        lines = [
            f"{method} {contact} SIP/2.0",
            f"Via: SIP/2.0/UDP {LOOPBACK}:{self.port};branch=z9hG4bK{method}{cseq}x{time.monotonic_ns()}",
            f"From: {mine};tag=far",
            f"To: {theirs}",
            call_id,
            f"CSeq: {cseq} {method}",
            f"Contact: <{self.uri}>",
            "Max-Forwards: 70",
            *headers,
        ]
        self._send(lines, "", self._sender)

    def take_over(self, other: "FarEnd") -> None:
        """Call the caller with an INVITE that replaces the dialogue of another far end."""
        contact = re.search(r"^Contact:.*<([^>]+)>", other._invite, re.MULTILINE)[1]
        ours = re.search(r"^From:.*;tag=(\S+)", other._invite, re.MULTILINE)[1]
        call_id = re.search(r"^Call-ID:\s*(\S+)", other._invite, re.MULTILINE)[1]
        lines = [
            f"INVITE {contact} SIP/2.0",
            f"Via: SIP/2.0/UDP {LOOPBACK}:{self.port};branch=z9hG4bKtakeover",
            f"From: <{self.uri}>;tag=second",
            f"To: <{contact}>",
            f"Call-ID: takeover-{self.port}",
            "CSeq: 1 INVITE",
            f"Contact: <{self.uri}>",
            f"Replaces: {call_id};to-tag={ours};from-tag=far",
            "Max-Forwards: 70",
        ]
        self._send(lines, self._sdp(), other._sender)

    def _took_over(self, answer: str, addr: tuple[str, int]) -> None:
        keep = [line for line in answer.split("\r\n") if re.match(r"(From|To|Call-ID):", line)]
        contact = re.search(r"^Contact:.*<([^>]+)>", answer, re.MULTILINE)[1]
        via = f"Via: SIP/2.0/UDP {LOOPBACK}:{self.port};branch=z9hG4bKtaken"
        self._send([f"ACK {contact} SIP/2.0", via, *keep, "CSeq: 1 ACK", "Max-Forwards: 70"], "", addr)
        media = re.search(r"m=audio (\d+)", answer)
        self._do(self._speak((LOOPBACK, int(media[1]))))

    def power(self, from_ns: int, to_ns: int, hz: float = 0.0) -> float:
        """Return the RMS of what was heard in a stretch, or its amplitude at `hz`."""
        payload = b"".join(
            one.payload for one in self.heard if one.payload_type == 8 and from_ns <= one.at_ns < to_ns
        )
        samples = decode(payload)
        if not len(samples):
            return 0.0
        if not hz:
            return float(np.sqrt(np.mean(samples**2)))
        turn = np.exp(-2j * np.pi * hz * np.arange(len(samples)) / 8000)
        return float(2 * abs(np.mean(samples * turn)))

    def _send(self, lines: list[str], sdp: str, addr: tuple[str, int]) -> None:
        kind = ["Content-Type: application/sdp"] if sdp else []
        text = "\r\n".join([*lines, *kind, f"Content-Length: {len(sdp)}", "", sdp])
        self._transport.sendto(text.encode(), addr)

    def _do(self, work) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, invite: str, addr: tuple[str, int]) -> None:
        self.reply(invite, "180 Ringing", addr)
        await asyncio.sleep(self.ring_s)
        media = re.search(r"m=audio (\d+)", invite)
        self.reply(invite, "200 OK", addr, self._sdp())
        if self.sends_rtp:
            await self._speak((LOOPBACK, int(media[1])))

    def _sdp(self) -> str:
        port = self._media.getsockname()[1]
        sdp = f"v=0\r\no=- 1 1 IN IP4 {LOOPBACK}\r\ns=-\r\nc=IN IP4 {LOOPBACK}\r\nt=0 0\r\n"
        sdp += f"m=audio {port} RTP/AVP 8{' 101' if self.events else ''}\r\na=rtpmap:8 PCMA/8000\r\n"
        sdp += "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n" if self.events else ""
        return sdp

    async def _speak(self, to: tuple[str, int]) -> None:
        silence = b"\xd5" * 160
        tone = encode(6000 * np.sin(2 * np.pi * _TONE_HZ * np.arange(160) / 8000))
        start = time.monotonic()
        for number in range(100_000):
            await asyncio.sleep(max(0.0, start + number * _FRAME_S - time.monotonic()))
            sounding = self.tone_from_ns and time.monotonic_ns() >= self.tone_from_ns
            if sounding and not self.first_rtp_ns:
                self.first_rtp_ns = time.monotonic_ns()
            head = struct.pack("!BBHII", 0x80, 8, number & 0xFFFF, number * 160, 0xBEEF)
            with contextlib.suppress(OSError):
                self._media.sendto(head + (tone if sounding else silence), to)

    def _hear(self) -> None:
        with contextlib.suppress(OSError):
            packet = self._media.recv(2048)
            self.heard.append(Heard(time.monotonic_ns(), packet[1] & 0x7F, packet[12:]))


def encode(wave: np.ndarray) -> bytes:
    """Encode 16-bit samples by G.711 A-law."""
    level = np.asarray(wave).astype(int) >> 3
    sign = np.where(level >= 0, 0xD5, 0x55)
    level = np.where(level >= 0, level, -level - 1)
    segment = np.searchsorted([0x1F, 0x3F, 0x7F, 0xFF, 0x1FF, 0x3FF, 0x7FF], level)
    coded = ((segment << 4) | ((level >> np.maximum(segment, 1)) & 0x0F)) ^ sign
    return coded.astype(np.uint8).tobytes()


def decode(payload: bytes) -> np.ndarray:
    """Decode G.711 A-law to samples."""
    code = np.frombuffer(payload, np.uint8).astype(int) ^ 0x55
    segment, fine = (code & 0x70) >> 4, code & 0x0F
    level = np.where(segment == 0, (fine << 4) + 8, ((fine << 4) + 0x108) << np.maximum(segment - 1, 0))
    return np.where(code & 0x80, level, -level).astype(float)
