from dataclasses import dataclass

Patterns = tuple[str, ...]
"""Regular expressions in small letters, searched from the beginning of words. They run on hostile text: no
repetition within repetition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How letters speak in one language: one list of patterns a sign. Pure data; weights stand in `weights`.

    Every pattern is tried on one sentence at a time, those of `subject_…` on the subject.
    """

    language: str

    automatic: Patterns = ()
    """Says of itself that a machine wrote it."""
    do_not_reply: Patterns = ()
    received: Patterns = ()
    """Says that the enquiry has come or was registered."""
    will_answer: Patterns = ()
    """Promises an answer later, or tells how long answers take."""
    number_given: Patterns = ()
    """Tells the case number or how to use it."""
    thanks: Patterns = ()
    """Thanks for writing: machines and persons alike."""
    meanwhile: Patterns = ()
    """Opening hours, questions often asked, privacy, whom to ring: seldom an answer."""

    service: Patterns = ()
    """Tells how an office deals with letters: who reads them, in which order, what it needs."""
    conditional: Patterns = ()
    """What to do in this case or that: said to everybody who writes."""

    away: Patterns = ()
    """Somebody, or an office, is not there."""
    back: Patterns = ()
    instead: Patterns = ()
    """Whom to turn to meanwhile."""
    left: Patterns = ()
    """Somebody does not work there any more."""

    undelivered: Patterns = ()
    delayed: Patterns = ()

    newsletter: Patterns = ()
    survey: Patterns = ()
    closing: Patterns = ()
    """A case was closed, or will be unless one answers."""
    receipt: Patterns = ()
    """A receipt or notice of something else: orders, appointments, passwords."""

    first_person: Patterns = ()
    """Somebody says I."""
    answer: Patterns = ()
    """Yes, no, that is right: an answer's words."""
    advice: Patterns = ()
    """Tells what the writer has to do, or how it is done: an answer's words too, if weaker."""
    handled: Patterns = ()
    """Somebody has looked, asked, passed it on."""
    asks: Patterns = ()
    """Asks the enquirer for something that only a reader would ask."""
    framing: Patterns = ()
    """What ticket systems put around a person's answer."""
    titles: Patterns = ()
    """A person's title under the name."""

    subject_automatic: Patterns = ()
    subject_received: Patterns = ()
    subject_away: Patterns = ()
    subject_undelivered: Patterns = ()
    subject_delayed: Patterns = ()
    subject_read: Patterns = ()
    """Read receipts."""
    subject_other: Patterns = ()
    """Newsletters, surveys, reminders."""
    subject_closed: Patterns = ()
    subject_reply: Patterns = ()
    """The prefixes of replies and forwards."""
