"""What happened in a made-up contact, event by event, so that a person was there after the wait given."""

from __future__ import annotations

import numpy as np

from probes.event import Event, EventKind, Source

_KIND = EventKind


class Story:
    """A timeline in the making. Times are seconds from its start."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def add(self, at: float, kind: EventKind, source: Source, **detail: object) -> None:
        """Write an event down."""
        self.events.append(Event(offset_ms=round(1000 * at, 1), kind=kind, source=source, detail=detail))

    def between(self, start: float, end: float, pair: tuple[EventKind, EventKind], source: Source,
                **detail: object) -> None:  # fmt: skip
        """Write a stretch down."""
        self.add(start, pair[0], source, **detail)
        self.add(end, pair[1], source, **detail)


_SPEECH = (_KIND.SPEECH_STARTED, _KIND.SPEECH_ENDED)
_MUSIC = (_KIND.MUSIC_STARTED, _KIND.MUSIC_ENDED)
_OWN = (_KIND.SPOKE, _KIND.SPOKEN)


def phone_story(
    *, wait_s: float, answered: bool, transfers: int = 0, rng: np.random.Generator
) -> list[Event]:
    """Tell a call: ringing, perhaps a menu and a queue with music, a person after `wait_s`, the talk.

    Not answered, the caller gives up after `wait_s`. `transfers` is how often the call is passed on.
    """
    story = Story()
    story.add(0, _KIND.DIALLED, Source.SIGNALLING)
    ringing = min(float(rng.uniform(0.3, 1.4)), 0.2 * wait_s)
    story.add(ringing, _KIND.RINGING, Source.SIGNALLING)
    if wait_s < 25 and answered:
        story.add(max(ringing, wait_s - 0.4), _KIND.ANSWERED, Source.SIGNALLING)
    else:
        _queue(story, ringing, wait_s, rng)
    if not answered:
        story.add(wait_s, _KIND.LIMIT_REACHED, Source.CALLER, limit="wait")
        story.add(wait_s + 0.1, _KIND.HUNG_UP, Source.CALLER, by="caller")
        return story.events
    story.add(wait_s, _KIND.PERSON_ANSWERED, Source.ANALYSIS)
    story.add(wait_s, _KIND.STEP, Source.CALLER, step="bridge", number=2)
    greeted = wait_s + float(rng.uniform(2, 4))
    story.between(wait_s, greeted, _SPEECH, Source.MEDIA, speaker="person")
    at = _talk(story, greeted, rng)
    for _ in range(transfers):
        back = at + float(rng.uniform(6, 40))
        story.between(at, back + 0.1, (_KIND.HELD, _KIND.RESUMED), Source.SIGNALLING)
        story.between(at + 0.2, back, _MUSIC, Source.MEDIA)
        story.add(back + 0.6, _KIND.TRANSFERRED, Source.ANALYSIS, way="reinvite", signs=["hold", "voice"])
        at = _talk(story, back + 0.8, rng)
    story.add(at + 0.4, _KIND.HUNG_UP, Source.SIGNALLING, by="caller")
    return story.events


def _queue(story: Story, ringing: float, wait_s: float, rng: np.random.Generator) -> None:
    answered = ringing + float(rng.uniform(1.0, 4.0))
    menu = answered + 0.5
    told = menu + min(float(rng.uniform(6, 16)), 0.3 * wait_s)
    story.add(answered, _KIND.ANSWERED, Source.SIGNALLING)
    story.between(menu, told, _SPEECH, Source.MEDIA, speaker="recording")
    story.add(told + 0.6, _KIND.KEYS_SENT, Source.CALLER, keys="1")
    story.between(min(told + 1.6, wait_s - 1), wait_s - 0.8, _MUSIC, Source.MEDIA)


def _talk(story: Story, at: float, rng: np.random.Generator) -> float:
    for _ in range(int(rng.integers(2, 4))):
        asked = at + 0.6 + float(rng.uniform(3, 8))
        story.between(at + 0.6, asked, _OWN, Source.CALLER)
        at = asked + float(rng.uniform(6, 26))
        story.between(asked + 0.7, at, _SPEECH, Source.MEDIA, speaker="person")
    return at


def chat_story(*, wait_s: float, answered: bool, rng: np.random.Generator) -> list[Event]:
    """Tell a chat: a robot's greeting, our asking for a person, a queue, a person after `wait_s`."""
    story = Story()
    early = min(1.2, 0.1 * wait_s)
    story.add(0, _KIND.CHAT_LAUNCHED, Source.PAGE)
    story.add(early, _KIND.CHAT_READY, Source.PAGE)
    if wait_s > 12 or not answered:
        story.add(early + 0.8, _KIND.CHAT_TURN, Source.PAGE, speaker="robot", author="a1", letters=96)
        story.add(early + 3.0, _KIND.CHAT_TURN, Source.PAGE, speaker="shopper", author="", letters=71)
        story.add(early + 4.0, _KIND.PERSON_ASKED_FOR, Source.CALLER, number=1, way="words")
        last = wait_s if not answered else wait_s - 1.5
        story.between(early + 5.0, max(last, early + 5.1), (_KIND.QUEUE_STARTED, _KIND.QUEUE_ENDED),
                      Source.PAGE)  # fmt: skip
    if not answered:
        story.add(wait_s, _KIND.LIMIT_REACHED, Source.CALLER, limit="wait")
        story.add(wait_s + 0.2, _KIND.CHAT_CLOSED, Source.CALLER, by="shopper")
        return story.events
    story.add(max(wait_s - 1.0, early), _KIND.PERSON_JOINED, Source.PAGE)
    story.add(wait_s, _KIND.PERSON_ANSWERED, Source.ANALYSIS)
    story.add(wait_s, _KIND.CHAT_TURN, Source.PAGE, speaker="person", author="a2", letters=54)
    at = wait_s
    for _ in range(int(rng.integers(2, 5))):
        at += float(rng.uniform(8, 25))
        story.add(at, _KIND.CHAT_TURN, Source.PAGE, speaker="shopper", author="",
                  letters=int(rng.integers(30, 140)))  # fmt: skip
        at += float(rng.uniform(10, 70))
        story.add(at, _KIND.CHAT_TURN, Source.PAGE, speaker="person", author="a2",
                  letters=int(rng.integers(40, 320)))  # fmt: skip
    story.add(at + 4.0, _KIND.CHAT_CLOSED, Source.CALLER, by="shopper")
    return story.events


def form_story(*, reply_s: float | None, rng: np.random.Generator) -> list[Event]:
    """Tell a web form filled in and sent, its acknowledgement, and the letter of a person if one came.

    `reply_s` is the time from the sending to that letter.
    """
    story = Story()
    loaded = float(rng.uniform(0.8, 3.5))
    story.add(0, _KIND.PAGE_OPENED, Source.PAGE, url="https://www.example/kontakt", number=1)
    story.add(0.6 * loaded, _KIND.FIRST_PAINT, Source.PAGE)
    story.add(loaded, _KIND.PAGE_LOADED, Source.PAGE, status=200, kb=int(rng.integers(300, 2400)))
    story.add(loaded + 0.4, _KIND.FORM_READY, Source.PAGE, fields=4, required=3, page=1)
    at = loaded + 1.0
    for field in ("name", "email", "message"):
        story.add(at, _KIND.FIELD_FILLED, Source.CALLER, field=field, label=field, found="label")
        at += float(rng.uniform(0.4, 1.5))
    story.add(at, _KIND.SUBMITTING, Source.CALLER)
    story.add(at + 0.3, _KIND.SUBMITTED, Source.PAGE)
    story.add(at + 1.1, _KIND.CONFIRMED, Source.PAGE, by="words")
    _letters(story, at + 0.3, reply_s, rng)
    return story.events


def mail_story(*, reply_s: float | None, rng: np.random.Generator) -> list[Event]:
    """Tell an e-mail sent, its acknowledgement, and the letter of a person if one came after `reply_s`."""
    story = Story()
    story.add(0, _KIND.SENT, Source.MAILBOX)
    _letters(story, 0.0, reply_s, rng)
    return story.events


def _letters(story: Story, sent: float, reply_s: float | None, rng: np.random.Generator) -> None:
    story.add(sent + 0.1, _KIND.AWAITING_REPLY, Source.MAILBOX)
    machine = float(rng.uniform(4, 90))
    if rng.random() < 0.7 and (reply_s is None or machine < reply_s):
        story.add(sent + machine, _KIND.LETTER_ARRIVED, Source.MAILBOX, letter="acknowledgement")
    if reply_s is not None:
        story.add(sent + reply_s, _KIND.LETTER_ARRIVED, Source.MAILBOX, letter="person")
