from collections.abc import Mapping

from probes.event import Event, EventKind

_PLAIN: Mapping[EventKind, str] = {
    EventKind.CHAT_LAUNCHED: "the chat is opened",
    EventKind.CHAT_READY: "one may write",
    EventKind.TYPING_STARTED: "somebody types …",
    EventKind.PERSON_ASKED_FOR: "we ask for a person",
    EventKind.PERSON_JOINED: "a person comes into the chat",
    EventKind.PERSON_ANSWERED: "A PERSON: the first words",
    EventKind.QUEUE_STARTED: "queue",
    EventKind.QUEUE_ENDED: "queue ends",
    EventKind.TRANSFERRED: "passed on to another person",
    EventKind.SHOPPER_CONNECTED: "the shopper takes over",
    EventKind.SHOPPER_HUNG_UP: "the shopper has done",
}
_WHO = {
    "shopper": "we write",
    "robot": "a robot writes",
    "person": "a person writes",
    "system": "a notice",
    "undecided": "robot or person writes",
}
_BY = {
    "shopper": "by us",
    "organisation": "by the organisation",
    "network": "by the network or the page",
}


def describe_chat(event: Event) -> str | None:
    """Return an event of a chat in a few words, or None for what nobody wants to see while it runs."""
    if event.kind is EventKind.CHAT_TURN:
        who = _WHO.get(str(event.detail.get("speaker")), "somebody writes")
        sure = "" if event.confidence > 0.95 else f", {event.confidence:.0%} sure"
        return f"{who} ({event.detail.get('letters', 0)} letters{sure})"
    if event.kind is EventKind.QUEUE_POSITION:
        return f"place {event.detail.get('position')} in the queue"
    if event.kind is EventKind.CHAT_CLOSED:
        return f"closed {_BY.get(str(event.detail.get('by')), '')}".rstrip()
    if event.kind is EventKind.LIMIT_REACHED:
        return f"the {event.detail.get('limit')} limit is reached"
    if event.kind is EventKind.NOTE:
        return str(event.detail.get("reason") or event.detail.get("note") or "")
    return _PLAIN.get(event.kind)
