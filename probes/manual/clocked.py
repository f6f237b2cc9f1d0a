from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from probes.errors import BadDocument
from probes.event import Event, Source
from probes.manual.agreement import disagreement
from probes.manual.manual_log import OURS, ManualLog
from probes.manual.manual_words import WORDS
from probes.outcome import Outcome

_LONGEST_MS = timedelta(days=60).total_seconds() * 1000
_AHEAD = timedelta(minutes=5)
"""So much a telephone's clock may be ahead of ours. Project's own choice."""


def clocked_log(
    document: Mapping[str, Any], *, organisation: str, touchpoint: str, channel: str, by: str, now: datetime
) -> ManualLog:
    """Make the log of what a shopper pressed on the clock's page: a document of plain JSON values.

    `key` (any text, unique), `started` (ms since 1970 UTC), `events` (`at`: ms from the start, `what`: a word
    of `manual_words.WORDS`, in order) and `outcome`. Raises BadDocument with what is wrong.
    """
    key = str(document.get("key") or "")[:80]
    if not key:
        raise BadDocument("the log has no key")
    started = _moment(document.get("started"), now)
    outcome = next((each for each in Outcome if each.value == document.get("outcome")), None)
    if outcome is None or outcome in OURS:
        raise BadDocument(f"outcome: unknown (found {document.get('outcome')!r})")
    events = _events(document.get("events"))
    if wrong := disagreement(outcome, {event.kind for event in events}):
        raise BadDocument(f"outcome: {wrong}")
    last = max((event.offset_ms for event in events), default=0.0)
    if started + timedelta(milliseconds=last) > now + _AHEAD:
        raise BadDocument("it ends in the future: the telephone's clock is wrong")
    return ManualLog(organisation, touchpoint, channel, outcome, started, by=by, key=key, events=events)


def _moment(value: Any, now: datetime) -> datetime:
    try:
        found = datetime.fromtimestamp(float(value) / 1000, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise BadDocument(f"started: no moment (found {value!r})") from None
    if not now - timedelta(milliseconds=_LONGEST_MS) < found <= now + _AHEAD:
        raise BadDocument("started: lies in the future or far back: the telephone's clock is wrong")
    return min(found, now)


def _events(value: Any) -> list[Event]:
    if not isinstance(value, list) or len(value) > 200:
        raise BadDocument("events: must be a list")
    found: list[Event] = []
    last = 0.0
    for each in value:
        word = WORDS.get(str(each.get("what"))) if isinstance(each, Mapping) else None
        at = each.get("at") if isinstance(each, Mapping) else None
        if word is None or isinstance(at, bool) or not isinstance(at, int | float):
            raise BadDocument(f"events: unknown (found {each!r})")
        if not last <= at <= _LONGEST_MS:
            raise BadDocument("events: they are not in the order of time")
        last = float(at)
        found.append(Event(last, word.kind, Source.PERSON, detail=word.detail))
    return found
