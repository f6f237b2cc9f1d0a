"""Reading what a shopper logged of a contact, and making the timeline that every channel has."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from probes.event import Event, EventKind, Source
from probes.manual.agreement import disagreement
from probes.manual.manual_words import WORDS
from probes.outcome import Outcome
from probes.timeline import Timeline
from scenarios.duration import Duration
from scenarios.errors import ScenarioErrors
from scenarios.load import read_file
from scenarios.yaml_document import Document, Place
from scenarios.yaml_document import Path as Where

_KEYS = ("organisation", "touchpoint", "channel", "enquiry", "by", "started", "outcome", "events", "note")
_NEEDED = ("organisation", "touchpoint", "channel", "started", "outcome", "events")
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)([:.]([0-5]\d))?")
_LONGEST = timedelta(days=60)
"""No manual contact lasts longer; project's own choice (it catches a wrong year)."""
_NIGHT_S = 12 * 3600.0
"""A clock so far behind the start means the next day, otherwise a mistake; project's own choice."""
OURS = frozenset({Outcome.LOST})


@dataclass(slots=True)
class ManualLog:
    """A contact as the shopper logged it; `organisation` is a name, not yet looked up."""

    organisation: str
    touchpoint: str
    channel: str
    outcome: Outcome
    started_at: datetime
    enquiry: str = ""
    by: str = ""
    key: str = ""
    """What tells this log from all others, where it may arrive twice."""
    events: list[Event] = field(default_factory=list)

    def timeline(self) -> Timeline:
        """Return the timeline, of mode `manual`, every event told by a person."""
        events = list(self.events)
        if self.by:
            told = {"note": "logged", "by": self.by} | ({"key": self.key} if self.key else {})
            events.insert(0, Event(0.0, EventKind.NOTE, Source.PERSON, detail=told))
        last = max((event.offset_ms for event in events), default=0.0)
        events.append(Event(last, EventKind.FINISHED, Source.PERSON, detail={"outcome": self.outcome.value}))
        return Timeline(
            channel=self.channel,
            started_at=self.started_at,
            touchpoint=f"{self.organisation}.{self.touchpoint}",
            enquiry=self.enquiry,
            mode="manual",
            outcome=self.outcome,
            events=events,
        )


def read_manual_log(path: Path, *, clock: str | None = None, now: datetime | None = None) -> ManualLog:
    """Read a log, YAML or CSV, and return the contact.

    `clock` is the time zone of times without one (the organisation's; default Europe/Oslo). A time of an
    event is a length after the start (`4 min 10 s`) or a time of the clock (`10:19:30`), on the day of the
    start or, where it would run backwards, the next. Raises ScenarioErrors with every mistake of the file.
    """
    document = _csv(path) if path.suffix.lower() == ".csv" else read_file(path)
    reading = _Reading(document, ZoneInfo(clock or "Europe/Oslo"), now)
    found = reading.log()
    if document.mistakes or found is None:
        raise ScenarioErrors(document.mistakes)
    return found


class _Reading:
    """One pass over a document; mistakes are noted there, and the pass goes on."""

    def __init__(self, document: Document, zone: ZoneInfo, now: datetime | None) -> None:
        self._document = document
        self._zone = zone
        self._now = now or datetime.now(zone)

    def log(self) -> ManualLog | None:
        value = self._document.value
        if self._document.mistakes:
            return None
        if not isinstance(value, dict):
            self._wrong(
                (), "is no log of a contact – begin it with organisation, touchpoint, channel, started"
            )
            return None
        for key in value:
            if key not in _KEYS:
                self._wrong((key,), f"unknown key – write one of {', '.join(_KEYS)}")
        for key in _NEEDED:
            if value.get(key) in (None, "", []):
                self._wrong((), f"{key} is missing – add it")
        started = self._started(value.get("started"))
        outcome = self._outcome(value.get("outcome"))
        slugs = {
            key: self._slug(key, value.get(key))
            for key in ("organisation", "touchpoint", "channel", "enquiry")
        }
        # Without a start the events are looked at all the same: every mistake is told at once.
        events = list(self._events(value.get("events"), started))
        if outcome is not None:
            self._agrees(outcome, events)
        if self._document.mistakes or started is None or outcome is None:
            return None
        return ManualLog(
            organisation=slugs["organisation"],
            touchpoint=slugs["touchpoint"],
            channel=slugs["channel"],
            outcome=outcome,
            started_at=started,
            enquiry=slugs["enquiry"],
            by=str(value.get("by") or ""),
            events=events,
        )

    def _slug(self, key: str, value: Any) -> str:
        if value in (None, ""):
            return ""
        if not isinstance(value, str) or not _SLUG.fullmatch(value):
            self._wrong(
                (key,), f"must be a short name in small letters (found {value!r}) – write it like {key}-1"
            )
            return ""
        return value

    def _started(self, value: Any) -> datetime | None:
        if value in (None, ""):
            return None
        try:
            found = datetime.fromisoformat(str(value))
        except ValueError:
            self._wrong(
                ("started",), f"must be a day and a time (found {value!r}) – write it like 2026-03-02 10:14"
            )
            return None
        found = found if found.tzinfo else found.replace(tzinfo=self._zone)
        if found > self._now:
            self._wrong(("started",), f"lies in the future (found {value}) – write when the contact began")
            return None
        return found

    def _outcome(self, value: Any) -> Outcome | None:
        if value in (None, ""):
            return None
        known = [each.value for each in Outcome if each not in OURS]
        if str(value) not in known:
            self._wrong(("outcome",), f"unknown outcome (found {value!r}) – write one of {', '.join(known)}")
            return None
        return Outcome(str(value))

    def _events(self, value: Any, started: datetime | None) -> Iterator[Event]:
        if value in (None, "", []):
            return
        if not isinstance(value, list):
            self._wrong(("events",), "must be a list – write each event like `- {at: 2 min, what: person}`")
            return
        last = 0.0
        for number, each in enumerate(value):
            place: Where = ("events", number)
            if not isinstance(each, dict) or set(each) - {"at", "what"} or not {"at", "what"} <= set(each):
                self._wrong(
                    place, "must have `at` and `what` alone – write it like {at: 2 min, what: person}"
                )
                continue
            word = WORDS.get(str(each["what"]).strip().lower())
            if word is None:
                known = ", ".join(WORDS)
                self._wrong((*place, "what"), f"unknown (found {each['what']!r}) – write one of: {known}")
            offset_ms = self._offset((*place, "at"), each["at"], started)
            if word is None or offset_ms is None:
                continue
            if offset_ms < last:
                self._wrong(
                    (*place, "at"), f"lies before the event above it (found {each['at']}) – put it in order"
                )
                continue
            last = offset_ms
            yield Event(offset_ms, word.kind, Source.PERSON, detail=word.detail)

    def _offset(self, place: Where, value: Any, start: datetime | None) -> float | None:
        started = start or self._now
        text = str(value).strip()
        clock = _CLOCK.fullmatch(text)
        try:
            if clock is not None:
                at = time(int(clock[1]), int(clock[2]), int(clock[4] or 0))
                local = started.astimezone(self._zone)
                found = datetime.combine(local.date(), at, self._zone)
                past = (started - found).total_seconds()
                if start is None:
                    return None  # how it is written was right; more cannot be said
                if 0 < past < 60 and clock[4] is None:
                    return 0.0  # the minute of the start, told without its seconds
                if past > _NIGHT_S:
                    # A night lies between: 00:10 after 23:50, but not 10:05 after 10:14.
                    found += timedelta(days=1)
                elif past > 0:
                    self._wrong(place, f"lies before the start (found {value}) – it began {local:%H:%M}")
                    return None
                return (found - started).total_seconds() * 1000
            if re.match(r"\d{4}-", text):
                found = datetime.fromisoformat(text)
                found = found if found.tzinfo else found.replace(tzinfo=self._zone)
                offset = (found - started).total_seconds() * 1000
            else:
                offset = Duration.parse(text).seconds * 1000
        except (ValueError, PydanticCustomError):
            self._wrong(
                place, f"must be a time (found {value!r}) – write it like 10:19, 10:19:30 or 4 min 10 s"
            )
            return None
        if start is None:
            return None
        if not 0 <= offset <= _LONGEST.total_seconds() * 1000:
            self._wrong(
                place, f"lies outside the contact (found {value}) – it began {started:%Y-%m-%d %H:%M}"
            )
            return None
        return offset

    def _agrees(self, outcome: Outcome, events: list[Event]) -> None:
        wrong = disagreement(outcome, {event.kind for event in events})
        # An event that is needed may be the one whose line has a mistake of its own.
        if wrong and not (self._document.mistakes and "no event" in wrong):
            self._wrong(("outcome",), wrong)

    def _wrong(self, path: Where, message: str) -> None:
        places = self._document.places
        known = next((path[:size] for size in range(len(path), -1, -1) if path[:size] in places), None)
        at = (1, 1) if known is None else places[known].value
        self._document.wrong(at, path, message)


def _csv(path: Path) -> Document:
    """Read a table as the same document: lines `key,value` first, then `at,what` and the events."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return read_file(path)  # which says what is wrong with it
    value: dict[str, Any] = {"events": []}
    document = Document(str(path), value)
    events = False
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    for line, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) < 2:
            document.wrong((line, 1), (), "must have two columns – write at and what, or a key and its value")
            continue
        first, second = cells[:2]
        place = Place((line, 1), (line, 1))
        if [first.lower(), second.lower()] == ["at", "what"]:
            events = True
        elif events:
            number = len(value["events"])
            value["events"].append({"at": first, "what": second})
            document.places |= {("events", number, key): place for key in ("at", "what")}
            document.places[("events", number)] = place
        else:
            value[first] = second
            document.places[(first,)] = place
    return document
