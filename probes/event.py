from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Source(StrEnum):
    """Where the knowledge of an event comes from."""

    SIGNALLING = "signalling"
    MEDIA = "media"
    PAGE = "page"
    MAILBOX = "mailbox"
    PERSON = "person"
    CALLER = "caller"
    """Our own side did it: keys, words, hanging up."""
    ANALYSIS = "analysis"
    """Concluded afterwards from the other events and the features of the sound."""


class EventKind(StrEnum):
    """What happened. Names of stretches come in pairs `…_started`, `…_ended`."""

    # The telephone: signalling
    DIALLED = "dialled"
    """The first INVITE left this machine: offset 0 of every telephone attempt."""
    TRYING = "trying"
    RINGING = "ringing"
    PROGRESS = "progress"
    EARLY_MEDIA = "early_media"
    ANSWERED = "answered"
    """200 OK. Not yet an answer: Nordic exchanges answer at once and play menus."""
    REDIRECTED = "redirected"
    HELD = "held"
    RESUMED = "resumed"
    IDENTITY_CHANGED = "identity_changed"
    REFER_RECEIVED = "refer_received"
    REFER_REFUSED = "refer_refused"
    REPLACED = "replaced"
    MEDIA_RESTARTED = "media_restarted"
    MEDIA_LOST = "media_lost"
    MEDIA_BACK = "media_back"
    MEDIA_QUALITY = "media_quality"
    HUNG_UP = "hung_up"
    """Detail `by`: `caller`, `organisation` or `network`; `status`, `reason`, `cause`."""

    # The telephone: sound (detail `tone` names the tone; `text` is never filled)
    SPEECH_STARTED = "speech_started"
    SPEECH_ENDED = "speech_ended"
    """Detail `speaker`: `person`, `recording` or `undecided`; `prompt`: the recording's fingerprint id."""
    MUSIC_STARTED = "music_started"
    MUSIC_ENDED = "music_ended"
    TONE_STARTED = "tone_started"
    TONE_ENDED = "tone_ended"
    SILENCE_STARTED = "silence_started"
    SILENCE_ENDED = "silence_ended"
    PERSON_ANSWERED = "person_answered"
    """The first word of the first person. At most once an attempt."""
    VOICE_CHANGED = "voice_changed"

    # The telephone: our own side
    KEYS_SENT = "keys_sent"
    SPOKE = "spoke"
    SPOKEN = "spoken"
    STEP = "step"
    """A step of the channel script began; detail `step` and `number`."""
    SHOPPER_RINGING = "shopper_ringing"
    SHOPPER_ANSWERED = "shopper_answered"
    SHOPPER_CONNECTED = "shopper_connected"
    SHOPPER_HUNG_UP = "shopper_hung_up"
    LIMIT_REACHED = "limit_reached"
    REFUSED = "refused"
    """A rule in code kept us from an address; detail `reason`."""

    # Mail
    SENT = "sent"
    """The mail server took our letter (its 250 after the last line): offset 0 of every e-mail attempt."""
    SEND_REFUSED = "send_refused"
    """A mail server would not take our letter; detail `status`, `reason`, `lasting`."""
    AWAITING_REPLY = "awaiting_reply"
    """Nothing is left to do but wait for a letter; detail `address`, `until`."""
    LETTER_ARRIVED = "letter_arrived"
    """A letter of this attempt lay in our mailbox; detail `letter` (its kind), `signs`, `late` …"""

    # Conclusions drawn again whenever the detector improves (source `analysis`)
    MENU_STARTED = "menu_started"
    MENU_ENDED = "menu_ended"
    QUEUE_STARTED = "queue_started"
    QUEUE_ENDED = "queue_ended"
    TRANSFERRED = "transferred"
    """Detail `way` (`refer`, `reinvite`, `replaces`, `redirect`, `inside`) and `signs`, what spoke for it."""

    # Chat
    CHAT_LAUNCHED = "chat_launched"
    """What opens the chat was pressed: offset 0 of every chat attempt."""
    CHAT_READY = "chat_ready"
    """One may write."""
    CHAT_TURN = "chat_turn"
    """Somebody's words appeared: `speaker`, `author` (`a1`, `a2` …, never a name), `letters`, `signs`."""
    TYPING_STARTED = "typing_started"
    TYPING_ENDED = "typing_ended"
    PERSON_ASKED_FOR = "person_asked_for"
    """We asked the chat robot for a person; detail `number`, and `way`: `words` or `choice`."""
    QUEUE_POSITION = "queue_position"
    """Detail `position`, 1 for the next in turn."""
    PERSON_JOINED = "person_joined"
    """The widget said that a person came into the chat, or another one; not yet a word of theirs."""
    CHAT_CLOSED = "chat_closed"
    """Detail `by`: `shopper`, `organisation` or `network`."""

    # The web form (source `page`: stamped by the page's own clock)
    PAGE_OPENED = "page_opened"
    """The browser began to load a page, detail `url` without its query, `number`. Offset 0 is our asking
    for the first one."""
    FIRST_PAINT = "first_paint"
    PAGE_LOADED = "page_loaded"
    """Detail `status` of the answer, `kb` received."""
    PAGE_FAILED = "page_failed"
    """A page did not come: detail `url`, `status` or `reason`."""
    PAGE_ERROR = "page_error"
    """Something failed in a page: detail `what` (`script`, `missing`), `count`."""
    FORM_READY = "form_ready"
    """A form stood there to be filled in: detail `fields`, `required`, `page` (of a form with several)."""
    ACCESSIBILITY = "accessibility"
    """What axe found on the form's page: detail `violations`, `serious`, `rules`; evidence the findings."""
    COOKIES_ANSWERED = "cookies_answered"
    """A banner was answered: detail `rule` (`reject`, `necessary`, `save`, `close`, `accept`)."""
    FIELD_FILLED = "field_filled"
    """Detail `field` (what it is), `label` (what the page calls it), `found` (how it was known)."""
    STEP_DONE = "step_done"
    """The form's button for the next step was pressed: detail `page`."""
    SUBMITTING = "submitting"
    """Our side presses the button that sends: after this the organisation may have the enquiry."""
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    """The page says that it was received: detail `by` (`touchpoint`, `words`, `page`), `case_number`."""
    FORM_REFUSED = "form_refused"
    """The form came back: detail `messages` of the page, `status` of the server if that was the reason."""
    CAPTCHA_MET = "captcha_met"
    """A riddle against machines, which is never solved: detail `kind`."""
    DEAD_END = "dead_end"
    """The way ends here: detail `what` (`no_form`, `broken_link`, `nothing_happened`, `no_button`)."""
    HOST_REFUSED = "host_refused"
    """The page wanted to reach a host that is not allowed: detail `host`, `main` (the page itself did)."""

    # Every channel
    NOTE = "note"
    ENGINE_LOST = "engine_lost"
    FINISHED = "finished"
    """The last event; detail `outcome`."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in an attempt.

    `offset_ms` is monotonic and counted from the attempt's start (telephone: the first INVITE).
    `confidence` is a share from 0 to 1. `detail` holds plain JSON values only, no secrets and
    no words that anybody said. `evidence` names a file in the attempt's evidence folder.
    """

    offset_ms: float
    kind: EventKind
    source: Source
    confidence: float = 1.0
    detail: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    evidence: str | None = None
