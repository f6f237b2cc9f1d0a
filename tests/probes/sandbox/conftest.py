"""A tiny caller of our own, on raw sockets, that shares no code with the town, and plain test sounds."""

import asyncio
import re
import socket
import struct
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from probes.sandbox.behaviour import CentreBehaviour
from probes.sandbox.centre import Centre
from probes.sandbox.sip.timers import Timers
from probes.sandbox.truth import Happening, TrueEvent, read_truth

ALAW_SILENCE = 0xD5


@dataclass
class Heard:
    """One RTP packet that arrived."""

    ns: int
    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes


@dataclass
class RawCaller:
    """A user agent client as small as can be: text in, text out."""

    target: str
    port: int
    user: str = "4710000001"
    sip: socket.socket = field(default_factory=lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    rtp: socket.socket = field(default_factory=lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    cseq: int = 1
    to_tag: str = ""
    packets: list[Heard] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for one in (self.sip, self.rtp):
            one.bind(("127.0.0.1", 0))
            one.setblocking(False)
        self.call_id = f"call-{time.monotonic_ns()}"
        self.tag = "caller1"
        self.branch = f"z9hG4bK{time.monotonic_ns()}"
        self.my_port = self.sip.getsockname()[1]
        self.rtp_port = self.rtp.getsockname()[1]
        self._sequence = 100

    def close(self) -> None:
        self.sip.close()
        self.rtp.close()

    def sdp(self, direction: str = "sendrecv") -> str:
        return (
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            f"m=audio {self.rtp_port} RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\n"
            f"a=rtpmap:101 telephone-event/8000\r\na={direction}\r\n"
        )

    def request(
        self,
        method: str,
        body: str = "",
        *,
        branch: str = "",
        cseq: int | None = None,
        extra: str = "",
        plain_to: bool = False,
    ) -> str:
        number = self.cseq if cseq is None else cseq
        to_tag = f";tag={self.to_tag}" if self.to_tag and not plain_to else ""
        kind = "Content-Type: application/sdp\r\n" if body.startswith("v=0") else ""
        return (
            f"{method} {self.target} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP 127.0.0.1:{self.my_port};branch={branch or self.branch};rport\r\n"
            f"Max-Forwards: 70\r\nFrom: <sip:{self.user}@127.0.0.1>;tag={self.tag}\r\n"
            f"To: <{self.target}>{to_tag}\r\nCall-ID: {self.call_id}\r\nCSeq: {number} {method}\r\n"
            f"Contact: <sip:{self.user}@127.0.0.1:{self.my_port}>\r\n{extra}{kind}"
            f"Content-Length: {len(body.encode())}\r\n\r\n{body}"
        )

    def send(self, text: str | bytes) -> int:
        data = text.encode() if isinstance(text, str) else text
        at_ns = time.monotonic_ns()
        self.sip.sendto(data, ("127.0.0.1", self.port))
        return at_ns

    def invite(self, *, extra: str = "") -> str:
        text = self.request("INVITE", self.sdp(), extra=extra)
        self.send(text)
        return text

    async def receive(self, *starts: str, within: float = 5.0) -> str:
        """Return the next message whose first line begins with one of `starts`; answers nothing."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(within):
            while True:
                text = (await loop.sock_recv(self.sip, 65535)).decode()
                self.texts.append(text)
                if any(text.startswith(start) for start in starts):
                    tag = re.search(r"(?im)^To:.*;tag=([\w.-]+)", text)
                    if text.startswith("SIP/2.0") and tag:
                        self.to_tag = tag[1]
                    return text

    def ack(self, *, same_branch: bool = False) -> None:
        branch = self.branch if same_branch else f"z9hG4bKack{time.monotonic_ns()}"
        self.send(self.request("ACK", branch=branch))

    def bye(self) -> None:
        self.cseq += 1
        self.send(self.request("BYE", branch=f"z9hG4bKbye{time.monotonic_ns()}"))

    def reply(self, request: str, status: str = "200 OK", body: str = "", extra: str = "") -> None:
        """Answer a request of the far end, echoing what must be echoed."""
        lines = request.split("\r\n\r\n", maxsplit=1)[0].split("\r\n")[1:]
        keep = [line for line in lines if re.match(r"(?i)(via|from|to|call-id|cseq):", line)]
        kind = "Content-Type: application/sdp\r\n" if body else ""
        head = (
            f"SIP/2.0 {status}\r\n"
            + "\r\n".join(keep)
            + f"\r\nContact: <sip:{self.user}@127.0.0.1:{self.my_port}>"
        )
        self.send(f"{head}\r\n{extra}{kind}Content-Length: {len(body)}\r\n\r\n{body}")

    def media_of(self, text: str) -> int:
        found = re.search(r"m=audio (\d+)", text)
        assert found is not None
        self.far_rtp = int(found[1])
        return self.far_rtp

    def send_rtp(
        self, payload: bytes, *, payload_type: int = 8, timestamp: int = 0, marker: bool = False
    ) -> int:
        self._sequence += 1
        second = payload_type | (0x80 if marker else 0)
        header = struct.pack("!BBHII", 0x80, second, self._sequence & 0xFFFF, timestamp, 77)
        at_ns = time.monotonic_ns()
        self.rtp.sendto(header + payload, ("127.0.0.1", self.far_rtp))
        return at_ns

    @staticmethod
    async def pause(seconds: float) -> None:
        await asyncio.sleep(seconds)

    def press(self, key: str) -> None:
        code = "0123456789*#ABCD".index(key)
        stamp = self._sequence * 160
        for number in range(5):
            end = 0x80 if number >= 3 else 0
            self.send_rtp(
                struct.pack("!BBH", code, end | 10, 160 * (number + 1)), payload_type=101, timestamp=stamp
            )

    async def speak(self, seconds: float) -> None:
        """Send a loud 300 Hz tone as speech, in real time."""
        phase = np.arange(160) * 2 * np.pi * 300 / 8000
        from probes.sandbox.rtp.g711 import encode

        frame = encode((np.sin(phase) * 8000).astype(np.int16), "PCMA")
        for number in range(int(seconds * 50)):
            self.send_rtp(frame, timestamp=number * 160)
            await asyncio.sleep(0.02)

    async def listen(self, seconds: float) -> list[Heard]:
        """Collect RTP for so long; return what came."""
        loop = asyncio.get_running_loop()
        got: list[Heard] = []
        until = loop.time() + seconds
        while (left := until - loop.time()) > 0:
            try:
                async with asyncio.timeout(left):
                    data = await loop.sock_recv(self.rtp, 2048)
            except TimeoutError:
                break
            at_ns = time.monotonic_ns()
            _, second, sequence, timestamp, ssrc = struct.unpack_from("!BBHII", data)
            got.append(Heard(at_ns, second & 0x7F, sequence, timestamp, ssrc, data[12:]))
        self.packets += got
        return got


class PlainSounds:
    """Sounds by arithmetic: each kind has a pitch of its own; speech has 0.1 s of silence in front."""

    def __init__(self, seconds: float = 0.4) -> None:
        self.seconds = seconds

    def prompt(self, name: str, language: str) -> np.ndarray:
        if name == "missing":
            raise KeyError(name)
        return _beep(400, self.seconds)

    def music(self, name: str) -> np.ndarray:
        return _beep(900, 1.0, lead=0.0)

    def tone(self, name: str, country: str) -> np.ndarray:
        return np.concatenate([_beep(425, 0.2, lead=0.0), np.zeros(1600, dtype=np.int16)])

    def speak(self, *, agent: str, language: str, moment: str, rng: np.random.Generator) -> np.ndarray:
        return _beep(1500 if agent == "a" else 2000, self.seconds)

    def background(self, *, agent: str, rng: np.random.Generator) -> np.ndarray:
        return rng.integers(-20, 20, 8000).astype(np.int16)


def _beep(hertz: float, seconds: float, *, lead: float = 0.1) -> np.ndarray:
    time_s = np.arange(int(seconds * 8000)) / 8000
    wave = (10000 * np.sign(np.sin(2 * np.pi * hertz * time_s + 0.01))).astype(np.int16)
    return np.concatenate([np.zeros(int(lead * 8000), dtype=np.int16), wave])


@dataclass
class Town:
    """What a test gets: the centre in this process, a caller, the truth."""

    centre: Centre
    truth_path: Path
    callers: list[RawCaller] = field(default_factory=list)

    def caller(self, user: str | None = None) -> RawCaller:
        target = self.centre.uri if user is None else f"sip:{user}@127.0.0.1:{self.centre.port}"
        caller = RawCaller(target=target, port=self.centre.port)
        self.callers.append(caller)
        return caller

    def truth(self, caller: RawCaller) -> list[TrueEvent]:
        return read_truth(self.truth_path, call=caller.call_id)

    def kinds(self, caller: RawCaller) -> list[str]:
        return [event.event.value for event in self.truth(caller)]

    async def event(
        self, caller: RawCaller, kind: Happening, *, number: int = 1, within: float = 5.0
    ) -> TrueEvent:
        """Wait until the truth holds the number-th event of a kind."""
        async with asyncio.timeout(within):
            while True:
                found = [event for event in self.truth(caller) if event.event is kind]
                if len(found) >= number:
                    return found[number - 1]
                await asyncio.sleep(0.02)


@pytest.fixture
def plain_sounds() -> PlainSounds:
    return PlainSounds()


@pytest.fixture
def make_caller() -> Iterator[Callable[[str], RawCaller]]:
    """Make callers to a SIP URI."""
    made: list[RawCaller] = []

    def make(uri: str) -> RawCaller:
        made.append(RawCaller(target=uri, port=int(uri.rpartition(":")[2])))
        return made[-1]

    yield make
    for caller in made:
        caller.close()


OpenTown = Callable[..., Awaitable[Town]]


@pytest.fixture
async def open_town(tmp_path: Path) -> AsyncIterator[OpenTown]:
    """Open a centre in this process: `await open_town(behaviour, sounds=…, timers=…)`."""
    opened: list[Town] = []

    async def start(
        behaviour: CentreBehaviour, *, sounds: PlainSounds | None = None, timers: Timers | None = None
    ) -> Town:
        path = tmp_path / f"truth{len(opened)}.jsonl"
        centre = Centre(
            behaviour=behaviour, sounds=sounds or PlainSounds(), truth_path=path, seed=1, timers=timers
        )
        town = Town(await centre.start(host="127.0.0.1", port=0), path)
        opened.append(town)
        return town

    yield start
    for town in opened:
        for caller in town.callers:
            caller.close()
        await town.centre.stop()
