"""What letters are, why they were taken for it, and why one belongs to nobody, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from probes.email.sorting.decision import SURE
from probes.email.sorting.kind import LetterKind
from results.models import Letter
from results.queries.letter_story import Clue, Known

KINDS: tuple[tuple[str, str | Promise], ...] = (
    (LetterKind.PERSON.value, _("A person's reply")),
    (LetterKind.ACKNOWLEDGEMENT.value, _("An automatic acknowledgement")),
    (LetterKind.CASE_NUMBER.value, _("An automatic letter with a case number")),
    (LetterKind.OUT_OF_OFFICE.value, _("Out of office")),
    (LetterKind.BOUNCE.value, _("Not delivered")),
    (LetterKind.OTHER.value, _("Something else")),
)
"""Kinds of letters, the one that ends the waiting first."""

_MATCHED: dict[str, str | Promise] = {
    "address": _("by the address that stands for this attempt only"),
    "references": _("by the letter of ours that it answers"),
    "case_number": _("by the case number"),
    "person": _("by somebody's word"),
}

_SIGNS: tuple[tuple[str | Promise, str], ...] = (
    (_("its headers say that a machine wrote it"),
     "auto-replied vacation auto-generated auto-reply-system exchange-rule"),
    (_("a mail server wrote it"), "report-failed failed-recipients mail-server null-sender"),
    (_("it is a mail server's report or a receipt"), "report-not-failed read-receipt subject_read delayed"),
    (_("it was sent to many"), "bulk list feedback-id"),
    (_("its sender takes no letters"), "no-reply-address do_not_reply"),
    (_("it was written in a mail program"), "mail-program telephone-signature"),
    (_("it says that it is automatic"), "automatic subject_automatic"),
    (_("it says that a letter has come, or will be answered"),
     "received will_answer number_given thanks meanwhile service conditional subject_received receipt"),
    (_("it says that somebody is away"), "away back instead left subject_away"),
    (_("it says that something was not delivered"), "undelivered subject_undelivered subject_delayed"),
    (_("it reads like a newsletter, a survey or a notice"),
     "newsletter survey closing subject_other subject_closed"),
    (_("it speaks as somebody who answers"),
     "first_person answer advice handled asks framing question greets-by-name curt"),
    (_("somebody signed it"), "titles signed-by-name"),
    (_("it says something of the matter"), "substance-1 substance-2 substance-3 specific our-matter"),
    (_("it says nothing of the matter"), "unspecific no-substance empty form-lines"),
    (_("it answers our letter"), "quotes-us answers-ours subject_reply"),
    (_("it answers no letter of ours"), "answers-nothing"),
    (_("it bears a case number"), "case-number"),
    (_("it came sooner than a person writes"), "at-once within-two-minutes"),
    (_("it came hours later"), "after-hours"),
    (_("it came outside the hours of work"), "out-of-hours"),
    (_("the same text came to another question"), "seen-before"),
    (_("somebody read it"), "person"),
)  # fmt: skip
"""What each sign of the sorting says; several signs may say the same."""

_BY_SIGN = {name: words for words, names in _SIGNS for name in names.split()}

_CLUES: dict[tuple[str, Known], str | Promise] = {
    ("address", Known.NOTHING): _("No address stands in it as its recipient."),
    ("address", Known.NOBODY): _("It came to %(value)s, and no contact has that address."),
    ("address", Known.ONE): _("It came to %(value)s, which one contact has by now."),
    ("address", Known.SEVERAL): _("It came to %(value)s, which several contacts have."),
    ("thread", Known.NOTHING): _("It does not say which letter it answers."),
    ("thread", Known.NOBODY): _("It answers a letter that no contact sent."),
    ("thread", Known.ONE): _("It answers a letter of one contact, but came to the address of another."),
    ("thread", Known.SEVERAL): _("It answers letters of several contacts."),
    ("case", Known.NOTHING): _("No case number was found in it."),
    ("case", Known.NOBODY): _("It bears the case number %(value)s, by which no contact is known."),
    ("case", Known.ONE): _("It bears the case number %(value)s of a contact, but its sender is another."),
    ("case", Known.SEVERAL): _("It bears the case number %(value)s, which several contacts have."),
}


class LetterLine(NamedTuple):
    """A letter among others: what it was taken for, and whether that is worth a look."""

    letter: Letter
    kind: str
    unsure: bool


def letter_lines(letters: Iterable[Letter]) -> list[LetterLine]:
    """Return letters as lines that lead to them."""
    return [LetterLine(each, kind_words(each.kind), each.confidence < SURE) for each in letters]


def kind_words(kind: str) -> str:
    """Say what kind a letter is."""
    return str(dict(KINDS).get(kind, kind))


def matched_words(matched_by: str) -> str:
    """Say how a letter was known to belong to an attempt."""
    return str(_MATCHED.get(matched_by, matched_by))


def signs_words(signs: Iterable[str]) -> list[str]:
    """Say what spoke for a kind, the strongest first, each thing once; a sign without words as it is kept."""
    names = (sign.rpartition(":")[2] for sign in signs)
    return list(dict.fromkeys(str(_BY_SIGN.get(name, name)) for name in names))


def clue_words(clue: Clue) -> str:
    """Say why a clue led to no contact."""
    return str(_CLUES[clue.name, clue.known]) % {"value": clue.value}
