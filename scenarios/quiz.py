"""What shoppers must know before a campaign lets them begin."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from scenarios.base import Count, Part
from scenarios.share import Share
from scenarios.telling import mistake
from scenarios.text import Text


class QuizQuestion(Part):
    """A question of one's own, with its right answer and some wrong ones; they are shown in any order."""

    ask: Text
    """The question."""
    right: Text
    """The right answer."""
    wrong: Annotated[tuple[Text, ...], Field(min_length=1, max_length=5)]
    """The wrong answers."""


class Quiz(Part):
    """A certification quiz: nobody opens an assignment before passing it."""

    pass_mark: Share = Share(0.8)
    """The share of questions that must be answered rightly. Project's choice: 80 %."""
    drawn: Annotated[Count, Field(ge=0, le=30)] = 6
    """Questions drawn from the shopper's own enquiries: who asks, and which facts are asked about."""
    ask: Annotated[tuple[QuizQuestion, ...], Field(max_length=50)] = ()
    """Questions of one's own, all of them asked."""

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.drawn and not self.ask:
            raise mistake("the quiz asks nothing", "write drawn: 6, or questions under ask", at=("drawn",))
        if self.pass_mark.fraction <= 0:
            raise mistake("everybody would pass", "write a share above 0 %", at=("pass_mark",))
        return self
