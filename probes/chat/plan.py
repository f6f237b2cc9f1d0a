from enum import StrEnum

from scenarios.chat_steps import ChatAskFor, ChatEnd, ChatSay, ChatStep, ChatWaitFor
from scenarios.enquiry import Enquiry


class Mode(StrEnum):
    """How a chat is held."""

    AUTOMATIC = "automatic"
    """The robot shopper writes."""
    BRIDGED = "bridged"
    """A live shopper writes, from a person's first words on."""


_REACHING: tuple[ChatStep, ...] = (
    ChatSay(say="opening"),
    ChatAskFor(ask_for="person"),
    ChatWaitFor(wait_for="person"),
)


def plan(enquiry: Enquiry, mode: Mode) -> tuple[ChatStep, ...]:
    """Return the steps to walk: the enquiry's own script, turned to the mode.

    Automatic: the script, with thanks at its end. Bridged: the script until it waits for a person; the
    rest is the live shopper's. An enquiry without a chat script only asks for a person.
    """
    script = enquiry.chat or _REACHING
    if mode is Mode.BRIDGED:
        return _until_person(script)
    return script if isinstance(script[-1], ChatEnd) else (*script, ChatEnd(end="thanks"))


def _until_person(script: tuple[ChatStep, ...]) -> tuple[ChatStep, ...]:
    for number, step in enumerate(script):
        if isinstance(step, ChatWaitFor) and step.wait_for == "person":
            return script[: number + 1]
    before = tuple(step for step in script if isinstance(step, ChatSay | ChatAskFor))
    return (*before, ChatWaitFor(wait_for="person"))
