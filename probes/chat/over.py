"""Why a chat leaves its script. Control flow of this package only; no error reaches anybody.

Over
├── ChatEnded       the organisation closed the chat
├── ChatCut         the page or the connection was lost
├── WaitLimit       the waiting limit passed before a person wrote
├── TalkLimit       the longest talk with a person passed
└── Concluded       we know enough and leave; carries the outcome
"""

from probes.outcome import Outcome


class Over(Exception):
    """The script ends here."""


class ChatEnded(Over):
    """The organisation closed the chat."""


class ChatCut(Over):
    """The page or the connection was lost."""


class WaitLimit(Over):
    """The waiting limit passed before a person wrote; `limit_s` if it was a step's own, in seconds."""

    def __init__(self, limit_s: float | None = None) -> None:
        super().__init__(limit_s)
        self.limit_s = limit_s


class TalkLimit(Over):
    """The longest talk with a person passed."""


class Concluded(Over):
    """We know how it ended: there is no chat on the page, nobody is on duty."""

    def __init__(self, outcome: Outcome, why: str) -> None:
        super().__init__(why)
        self.outcome = outcome
        self.why = why
