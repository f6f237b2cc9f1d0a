import logging
import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

from probes.clock import Clock
from probes.event import Event, EventKind, Source
from probes.outcome import Outcome
from probes.timeline import Timeline

Watcher = Callable[[Event, bool], None]
"""Sees each event as it comes; the second argument is False for a glimpse, which is never stored."""

_LOG = logging.getLogger(__name__)


class TimelineRecorder:
    """The recorder of one attempt: stamps, keeps and shows events; keeps evidence.

    Offsets are counted from `start`; what was written before it lies at offset 0. After `finish` the
    timeline is closed: what a late callback still writes is dropped. A watcher that fails is logged
    and cannot disturb the attempt.
    """

    def __init__(
        self, timeline: Timeline, *, evidence: Path, clock: Clock, watcher: Watcher | None = None
    ) -> None:
        self.timeline = timeline
        self._evidence = evidence
        self._clock = clock
        self._watcher = watcher
        self._zero_ns = clock.monotonic_ns()
        self._started = False

    def start(self, at_ns: int | None = None) -> None:
        """Set offset 0; only the first call counts. `at_ns` is CLOCK_MONOTONIC in nanoseconds."""
        if self._started or self.closed:
            return
        self._started = True
        now_ns = self._clock.monotonic_ns()
        self._zero_ns = now_ns if at_ns is None else at_ns
        ago = timedelta(microseconds=(now_ns - self._zero_ns) / 1000)
        self.timeline.started_at = self._clock.now() - ago
        self.timeline.events[:] = [_at_zero(event) for event in self.timeline.events]

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
        """Append an event. Raises TypeError if `detail` holds anything but plain JSON values."""
        if self.closed:
            return
        event = self._made(kind, source, at_ns, confidence, detail, evidence)
        self.timeline.events.append(event)
        self._show(event, stored=True)

    def glimpse(
        self,
        kind: EventKind,
        source: Source,
        *,
        at_ns: int | None = None,
        confidence: float = 1.0,
        detail: Mapping[str, object] | None = None,
    ) -> None:
        """Show the watcher what seems to happen; it is not stored."""
        if not self.closed:
            self._show(self._made(kind, source, at_ns, confidence, detail, None), stored=False)

    def attach(self, name: str, content: bytes) -> str:
        """Keep evidence in the attempt's folder, readable by this user only, and return its name.

        A name already taken gets a number, for evidence is never overwritten.
        """
        plain = Path(name).name
        if plain != name or not plain.strip("."):
            raise ValueError(f"evidence needs a plain file name (found {name!r})")
        path = self._evidence / plain
        number = 1
        while True:
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                break
            except FileExistsError:
                number += 1
                path = self._evidence / f"{Path(plain).stem}-{number}{Path(plain).suffix}"
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        return path.name

    @property
    def closed(self) -> bool:
        """True after `finish`."""
        return self.timeline.outcome is not None

    def finish(self, outcome: Outcome) -> None:
        """Write the one FINISHED event, later than all others, and close the timeline."""
        if self.closed:
            return
        latest = max((event.offset_ms for event in self.timeline.events), default=0.0)
        offset = max(latest, (self._clock.monotonic_ns() - self._zero_ns) / 1e6)
        event = Event(
            offset, EventKind.FINISHED, Source.CALLER, detail=MappingProxyType({"outcome": outcome.value})
        )
        self.timeline.events.append(event)
        self.timeline.outcome = outcome
        self._show(event, stored=True)

    def _made(
        self,
        kind: EventKind,
        source: Source,
        at_ns: int | None,
        confidence: float,
        detail: Mapping[str, object] | None,
        evidence: str | None,
    ) -> Event:
        plain = {str(key): _plain(value) for key, value in (detail or {}).items()}
        at_ns = self._clock.monotonic_ns() if at_ns is None else at_ns
        offset = max(0.0, (at_ns - self._zero_ns) / 1e6) if self._started else 0.0
        return Event(offset, kind, source, confidence, MappingProxyType(plain), evidence)

    def _show(self, event: Event, *, stored: bool) -> None:
        if self._watcher is None:
            return
        try:
            self._watcher(event, stored)
        except Exception:  # noqa: BLE001 - whoever looks on must not end a call
            _LOG.exception("a watcher of the timeline failed")


def _at_zero(event: Event) -> Event:
    return Event(0.0, event.kind, event.source, event.confidence, event.detail, event.evidence)


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"an event's detail holds plain JSON values (found {type(value).__name__})")
