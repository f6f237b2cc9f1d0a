from dataclasses import dataclass
from typing import Literal

from probes.sandbox.behaviour import Wait

Language = Literal["nb", "nn", "sv", "da", "fi", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailHabit:
    """What an organisation of the town does with a letter. All times in seconds of the town's clock.

    Everything that is not named is not done: an empty habit never answers.
    """

    language: Language = "nb"
    acknowledges: Wait | None = None
    """A machine says that the letter has come."""
    case_number: Literal["none", "sak", "ticket"] = "none"
    """The acknowledgement and the answer bear a number: `2026/4711` or `[#4711-0815]`."""
    away: Wait | None = None
    """A machine says that somebody is out of the office."""
    answers: Wait | None = None
    """A person answers."""
    answers_again: Wait | None = None
    """The person writes once more, counted from the first answer."""
    leaves_out: float = 0.0
    """How likely each fact that was asked for is missing from the answer, though never all of them; the
    letter after it, if one follows, brings them."""
    bounces: Literal["never", "at once", "later"] = "never"
    """`at once`: the recipient is refused; `later`: a delivery report comes back."""
    keeps_thread: bool = True
    """Whether answers name our letter (In-Reply-To, References); case systems may not."""
    drops_token: bool = False
    """Whether a person's answer goes to our address without its plus part, as some case systems write it."""
    clerk: str = "Kari Holm"
    """Whose name stands under the answer; invented."""
