from collections.abc import Mapping
from datetime import UTC, datetime

from probes.event import Event, EventKind, Source
from probes.probe import Recorder
from probes.timeline import Timeline


class Minutes:
    """A recorder that hands everything on and keeps a copy, from which conclusions are drawn.

    The recorder given to a probe can only be written to; what the events say together must be read
    from somewhere. Offsets are counted like the recorder's, from `start`.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._zero_ns: int | None = None
        self.timeline = Timeline(channel="phone", started_at=datetime.now(UTC))

    def start(self, at_ns: int | None = None) -> None:
        """Set offset 0; see `Recorder`."""
        if self._zero_ns is None:
            self._zero_ns = at_ns
        self._recorder.start(at_ns)

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
        """Hand on an event; see `Recorder`."""
        self._recorder.event(
            kind, source, at_ns=at_ns, confidence=confidence, detail=detail, evidence=evidence
        )
        offset = 0.0 if at_ns is None or self._zero_ns is None else max(0.0, (at_ns - self._zero_ns) / 1e6)
        self.timeline.events.append(Event(offset, kind, source, confidence, detail or {}, evidence))

    def glimpse(
        self,
        kind: EventKind,
        source: Source,
        *,
        at_ns: int | None = None,
        confidence: float = 1.0,
        detail: Mapping[str, object] | None = None,
    ) -> None:
        """Hand on a glimpse; see `Recorder`."""
        self._recorder.glimpse(kind, source, at_ns=at_ns, confidence=confidence, detail=detail)

    def attach(self, name: str, content: bytes) -> str:
        """Hand on evidence; see `Recorder`."""
        return self._recorder.attach(name, content)

    def conclude(self, events: list[Event]) -> None:
        """Write conclusions, whose offsets count from `start`."""
        for event in events:
            at_ns = (self._zero_ns or 0) + round(event.offset_ms * 1e6)
            self.event(
                event.kind, event.source, at_ns=at_ns, confidence=event.confidence, detail=event.detail
            )
