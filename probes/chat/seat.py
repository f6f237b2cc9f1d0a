from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from probes.chat.turn import Speaker


@dataclass(frozen=True, slots=True)
class Observed:
    """What the shopper at the desk is shown of the chat: a turn, and who seems to have written it.

    `at_s` are seconds since the chat was launched. `key` stays when the words of a turn change.
    """

    key: str
    at_s: float
    speaker: Speaker
    confidence: float
    text: str
    author: str = ""


class Seat(Protocol):
    """The place of a live shopper in a bridged chat: typed turns come out of it, observed turns go in.

    The machine opens the chat, asks for a person and waits; from the person's first words on, what the
    shopper types is sent. All turns are shown from the beginning.
    """

    def typed(self) -> AsyncIterator[str]:
        """Give what the shopper types, one turn at a time; it ends when the shopper has done."""

    async def observe(self, turn: Observed) -> None:
        """Show a turn. Called in order; again with the same key when its words or its judgement changed."""

    async def joined(self) -> None:
        """Tell that a person is there: from now on the shopper talks."""

    async def ended(self) -> None:
        """Tell that the chat is over. Nothing is shown after it."""
