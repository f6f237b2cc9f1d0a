"""The contract every channel keeps.

A probe is one coroutine, `async def probe(request, recorder) -> Outcome`. The *how* (the enquiry's
channel script) stays apart from the *who* (the touchpoint). The caller owns deadline, cancellation,
clock and evidence folder, so no probe can lie about its own duration: see `probes.attempt`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from probes.event import EventKind, Source
from probes.outcome import Outcome
from scenarios.enquiry import Enquiry
from scenarios.organisation import Organisation


@dataclass(frozen=True, slots=True)
class ProbeRequest:
    """One attempt to be made.

    `wait_limit_s` is the method's waiting limit in seconds from the first packet to a person;
    `talk_limit_s` the longest time with a person. `deadline_s` ends the attempt whatever happens.
    `options` are channel settings (for the telephone: trunk, mode, shopper's phone); never secrets.
    `allowed` lists the addresses that may be contacted at all, the touchpoint's own always among them.
    """

    organisation: Organisation
    touchpoint: str
    enquiry: Enquiry
    evidence: Path
    language: str = "nb"
    wait_limit_s: float = 300.0
    talk_limit_s: float = 300.0
    deadline_s: float = 900.0
    allowed: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


class Recorder(Protocol):
    """Where a probe writes what happens. It stamps each event by the caller's monotonic clock."""

    def start(self, at_ns: int | None = None) -> None:
        """Set offset 0 (the first packet). Called once; `at_ns` is CLOCK_MONOTONIC, default now."""

    def event(
        self,
        kind: EventKind,
        source: Source,
        *,
        at_ns: int | None = None,
        confidence: float = 1.0,
        detail: Mapping[str, object] | None = None,
        evidence: str | None = None,
    ) -> None:
        """Append an event; `at_ns` is CLOCK_MONOTONIC in nanoseconds, default now. May be back-dated."""

    def glimpse(
        self,
        kind: EventKind,
        source: Source,
        *,
        at_ns: int | None = None,
        confidence: float = 1.0,
        detail: Mapping[str, object] | None = None,
    ) -> None:
        """Show whoever watches live what seems to happen. Never stored: the decided event follows later."""

    def attach(self, name: str, content: bytes) -> str:
        """Keep a piece of evidence in the attempt's folder (mode 600) and return its name."""


class Probe(Protocol):
    """The one function a channel exports."""

    async def __call__(self, request: ProbeRequest, recorder: Recorder) -> Outcome:
        """Make the attempt and return how it ended. Cancellation must end the contact at once."""
