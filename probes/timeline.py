import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from probes.errors import BadDocument
from probes.event import Event, EventKind, Source
from probes.outcome import Outcome

VERSION = 1
"""Version of the stored document. A later version must keep reading the frozen examples in the tests."""


@dataclass(slots=True)
class Timeline:
    """What happened in one attempt: append-only events, a wall-clock stamp of the start, an outcome.

    `started_at` carries a time zone and stamps the start only; all durations come from the
    events' monotonic offsets in ms. `touchpoint` and `enquiry` are the names used in the YAML.
    Conclusions (measurements, transfers, scores) are computed from it, never stored in it, save
    events whose source is `analysis`, which a better detector may replace by new ones.
    """

    channel: str
    started_at: datetime
    touchpoint: str = ""
    enquiry: str = ""
    mode: str = ""
    outcome: Outcome | None = None
    events: list[Event] = field(default_factory=list)

    def __iter__(self) -> Iterator[Event]:
        """Events in order of their offset; those of one offset in the order of their arrival."""
        return iter(sorted(self.events, key=lambda event: event.offset_ms))

    def first(self, *kinds: EventKind) -> Event | None:
        """Return the earliest event of these kinds, or None."""
        return next((event for event in self if event.kind in kinds), None)

    def all(self, *kinds: EventKind) -> list[Event]:
        """Return every event of these kinds, in order."""
        return [event for event in self if event.kind in kinds]

    def to_document(self) -> dict[str, Any]:
        """Return the versioned JSON document."""
        return {
            "svartid_timeline": VERSION,
            "channel": self.channel,
            "touchpoint": self.touchpoint,
            "enquiry": self.enquiry,
            "mode": self.mode,
            "started_at": self.started_at.isoformat(),
            "outcome": None if self.outcome is None else self.outcome.value,
            "events": [_event_to_document(event) for event in self],
        }

    def save(self, path: Path) -> None:
        """Write the document as JSON, whole or not at all."""
        part = path.with_name(path.name + ".part")
        part.write_text(json.dumps(self.to_document(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        part.replace(path)

    @classmethod
    def load(cls, path: Path) -> "Timeline":
        """Read a stored document of any version.

        Raises BadDocument with file and place if it is not one.
        """
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BadDocument(f"{path}: not a readable JSON document ({error})") from error
        return cls.from_document(document, name=str(path))

    @classmethod
    def from_document(cls, document: object, name: str = "timeline") -> "Timeline":
        """Build a timeline from a parsed document. Raises BadDocument naming the place."""
        if not isinstance(document, dict) or "svartid_timeline" not in document:
            raise BadDocument(f"{name}: svartid_timeline: the key that marks a timeline is missing")
        if document["svartid_timeline"] not in range(1, VERSION + 1):
            raise BadDocument(
                f"{name}: svartid_timeline: version {document['svartid_timeline']!r} is unknown here"
                f" (this Svartid reads 1 to {VERSION}) – update Svartid"
            )
        place = "outcome"
        try:
            outcome = document.get("outcome")
            timeline = cls(
                channel=str(document["channel"]),
                started_at=datetime.fromisoformat(document["started_at"]),
                touchpoint=str(document.get("touchpoint", "")),
                enquiry=str(document.get("enquiry", "")),
                mode=str(document.get("mode", "")),
                outcome=None if outcome is None else Outcome(outcome),
            )
            for number, event in enumerate(document["events"]):
                place = f"events[{number}]"
                timeline.events.append(_event_from_document(event))
        except KeyError as error:
            raise BadDocument(f"{name}: {place}: the key {error} is missing") from error
        except (ValueError, TypeError, AttributeError) as error:
            raise BadDocument(f"{name}: {place}: {error}") from error
        return timeline


def _event_to_document(event: Event) -> dict[str, Any]:
    document: dict[str, Any] = {
        "ms": round(event.offset_ms, 3),
        "kind": event.kind.value,
        "source": event.source.value,
    }
    if event.confidence != 1.0:
        document["confidence"] = round(event.confidence, 3)
    if event.detail:
        document["detail"] = dict(event.detail)
    if event.evidence:
        document["evidence"] = event.evidence
    return document


def _event_from_document(document: dict[str, Any]) -> Event:
    return Event(
        offset_ms=float(document["ms"]),
        kind=EventKind(document["kind"]),
        source=Source(document["source"]),
        confidence=float(document.get("confidence", 1.0)),
        detail=document.get("detail", {}),
        evidence=document.get("evidence"),
    )
