"""What a citizen or customer wants to know, the same for every organisation of a class."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Field, RootModel, Tag

from scenarios.base import Part, Slug, Version
from scenarios.duration import Duration
from scenarios.steps import PhoneStep
from scenarios.text import Text


class Fact(RootModel[Annotated[dict[Slug, Text], Field(min_length=1, max_length=1)]]):
    """One fact that a right answer contains: its short name and the question that brings it out."""

    model_config = ConfigDict(frozen=True)

    @property
    def id(self) -> str:
        """The short name, under which an organisation's file holds the right answer."""
        return next(iter(self.root))

    @property
    def question(self) -> Text:
        """The question as a citizen asks it."""
        return next(iter(self.root.values()))


class WebFormScript(Part):
    """What to write into an organisation's contact form."""

    message: Text
    """The message."""
    subject: Text | None = None
    """The subject, where the form has one."""


class EmailScript(Part):
    """What to write in an e-mail."""

    subject: Text
    """The subject."""
    message: Text
    """The message, without a signature: the shopper's name is added."""


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
    limit: Annotated[Literal["method"] | Duration, Field(union_mode="left_to_right")] = "method"
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


class Enquiry(Part):
    """An enquiry: who asks, what for, and how it goes in each channel. Nothing of one organisation."""

    enquiry: Slug
    """The enquiry's short name, unique in the library."""
    version: Version
    """Raised whenever a word that is spoken or judged changes."""
    classes: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """The classes of organisations that can be asked this."""
    title: Text
    """What it is about, in a few words."""
    persona: Text
    """Who asks."""
    brief: Text
    """The role-play: what the shopper knows, wants and must not say."""
    opening: Text
    """The first words to the person who answers."""
    question: Text | None = None
    """The main question, when the opening does not ask it already."""
    facts: tuple[Fact, ...] = ()
    """What a right answer contains; the organisation's file holds the key."""
    phone: Annotated[tuple[PhoneStep, ...], Field(min_length=1)] | None = None
    """The steps of a telephone call."""
    web_form: WebFormScript | None = None
    """What to write into a contact form."""
    email: EmailScript | None = None
    """What to write in an e-mail."""
    chat: Annotated[tuple[ChatStep, ...], Field(min_length=1)] | None = None
    """The steps of a chat."""
    notes: Text | None = None
    """For evaluators: why this enquiry, what to watch for. Shoppers never see it."""

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels for which the enquiry has a script."""
        return tuple(c for c in ("phone", "web_form", "email", "chat") if getattr(self, c) is not None)
