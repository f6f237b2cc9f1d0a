from probes.event import EventKind
from probes.measurement import Measurement, Status
from probes.outcome import Outcome
from probes.timeline import Timeline

_MACHINE_LIMITS = frozenset({Outcome.CANCELLED, Outcome.LOST, Outcome.ERROR})


def measure_form(timeline: Timeline) -> dict[str, Measurement]:
    """Derive every measurement of a web-form attempt from its timeline, by name.

    Seconds: `first_paint_time` and `load_time` from the asking for the first page · `form_ready_time` until
    a form stood there, links to it included · `confirm_time` from sending to the confirmation · `reply_time`
    from sending to a person's letter, where this timeline holds it. Counts, the effort asked of a citizen:
    `form_pages`, `form_fields`, `required_fields`, `links_followed`; and what went wrong: `page_errors`,
    `accessibility_violations`, `accessibility_serious`. What was not seen is `not_observed`, never zero.
    """
    ready = timeline.all(EventKind.FORM_READY)
    opened = timeline.all(EventKind.PAGE_OPENED)
    before_form = [each for each in opened if ready and each.offset_ms <= ready[0].offset_ms]
    sent = timeline.first(EventKind.SUBMITTED) or timeline.first(EventKind.SUBMITTING)
    axe = timeline.first(EventKind.ACCESSIBILITY)
    found = [
        _seconds("first_paint_time", _offset(timeline, EventKind.FIRST_PAINT)),
        _seconds("load_time", _offset(timeline, EventKind.PAGE_LOADED)),
        _seconds("form_ready_time", ready[0].offset_ms if ready else None),
        _confirm_time(timeline, None if sent is None else sent.offset_ms),
        _since("reply_time", timeline, EventKind.LETTER_ARRIVED, None if sent is None else sent.offset_ms),
        _count("form_pages", len(ready) if ready else None),
        _count("form_fields", _sum(timeline, "fields")),
        _count("required_fields", _sum(timeline, "required")),
        _count("links_followed", len(before_form) - 1 if before_form else None),
        _count("page_errors", len(timeline.all(EventKind.PAGE_ERROR)) if opened else None),
        _count("accessibility_violations", None if axe is None else axe.detail.get("violations")),
        _count("accessibility_serious", None if axe is None else axe.detail.get("serious")),
    ]
    return {each.name: each for each in found}


def _confirm_time(timeline: Timeline, sent_ms: float | None) -> Measurement:
    confirmed = timeline.first(EventKind.CONFIRMED)
    if sent_ms is None:
        return _seconds("confirm_time", None)
    if confirmed is not None:
        return _seconds("confirm_time", confirmed.offset_ms - sent_ms)
    silent = next(
        (each for each in timeline.all(EventKind.DEAD_END) if each.detail.get("what") == "nothing_happened"),
        None,
    )
    if silent is not None and timeline.outcome not in _MACHINE_LIMITS:
        return Measurement("confirm_time", (silent.offset_ms - sent_ms) / 1000, "s", Status.CENSORED)
    return _seconds("confirm_time", None)


def _since(name: str, timeline: Timeline, kind: EventKind, sent_ms: float | None) -> Measurement:
    replies = [each for each in timeline.all(kind) if each.detail.get("letter") == "person"]
    if not replies or sent_ms is None:
        return _seconds(name, None)
    return Measurement(name, (replies[0].offset_ms - sent_ms) / 1000, "s", confidence=replies[0].confidence)


def _sum(timeline: Timeline, what: str) -> int | None:
    ready = timeline.all(EventKind.FORM_READY)
    return sum(int(str(each.detail.get(what, 0))) for each in ready) if ready else None


def _offset(timeline: Timeline, kind: EventKind) -> float | None:
    event = timeline.first(kind)
    return None if event is None else event.offset_ms


def _seconds(name: str, milliseconds: float | None) -> Measurement:
    if milliseconds is None:
        return Measurement(name, None, "s", Status.NOT_OBSERVED)
    return Measurement(name, max(0.0, milliseconds) / 1000, "s")


def _count(name: str, number: object) -> Measurement:
    if number is None:
        return Measurement(name, None, "count", Status.NOT_OBSERVED)
    return Measurement(name, float(str(number)), "count")
