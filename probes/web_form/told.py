from collections.abc import Callable, Mapping

from probes.event import Event, EventKind
from probes.outcome import Outcome
from probes.timeline import Timeline

_Told = Callable[[Mapping[str, object]], str]

_WORDS: Mapping[EventKind, _Told] = {
    EventKind.PAGE_OPENED: lambda d: f"page {d.get('number')}: {d.get('url')}",
    EventKind.FIRST_PAINT: lambda _: "first paint",
    EventKind.PAGE_LOADED: lambda d: f"loaded ({d.get('kb')} kB)",
    EventKind.PAGE_FAILED: lambda d: f"the page did not come: {d.get('status') or d.get('reason')}",
    EventKind.PAGE_ERROR: lambda d: f"something failed in the page ({d.get('what')})",
    EventKind.FORM_READY: lambda d: (
        f"the form stands there: {d.get('fields')} things, {d.get('required')} needed"
    ),
    EventKind.ACCESSIBILITY: lambda d: (
        f"axe: {d.get('violations')} barriers, {d.get('serious')} of them serious"
    ),
    EventKind.COOKIES_ANSWERED: lambda d: f"cookies: {d.get('rule')}",
    EventKind.FIELD_FILLED: lambda d: f"filled in: {d.get('field')} ({d.get('label') or 'without a label'})",
    EventKind.STEP_DONE: lambda d: f"to the next step (after {d.get('page')})",
    EventKind.SUBMITTING: lambda _: "sending …",
    EventKind.SUBMITTED: lambda _: "SENT",
    EventKind.CONFIRMED: lambda d: "confirmed" + (f", case {d['case_number']}" if "case_number" in d else ""),
    EventKind.FORM_REFUSED: lambda d: f"refused: {_messages(d)}",
    EventKind.CAPTCHA_MET: lambda d: f"a riddle against machines ({d.get('kind')})",
    EventKind.DEAD_END: lambda d: f"dead end: {str(d.get('what')).replace('_', ' ')}",
    EventKind.HOST_REFUSED: lambda d: f"not allowed: {d.get('host')}",
    EventKind.AWAITING_REPLY: lambda d: f"the answer will come to {d.get('address')}",
    EventKind.LETTER_ARRIVED: lambda d: f"a letter arrived: {str(d.get('letter')).replace('_', ' ')}",
    EventKind.REFUSED: lambda d: f"refused by a rule: {d.get('reason')}",
}
_OUTCOMES = {
    Outcome.REPLIED: "a person replied",
    Outcome.AUTO_REPLY_ONLY: "only a machine replied",
    Outcome.NO_REPLY: "no reply",
    Outcome.FORM_REJECTED: "the form did not take it",
    Outcome.BLOCKED: "blocked by a riddle against machines",
    Outcome.UNREACHABLE: "the form could not be reached",
    Outcome.ERROR: "not made: an error on our side, or a rule",
}


def tell(event: Event) -> str | None:
    """Say in words what happened; None for what only the stored timeline needs."""
    words = _WORDS.get(event.kind)
    return None if words is None else words(event.detail)


def tell_outcome(timeline: Timeline) -> str:
    """Say in words how a form ended; one that was confirmed and awaits its answer is no failure."""
    if timeline.outcome is Outcome.NO_REPLY and timeline.first(EventKind.LIMIT_REACHED) is None:
        return "sent and confirmed; nobody waited for the reply here"
    if timeline.outcome is None:
        return "unknown"
    return _OUTCOMES.get(timeline.outcome, timeline.outcome.value.replace("_", " "))


def _messages(detail: Mapping[str, object]) -> str:
    found = detail.get("messages")
    words = " · ".join(map(str, found)) if isinstance(found, list | tuple) else ""
    status = f"the server answered {detail['status']}" if "status" in detail else ""
    return " · ".join(each for each in (words, status) if each) or "without a word"
