"""How a chat of the town behaves: plain dataclasses, no I/O. Durations are a `Wait` in seconds."""

from dataclasses import dataclass
from typing import Literal

from probes.sandbox.behaviour import NOTHING, Wait

_THINKS = Wait(0.3, 0.8)
_WAITS = Wait(2.0, 4.0)
_EVERY = Wait(0.8, 1.5)
_STARTS = Wait(0.8, 2.0)
_TYPES = Wait(1.5, 3.0)
_BETWEEN = Wait(1.0, 2.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Robot:
    """A chat robot that speaks first."""

    name: str = "Robo"
    label: str | None = None
    """What the widget shows beside its name, such as "Digital assistent"; None: nothing."""
    says_so: bool = True
    """It introduces itself as a robot; False: it has a person's name and does not say."""
    thinks: Wait = _THINKS
    choices: bool = False
    """It offers ready answers to press, one of which leads to a person."""
    asks_back: bool = False
    """Asked for a person, it first asks whether one really wants one."""
    passes_on: bool = True
    """False: it never passes anybody on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatQueue:
    """The waiting for a person."""

    wait: Wait = _WAITS
    position: tuple[int, int] = (1, 3)
    """The visitor's first place is drawn from this range and sinks to 1."""
    every: Wait = _EVERY
    """How often the place changes."""
    shown: Literal["notice", "badge", "none"] = "notice"
    """Where the place is told: among the messages, beside them, or nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatPerson:
    """People who answer, one after the other."""

    agents: tuple[str, ...] = ("Kari", "Ola")
    label: str | None = None
    notice: bool = True
    """The widget says when somebody joins."""
    named: bool = True
    """Messages carry their author's name; False: all of the organisation's carry the organisation's."""
    starts: Wait = _STARTS
    """Between joining and the first words."""
    types: Wait = _TYPES
    """Between the visitor's words and the answer."""
    typing: bool = True
    """The widget shows that they type."""
    turns: tuple[int, int] = (2, 4)
    """So many of the visitor's turns are answered before the person passes on or closes."""
    hands_over: int = 0
    """So often the visitor is passed on to the next of the agents."""
    handover: Wait = _BETWEEN
    """Between the two people."""
    closes: bool = False
    """They close the chat after their last turn; else the visitor does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatBehaviour:
    """One organisation's chat."""

    path: str = "/chat"
    widget: Literal["shadow", "frame"] = "shadow"
    """The chat lives in a shadow root of the page, or in a frame of it."""
    opener: str | None = None
    """The words on the button that opens it, when they differ from the usual ones."""
    opens_after: Wait = NOTHING
    """How long the widget's script needs until the button stands in the page."""
    asks_name: bool = False
    """A small form for name and address stands before the chat."""
    on_duty: bool = True
    """False: the widget says that the chat is closed."""
    drops_after: int | None = None
    """The connection breaks after so many of the visitor's turns."""
    robot: Robot | None = Robot()
    queue: ChatQueue | None = ChatQueue()
    person: ChatPerson | None = ChatPerson()
    """None: nobody ever comes."""
