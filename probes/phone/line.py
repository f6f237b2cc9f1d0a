"""The seam between the conversation (what to do in a call) and the engine (how a call is carried)."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Protocol

Leg = Literal["organisation", "shopper"]


class SignalKind(StrEnum):
    """What the engine reports of a leg while a call is carried."""

    INVITE_SENT = "invite_sent"
    TRYING = "trying"
    RINGING = "ringing"
    PROGRESS = "progress"
    EARLY_MEDIA = "early_media"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    HELD = "held"
    RESUMED = "resumed"
    IDENTITY_CHANGED = "identity_changed"
    """UPDATE or re-INVITE with a new identity; detail `method`, and `identity` as a hash only."""
    REFER_RECEIVED = "refer_received"
    """Detail `host` (of the target) and `accepted`."""
    REFER_DONE = "refer_done"
    REPLACED = "replaced"
    REDIRECTED = "redirected"
    """3xx; detail `status` and `accepted`."""
    MEDIA_RESTARTED = "media_restarted"
    MEDIA_ADDRESS_CHANGED = "media_address_changed"
    MEDIA_LOST = "media_lost"
    """No RTP for a second; back-dated to the last packet."""
    MEDIA_BACK = "media_back"
    PLAYED = "played"
    """A file given to `play` has been played to its end."""
    KEYS_SENT = "keys_sent"
    KEY_RECEIVED = "key_received"
    ENDED = "ended"
    """The leg is over. Detail: `by` (caller, organisation, network), `status`, `reason`, `cause` (Q.850)."""
    ENGINE_LOST = "engine_lost"
    """The worker process died; detail `exit`. No further signal follows."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One report: `at_ns` is CLOCK_MONOTONIC in nanoseconds at which it happened."""

    kind: SignalKind
    at_ns: int
    leg: Leg = "organisation"
    detail: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class SoundTail:
    """A growing recording of one leg, in a memory-backed file that only this user can read.

    16-bit little-endian mono PCM after a 44-byte WAV header. Sample i was heard at
    `started_ns + i / rate` s, whatever happened to the media (missing sound is silence).
    """

    path: Path
    started_ns: int
    rate: int = 8000


class Line(Protocol):
    """One call. Every method returns when the engine has taken the order, not when the far end has."""

    def signals(self) -> AsyncIterator[Signal]:
        """Every signal in the order it happened; ends after the last leg has ended."""

    async def dial(self, target: str, *, refer_allowed: tuple[str, ...] = ()) -> None:
        """Send the INVITE to `target`, a number or SIP URI.

        `refer_allowed` are the hosts and numbers that a REFER or 3xx may send us to. Raises NotAllowed
        before a packet leaves.
        """

    async def sound(self, leg: Leg = "organisation") -> SoundTail:
        """Wait until the leg's media runs and return its recording (early media included)."""

    async def press(self, keys: str) -> None:
        """Send keys (`0-9 * # A-D`, a comma waits half a second) by RFC 4733, else SIP INFO, else in band."""

    async def play(self, wav: Path, leg: Leg = "organisation") -> None:
        """Start to play a mono 8 or 16 kHz WAV to the leg; a running one is replaced. PLAYED follows."""

    async def stop_playing(self, leg: Leg = "organisation") -> None:
        """Stop at once what is being played."""

    async def ring_shopper(self, target: str) -> None:
        """Dial the shopper's phone as a second leg. Raises NotAllowed like `dial`."""

    async def connect(self, *, hears: bool, speaks: bool) -> None:
        """Open or close the bridge, each way by itself (`speaks`: the organisation hears the shopper)."""

    async def hang_up(self, leg: Leg | None = None) -> None:
        """End one leg or, by default, all. Idempotent; ENDED follows within two seconds."""

    async def media_quality(self) -> Mapping[str, object]:
        """RTP figures of the organisation's leg so far: packets, lost, jitter_ms, mos, codec, one_way."""

    def trace(self) -> str:
        """The SIP messages of all legs so far as text with µs stamps and secrets masked."""


class Lines(Protocol):
    """The engine: a supervisor with worker processes, each of which carries a few calls."""

    def line(self, *, legs: int = 1) -> AbstractAsyncContextManager[Line]:
        """Reserve a line with room for `legs` (2 if a shopper will be rung); waits for a free one.

        Starts are throttled. Leaving it ends every leg.
        """

    async def stop(self) -> None:
        """Hang up every call within two seconds and end all workers."""
