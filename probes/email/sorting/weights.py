"""How much each sign speaks for a kind.

A weight is the natural logarithm of how many times likelier the kind becomes; a negative one speaks against
it. All of them are the project's own choice, set by judgement on letters written for the purpose
(`tests/data/letters_for_rules`), and measured on others (`tests/data/letters`).
"""

from collections.abc import Mapping

from probes.email.sorting.kind import LetterKind

Weights = Mapping[LetterKind, float]

_P, _A, _O, _B, _X = (
    LetterKind.PERSON,
    LetterKind.ACKNOWLEDGEMENT,
    LetterKind.OUT_OF_OFFICE,
    LetterKind.BOUNCE,
    LetterKind.OTHER,
)

PRIOR: Weights = {_P: 0.5, _A: 0.0, _O: -0.7, _B: -0.7, _X: -0.7}
"""Before anything is known."""

WORDS: Mapping[str, Weights] = {
    "automatic": {_A: 2.8, _O: 1.5, _P: -2.8},
    "do_not_reply": {_A: 1.2, _P: -0.5},
    "received": {_A: 2.0},
    "will_answer": {_A: 1.8},
    "number_given": {_A: 0.8},
    "thanks": {_A: 0.4},
    "meanwhile": {_A: 0.4},
    "service": {_A: 1.8, _P: -0.6},
    "conditional": {_A: 0.6},
    "away": {_O: 3.2},
    "back": {_O: 1.5},
    "instead": {_O: 0.8},
    "left": {_O: 3.2},
    "undelivered": {_B: 3.5},
    "delayed": {_X: 2.5},
    "newsletter": {_X: 2.5},
    "survey": {_X: 3.0},
    "closing": {_X: 1.8},
    "receipt": {_X: 1.8},
    "first_person": {_P: 1.5},
    "answer": {_P: 1.8},
    "advice": {_P: 0.5},
    "handled": {_P: 1.8},
    "asks": {_P: 1.5},
    "framing": {_P: 1.5},
    "titles": {_P: 0.8},
    "subject_automatic": {_A: 2.5, _O: 2.8, _P: -2.0},
    "subject_received": {_A: 2.0, _P: -0.4},
    "subject_away": {_O: 4.0, _P: -1.5},
    "subject_undelivered": {_B: 4.0, _P: -2.0},
    "subject_delayed": {_X: 4.0, _B: -1.0, _P: -2.0},
    "subject_read": {_X: 4.0, _P: -1.0},
    "subject_other": {_X: 2.5},
    "subject_closed": {_X: 1.0},
    "subject_reply": {_P: 0.4},
}
"""Signs of a letter's wording, by the fields of `Wording`."""

HEADERS: Mapping[str, Weights] = {
    "report-failed": {_B: 12.0},
    "report-not-failed": {_X: 12.0},
    "read-receipt": {_X: 12.0},
    "failed-recipients": {_B: 5.0},
    "mail-server": {_B: 2.5, _X: 1.0, _P: -3.0, _A: -1.0},
    "no-reply-address": {_P: -0.5},
    "auto-replied": {_A: 1.0, _O: 1.0, _P: -6.0},
    "vacation": {_O: 1.2, _A: 0.7, _P: -6.0},
    "auto-generated": {_P: -0.8},
    "auto-reply-system": {_A: 0.5, _O: 0.5, _P: -4.5},
    "exchange-rule": {_O: 1.0, _P: -2.5},
    "bulk": {_X: 0.5, _P: -0.8},
    "list": {_X: 2.5, _P: -1.0},
    "feedback-id": {_X: 0.5, _P: -0.5},
    "null-sender": {_P: -2.0},
    "mail-program": {_P: 0.8},
}
"""Signs of the headers and reports."""

SHAPE: Mapping[str, Weights] = {
    "substance-1": {_P: 0.6},
    "substance-2": {_P: 1.0},
    "substance-3": {_P: 1.3},
    "specific": {_P: 0.9},
    "unspecific": {_P: -0.3},
    "no-substance": {_P: -1.0},
    "curt": {_P: 1.2},
    "empty": {_P: -0.5},
    "signed-by-name": {_P: 0.8},
    "quotes-us": {_P: 0.8},
    "telephone-signature": {_P: 1.0},
    "question": {_P: 0.4},
    "greets-by-name": {_P: 0.4},
    "answers-ours": {_P: 0.5},
    "answers-nothing": {_X: 0.8, _P: -0.7},
    "form-lines": {_A: 1.0, _X: 0.4, _P: -0.4},
    "case-number": {_A: 0.7},
    "our-matter": {_P: 1.2},
    "at-once": {_P: -4.5},
    "within-two-minutes": {_P: -2.0},
    "after-hours": {_P: 1.2},
    "out-of-hours": {_P: -0.8, _X: 0.5},
    "seen-before": {_P: -4.0, _A: 1.0},
}
"""Signs of the letter's shape, its timing, and of texts that came before."""
