"""The seam between a chat's script and what carries it: a page in the browser, or any other protocol."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from probes.chat.turn import Turn


class SignalKind(StrEnum):
    """What a line tells."""

    LAUNCHED = "launched"
    """What opens the chat was pressed; `wait_ms`: how long the page took until it could be."""
    READY = "ready"
    """One may write."""
    TURN = "turn"
    """A message appeared, or one of the same key changed (robots write letter by letter)."""
    TYPING = "typing"
    TYPING_ENDED = "typing_ended"
    POSITION = "position"
    """The widget shows a place in the queue (beside its messages)."""
    CLOSED = "closed"
    """The widget shows that nobody is on duty."""
    OVER = "over"
    """The widget shows that the chat has ended."""
    LOST = "lost"
    """The page or the connection is gone."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Something seen in the chat; `at_ns` is CLOCK_MONOTONIC. `key` names a message for later changes."""

    kind: SignalKind
    at_ns: int
    key: str = ""
    turn: Turn | None = None
    position: int | None = None
    wait_ms: float | None = None
    choices: tuple[str, ...] = ()
    """The words of the ready answers that belong to a turn."""


Take = Callable[[Signal], None]


class ChatLine(Protocol):
    """Carries one chat. Own messages that come back as signals are passed over by whoever takes them."""

    async def open(self, take: Take) -> None:
        """Open the chat until one may write; from now on `take` is told what is seen.

        Raises `Concluded` if there is no chat or nobody on duty.
        """

    async def say(self, text: str) -> int:
        """Write something and send it; return when it was sent (CLOCK_MONOTONIC, ns)."""

    async def choose(self, choice: str) -> int | None:
        """Press a ready answer; return when, or None if it is not there any more."""

    async def close(self) -> None:
        """End the chat as the widget wants it ended. Nothing happens where it has no way."""

    async def drop(self) -> None:
        """Leave at once and let go of everything. May be called at any time, and again."""
