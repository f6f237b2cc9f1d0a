import secrets
import socket
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from probes.sandbox.rtp.g711 import SILENCE, decode
from probes.sandbox.rtp.keys import KeyEar, key_payloads
from probes.sandbox.rtp.packet import Packet, write_header
from probes.sandbox.rtp.playback import FRAME, Playback
from probes.sandbox.rtp.tone_keys import ToneKeyEar
from probes.sandbox.sip.sdp import Codec, Media
from probes.sandbox.sip.transport import is_loopback


class Ear(Protocol):
    """Who listens to the far end."""

    def hear(self, packet: Packet, codec: Codec, at_ns: int) -> None:
        """A packet of sound arrived."""

    def tick(self, at_ns: int) -> None:
        """Twenty milliseconds have passed, whether something arrived or not."""


class Stream:
    """One call's RTP in both directions. The wheel calls `tick` every 20 ms.

    Without a playback `idle` is sent, or silence, or (with `silence_rtp` false) nothing at all. `lost`
    keeps packets from leaving while time and sound go on, as when a network loses them. Arrivals are
    read at each tick, so their stamps are up to 20 ms late unless the owner reads sooner by `drain`.
    """

    def __init__(self, *, host: str, silence_rtp: bool = True) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        self.socket.bind((host, 0))
        self.port: int = self.socket.getsockname()[1]
        self.host = host
        self.codec: Codec = "PCMA"
        self.idle: Playback | None = None
        self.lost = False
        self.sending = False
        self.ear: Ear | None = None
        self.on_key: Callable[[str, int, str], None] | None = None
        """Told the key, when (ns) and how it came: `rtp` or `tones`."""
        self.silence_rtp = silence_rtp
        self._silence = bytes([SILENCE["PCMA"]]) * FRAME
        self._payload_type = 8
        self._keys_type: int | None = None
        self._remote: tuple[str, int] | None = None
        self._playback: Playback | None = None
        self._pressing: deque[tuple[bytes, int, bool]] = deque()
        self._on_sent: list[Callable[[int], None]] = []
        self._on_lost: list[Callable[[int], None]] = []
        self._key_ear = KeyEar()
        self._tone_key_ear = ToneKeyEar()
        self.unsent = 0
        """Packets that the machine did not take: the truth then claims more than was heard."""
        self._quiet = True
        self.restart()

    def connect(self, *, local: Media, remote: Media) -> None:
        """Send to the far end's address, with the codec both chose."""
        self._payload_type, codec = local.codecs[0]
        theirs = {name: number for number, name in remote.codecs}
        # Each side may number the codec as it likes; static numbers are the same on both.
        self._payload_type = theirs.get(codec, self._payload_type)
        if codec != self.codec:
            self.codec = codec
            self._silence = bytes([SILENCE[codec]]) * FRAME
        self._keys_type = remote.keys
        usable = remote.port > 0 and is_loopback(remote.host) and not remote.held
        self._remote = (remote.host, remote.port) if usable else None
        self.sending = self._remote is not None

    def restart(self) -> None:
        """Become a new source (SSRC, sequence, timestamp), as when an exchange bridges in another stream."""
        self._ssrc = secrets.randbits(32)
        self._sequence = secrets.randbits(16)
        self._timestamp = secrets.randbits(32)
        self._marker = True

    def when_sent(self, tell: Callable[[int], None]) -> None:
        """Let `tell` know the time (ns) of the next packet that really leaves, once."""
        self._on_sent.append(tell)

    def when_lost(self, tell: Callable[[int], None]) -> None:
        """Let `tell` know the time (ns) at which the next packet should have left but was `lost`, once."""
        self._on_lost.append(tell)

    def move(self) -> None:
        """Change to another local port (before a re-INVITE)."""
        self.socket.close()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        self.socket.bind((self.host, 0))
        self.port = self.socket.getsockname()[1]

    def play(self, playback: Playback) -> None:
        """Play from the next packet on, in place of what played."""
        self._playback = playback

    def stop(self) -> None:
        """Play nothing but `idle` from the next packet on."""
        self._playback = None

    def press(self, key: str, *, ms: int = 100) -> None:
        """Send a key by RFC 4733 after the ones already waiting. Nothing is sent if the far end cannot."""
        if self._keys_type is None:
            return
        payloads = list(key_payloads(key, ms=ms))
        self._pressing.extend(
            (payload, number, payload is payloads[-1]) for number, payload in enumerate(payloads)
        )

    def close(self) -> None:
        """Close the socket."""
        self._remote = None
        self.socket.close()

    def tick(self, at_ns: int) -> None:
        """Send the packet that is due; take what has arrived."""
        self._send()
        self.drain()
        if self.ear is not None:
            self.ear.tick(at_ns)

    def drain(self) -> None:
        """Take the packets that have arrived."""
        for _ in range(50):
            try:
                data = self.socket.recv(2048)
            except (BlockingIOError, InterruptedError):
                return
            except OSError:
                return  # a refused port: the far end is gone, its BYE will come or the timers run out
            self._hear(data)

    def _hear(self, data: bytes) -> None:
        packet = Packet.parse(data)
        if packet is None:
            return
        at_ns = time.monotonic_ns()
        if packet.payload_type == self._keys_type:
            key = self._key_ear.hear(packet.payload, timestamp=packet.timestamp, ssrc=packet.ssrc)
            if key is not None and self.on_key is not None:
                self.on_key(key, at_ns, "rtp")
        elif packet.payload_type == self._payload_type:
            if self._keys_type is None and self.on_key is not None:
                self._hear_tone_key(packet.payload, at_ns)
            if self.ear is not None:
                self.ear.hear(packet, self.codec, at_ns)

    def _hear_tone_key(self, payload: bytes, at_ns: int) -> None:
        # A caller who cannot send keys as events (RFC 4733) presses them as tones.
        key = self._tone_key_ear.hear(decode(payload, self.codec))
        if key is not None and self.on_key is not None:
            self.on_key(key, at_ns, "tones")

    def _send(self) -> None:
        if self._pressing and self._keys_type is not None:
            self._send_key(self._keys_type)
            return
        playback = self._playback or self.idle
        frame = playback.take() if playback is not None else (self._silence if self.silence_rtp else None)
        at_ns = time.monotonic_ns()
        if frame is None:
            self._quiet = True
        else:
            self._transmit(self._payload_type, frame, self._timestamp, marker=self._marker or self._quiet)
            self._marker = self._quiet = False
            self._tell_waiting(at_ns)
        self._timestamp = (self._timestamp + FRAME) & 0xFFFFFFFF
        if playback is not None:
            if playback is self._playback and playback.ended:
                self._playback = None
            playback.sent(at_ns)

    def _tell_waiting(self, at_ns: int) -> None:
        if self.lost and self._on_lost:
            waiting, self._on_lost = self._on_lost, []
        elif self._on_sent and self._remote is not None and not self.lost:
            waiting, self._on_sent = self._on_sent, []
        else:
            return
        for tell in waiting:
            tell(at_ns)

    def _send_key(self, payload_type: int) -> None:
        payload, number, last = self._pressing.popleft()
        first = number == 0
        if first:
            self._key_timestamp = self._timestamp
        self._transmit(payload_type, payload, self._key_timestamp, marker=first)
        self._timestamp = (self._timestamp + FRAME) & 0xFFFFFFFF
        if last:
            self._marker = False

    def _transmit(self, payload_type: int, payload: bytes, timestamp: int, *, marker: bool) -> None:
        header = write_header(
            payload_type=payload_type,
            sequence=self._sequence,
            timestamp=timestamp,
            ssrc=self._ssrc,
            marker=marker,
        )
        self._sequence = (self._sequence + 1) & 0xFFFF
        if self._remote is None or self.lost:
            return
        try:
            self.socket.sendto(header + payload, self._remote)
        except OSError:
            self.unsent += 1  # full buffer or refused port: lost, as on any network
