"""What a shopper writes for each thing that may happen, and the event that it means."""

from typing import Final, NamedTuple

from probes.event import EventKind


class Word(NamedTuple):
    """An event and the details that go with it."""

    kind: EventKind
    detail: dict[str, object]


WORDS: Final[dict[str, Word]] = {
    "arrived": Word(EventKind.STEP, {"step": "arrived", "number": 1}),
    "took a ticket": Word(EventKind.QUEUE_STARTED, {}),
    "queue": Word(EventKind.QUEUE_STARTED, {}),
    "queue ended": Word(EventKind.QUEUE_ENDED, {}),
    "menu": Word(EventKind.MENU_STARTED, {}),
    "menu ended": Word(EventKind.MENU_ENDED, {}),
    "sent": Word(EventKind.SENT, {}),
    "acknowledged": Word(EventKind.LETTER_ARRIVED, {"letter": "acknowledgement"}),
    "replied": Word(EventKind.LETTER_ARRIVED, {"letter": "person"}),
    "asked for a person": Word(EventKind.PERSON_ASKED_FOR, {"number": 1, "way": "words"}),
    "person": Word(EventKind.PERSON_ANSWERED, {}),
    "put on hold": Word(EventKind.HELD, {}),
    "back from hold": Word(EventKind.RESUMED, {}),
    "passed on": Word(EventKind.TRANSFERRED, {"way": "inside", "signs": ["person"]}),
    "ended by me": Word(EventKind.HUNG_UP, {"by": "caller"}),
    "ended by them": Word(EventKind.HUNG_UP, {"by": "organisation"}),
    "gave up": Word(EventKind.LIMIT_REACHED, {"limit": "wait"}),
}
"""The shopper's words, one a line of the log."""
