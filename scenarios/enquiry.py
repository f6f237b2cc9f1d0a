"""What a citizen or customer wants to know, the same for every organisation of a class."""

from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, RootModel, model_validator

from scenarios.base import BY_HAND, Part, Slug, Version
from scenarios.chat_steps import ChatStep
from scenarios.script_check import in_order, words_used
from scenarios.steps import PhoneStep
from scenarios.telling import Mistakes, Once
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


def _each_fact_once(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    wrong, names = Mistakes(), [fact.id for fact in facts]
    for i, name in enumerate(names):
        if name in names[:i]:
            wrong.add("there is a fact of this name already", "give it another name", at=(i,), found=name)
    wrong.tell()
    return facts


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


class Enquiry(Part):
    """An enquiry: who asks, what for, and how it goes in each channel. Nothing of one organisation."""

    enquiry: Slug
    """The enquiry's short name, unique in the library."""
    version: Version
    """Raised whenever a word that is spoken or judged changes."""
    classes: Annotated[tuple[Slug, ...], Field(min_length=1), Once]
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
    facts: Annotated[tuple[Fact, ...], AfterValidator(_each_fact_once)] = ()
    """What a right answer contains; the organisation's file holds the key."""
    phone: Annotated[tuple[PhoneStep, ...], Field(min_length=1), AfterValidator(in_order)] | None = None
    """The steps of a telephone call."""
    web_form: WebFormScript | None = None
    """What to write into a contact form."""
    email: EmailScript | None = None
    """What to write in an e-mail."""
    chat: Annotated[tuple[ChatStep, ...], Field(min_length=1)] | None = None
    """The steps of a chat."""
    notes: Text | None = None
    """For evaluators: why this enquiry, what to watch for. Shoppers never see it."""

    @model_validator(mode="after")
    def _has_what_it_says(self) -> Self:
        wrong = Mistakes()
        if not self.channels:
            wrong.add(
                "there is no script for any channel", "add phone, web_form, email or chat", found="none"
            )
        chat = [
            ((i, verb), getattr(step, verb))
            for i, step in enumerate(self.chat or ())
            for verb in ("say", "ask")
            if hasattr(step, verb)
        ]
        for channel, used in (("phone", words_used(self.phone or ())), ("chat", chat)):
            for at, word in used:
                if word == "question" and self.question is None:
                    wrong.add("the enquiry has no question", "add `question:` to it", at=(channel, *at))
                if word == "facts" and not self.facts:
                    wrong.add("the enquiry has no facts", "add `facts:` to it", at=(channel, *at))
        wrong.tell()
        return self

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels for which the enquiry has a script."""
        return tuple(c for c in ("phone", "web_form", "email", "chat") if getattr(self, c) is not None)

    def can_be_asked(self, channel: str) -> bool:
        """Say whether it can be asked in this channel: by its script, or by a shopper who has the brief."""
        return channel in BY_HAND or channel in self.channels
