import json
import time
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, TextIO


class Happening(StrEnum):
    """What the town knows to have happened. Pairs `…_started`, `…_ended` enclose what is audible."""

    INVITE_RECEIVED = "invite_received"
    """Detail `user` dialled, `caller`, `referred_by`, `replaces`."""
    TRYING_SENT = "trying_sent"
    RINGING_SENT = "ringing_sent"
    PROGRESS_SENT = "progress_sent"
    EARLY_MEDIA = "early_media"
    """The first packet of sound before the answer."""
    OK_SENT = "ok_sent"
    ACK_RECEIVED = "ack_received"
    REFUSED = "refused"
    """Detail `status`, `cause`."""
    REDIRECTED = "redirected"
    STAGE = "stage"
    """A stage of the behaviour began; detail `name`, `kind`."""
    PROMPT_STARTED = "prompt_started"
    PROMPT_ENDED = "prompt_ended"
    """Detail `name`, `language`, `cut`."""
    POSITION_STARTED = "position_message_started"
    POSITION_ENDED = "position_message_ended"
    MUSIC_STARTED = "music_started"
    MUSIC_ENDED = "music_ended"
    TONE_STARTED = "tone_started"
    TONE_ENDED = "tone_ended"
    KEY_RECEIVED = "key_received"
    """Detail `key`, `way`; up to 20 ms late."""
    QUEUE_ENTERED = "queue_entered"
    QUEUE_LEFT = "queue_left"
    PERSON_TOOK = "person_took"
    """A person is on the line, perhaps still silent."""
    PERSON_STARTED = "person_started"
    """The first audible sample of this person in the call; detail `agent`, `voice`, `first`."""
    PERSON_ENDED = "person_ended"
    """The last audible sample of this person in the call."""
    UTTERANCE_STARTED = "utterance_started"
    UTTERANCE_ENDED = "utterance_ended"
    """One sentence of a person; detail `agent`, `moment`."""
    CALLER_SPOKE = "caller_spoke"
    CALLER_PAUSED = "caller_paused"
    HOLD = "hold"
    RESUME = "resume"
    """The same person put the caller on hold and came back; detail `way`."""
    CALLER_HELD = "caller_held"
    CALLER_RESUMED = "caller_resumed"
    TRANSFER_BEGUN = "transfer_begun"
    """The person has let go of the caller; detail `way`, `agent`."""
    TRANSFER = "transfer"
    """The transfer happened: REFER sent, or the next person's first audible sample; detail `way`, `to`."""
    TRANSFER_FAILED = "transfer_failed"
    """The caller refused the REFER, or nothing came of it."""
    REFER_SENT = "refer_sent"
    REFER_STATUS = "refer_status"
    REINVITE_SENT = "reinvite_sent"
    UPDATE_SENT = "update_sent"
    SSRC_RESTART = "ssrc_restart"
    """The first packet of another media source left."""
    RTP_STOPPED = "rtp_stopped"
    """The first packet that was due did not leave."""
    RTP_RESUMED = "rtp_resumed"
    """The first packet left again."""
    VANISHED = "vanished"
    BYE_SENT = "bye_sent"
    BYE_RECEIVED = "bye_received"
    CANCELLED = "cancelled"
    ENDED = "ended"
    """Nothing follows; detail `by`: `caller`, `organisation`, `network` (vanished), `error`."""

    STOPPED = "stopped"
    """The centre was stopped (no call); `worst_late_ms`: by how much its media were ever behind."""

    # A web site: `call` is the visit, a name the site gives each visitor by a cookie
    PAGE_ASKED = "page_asked"
    """A page was asked for; detail `method`, `path`, `status` of the answer."""
    PAGE_STAMPED = "page_stamped"
    """The page's own clock stamped something; detail `what` (`navigation`, `first_paint`, `form_ready`,
    `field` with `field`, `submit`, `confirmation`), `page_ms`."""
    FORM_RECEIVED = "form_received"
    """A form was accepted; detail `fields` (their names), `email`, `number`."""
    FORM_REFUSED = "form_refused"
    """A form was sent back; detail `fields`."""
    FORM_LOST = "form_lost"
    """The server failed on it; detail `status`."""

    # A mailbox: `call` is the Message-ID of the letter that was sent to it; `wall` the wall clock in UTC
    LETTER_RECEIVED = "letter_received"
    """A letter of ours arrived at the organisation; detail `to`."""
    LETTER_SENT = "letter_sent"
    """The organisation's letter lay in our mailbox; detail `letter` (its kind), `number`, `received_at`."""
    LETTER_REFUSED = "letter_refused"
    """The recipient was refused in the SMTP dialogue."""

    # A chat (`call` is the chat's id)
    CHAT_OPENED = "chat_opened"
    """The widget has its connection; `queue_entered`, `person_took` … follow as in a call."""
    TURN_SENT = "turn_sent"
    """Words left for the widget; detail `who` (`robot`, `person`, `notice`), `number`, `letters`, `agent`."""
    TURN_SHOWN = "turn_shown"
    """The widget told that it has drawn them; detail `number`, `page_ms` (when, by the page's clock)."""
    TURN_RECEIVED = "turn_received"
    """The visitor's words arrived; detail `letters`."""
    POSITION_SHOWN = "position_shown"

    # What a phone with a meter hears: the shopper's always, a centre's if it was started so
    HEARD_SOUND = "heard_sound"
    HEARD_SILENCE = "heard_silence"
    """Audible sound began and ended at this phone (by arrival of its packets)."""
    HEARD_GAP = "heard_gap"
    """No packet for longer than two packets' time; detail `ms`."""
    HEARD_CLICK = "heard_click"
    """A jump between two packets' samples that no voice makes; detail `jump` in sample units."""
    SAID = "said"
    """The first audible sample of something this phone said; detail `moment`."""


class TrueEvent(NamedTuple):
    """One line of the log: `ns` is CLOCK_MONOTONIC, `call` the Call-ID, `at` the centre's id."""

    ns: int
    call: str
    at: str
    event: Happening
    detail: dict[str, Any]


class TruthLog:
    """Appends true events to a file of JSON lines, one event a line, readable while it grows."""

    def __init__(self, path: Path, *, at: str) -> None:
        self._at = at
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: TextIO = path.open("a", encoding="utf-8", buffering=1)

    def write(self, event: Happening, *, call: str, ns: int | None = None, **detail: Any) -> None:
        """Append an event; `ns` defaults to now. Lines are in order of writing, not always of time."""
        if self._file.closed:
            return
        line = {
            "ns": time.monotonic_ns() if ns is None else ns,
            "call": call,
            "at": self._at,
            "event": event.value,
        }
        self._file.write(json.dumps(line | detail, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Close the file; later events are dropped."""
        self._file.close()


def read_truth(path: Path, *, call: str | None = None) -> list[TrueEvent]:
    """Read a log in order of time, of one Call-ID or all; a half-written last line is left out."""
    found = []
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for line in text.splitlines(keepends=True):
        if not line.endswith("\n"):
            continue
        item = json.loads(line)
        event = TrueEvent(
            item.pop("ns"), item.pop("call"), item.pop("at"), Happening(item.pop("event")), item
        )
        if call is None or event.call == call:
            found.append(event)
    return sorted(found, key=lambda event: event.ns)
