"""The steps of a chat, as people write them."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from scenarios.base import Part
from scenarios.steps import Limit
from scenarios.text import Text


class ChatSay(Part):
    """Write something."""

    say: Annotated[
        Annotated[Literal["opening", "question", "thanks"], Tag("<word>")] | Annotated[Text, Tag("<text>")],
        Discriminator(lambda value: "<word>" if isinstance(value, str) else "<text>"),
    ]
    """Which of the enquiry's words to write, or a text of its own."""


class ChatAskFor(Part):
    """Ask the chat robot for a person."""

    ask_for: Literal["person"]
    """Whom to ask for."""


class ChatWaitFor(Part):
    """Wait until somebody writes."""

    wait_for: Literal["person", "answer"]
    """A person, or any answer (a robot's too)."""
    limit: Limit = "method"
    """How long to wait: a length of time, or `method`."""


class ChatAsk(Part):
    """Ask, and read the answers."""

    ask: Literal["facts", "question"]
    """`facts` asks for each fact in turn, `question` asks the enquiry's question."""


class ChatEnd(Part):
    """End the chat."""

    end: Literal["thanks"]
    """With which words."""


CHAT_VERBS = {"say": ChatSay, "ask_for": ChatAskFor, "wait_for": ChatWaitFor, "ask": ChatAsk, "end": ChatEnd}


def _chat_verb(value: Any) -> str | None:
    if isinstance(value, Part):
        return next(f"<{verb}>" for verb, step in CHAT_VERBS.items() if isinstance(value, step))
    return next((f"<{verb}>" for verb in CHAT_VERBS if isinstance(value, dict) and verb in value), None)


ChatStep = Annotated[
    Annotated[ChatSay, Tag("<say>")]
    | Annotated[ChatAskFor, Tag("<ask_for>")]
    | Annotated[ChatWaitFor, Tag("<wait_for>")]
    | Annotated[ChatAsk, Tag("<ask>")]
    | Annotated[ChatEnd, Tag("<end>")],
    Discriminator(_chat_verb, custom_error_type="chat_step", custom_error_message="no such step"),
]
"""One step of a chat."""
