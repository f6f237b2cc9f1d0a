from dashboards.charts.event_words import event_words
from dashboards.reference.markdown import MADE, code, table
from dashboards.reference.source_words import source_words
from probes.event import Event, EventKind, Source

_SOURCES = {
    Source.SIGNALLING: "SIP messages on the line.",
    Source.MEDIA: "The sound itself, classified frame by frame.",
    Source.PAGE: "A web page or chat, stamped by the page's own clock.",
    Source.MAILBOX: "A letter in our mailbox, stamped by the mail server.",
    Source.PERSON: "A shopper, who saw or heard it.",
    Source.CALLER: "Our own side did it: keys, words, hanging up.",
    Source.ANALYSIS: "Concluded afterwards from other events and from the features of the sound.",
}


def events_page() -> str:
    """Return the page of all kinds of events and of where the knowledge of one can come from."""
    words = source_words(EventKind)
    rows = [(code(kind), _told(kind), words.get(kind.name, "")) for kind in EventKind]
    return (
        f"{MADE}# Events\n\nA timeline is a list of events. Each has its offset in milliseconds from the"
        f" attempt's"
        " first packet, press or letter, its kind, the source of the knowledge, a confidence from 0 to 1, and"
        " perhaps a detail and a file of evidence. No event holds words that somebody said.\n\n"
        "## Sources\n\n"
        + table(["source", "how it is known"], [(code(each), _SOURCES[each]) for each in Source])
        + "## Kinds\n\nNames of stretches come in pairs, `…_started` and `…_ended`.\n\n"
        + table(["kind", "what happened", "more"], rows)
    ).rstrip() + "\n"


def _told(kind: EventKind) -> str:
    event = Event(offset_ms=0, kind=kind, source=Source.CALLER)
    told = event_words(event, "en")
    return told[:1].upper() + told[1:]
