"""The errors of this room.

ScoringError
├── BadFieldwork      a frame lacks a column or holds what cannot be; names frame, column and value
├── MethodDoesNotFit  method, questionnaire and fieldwork do not fit together; says what to change
└── BadChoice         a choice of the score run is unknown or out of range; names it
"""


class ScoringError(Exception):
    """Anything that goes wrong in this room and that a user may read as one sentence."""

    exit_code = 3


class BadFieldwork(ScoringError):
    """A frame lacks a column or holds what cannot be. The message names frame, column, value and remedy."""


class MethodDoesNotFit(ScoringError):
    """A method asks for what the questionnaire or the fieldwork does not have."""


class BadChoice(ScoringError):
    """A choice made for a score run is unknown or out of range."""
