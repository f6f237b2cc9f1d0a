"""Why a conversation leaves its script. Control flow of this package only; no error reaches anybody.

Over
├── CallEnded       the organisation's leg is over
├── CallCut         the engine lost the call
├── WaitLimit       the method's waiting limit passed before a person was heard
├── TalkLimit       the longest talk with a person passed
├── Mistaken        the voice that we took for a person's is a recording after all: wait on
├── FellSilent      the clerk does not answer any more: say goodbye
└── Concluded       we know enough and hang up; carries the outcome
"""

from probes.outcome import Outcome


class Over(Exception):
    """The script ends here."""


class CallEnded(Over):
    """The organisation's leg is over; the scene knows by whom."""


class CallCut(Over):
    """The engine lost the call."""


class WaitLimit(Over):
    """The waiting limit passed before a person was heard; `limit_s` if it was a step's own, in seconds."""

    def __init__(self, limit_s: float | None = None) -> None:
        super().__init__(limit_s)
        self.limit_s = limit_s


class TalkLimit(Over):
    """The longest talk with a person passed."""


class Mistaken(Over):
    """The voice that we took for a person's is a recording after all."""


class FellSilent(Over):
    """The clerk does not answer any more: say goodbye."""


class Concluded(Over):
    """We know how it ended before the other side hangs up: busy tone, voicemail, nobody to talk to."""

    def __init__(self, outcome: Outcome, why: str) -> None:
        super().__init__(why)
        self.outcome = outcome
