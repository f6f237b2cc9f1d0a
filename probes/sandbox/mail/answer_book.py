"""What an organisation of the town knows: which enquiry a letter asks, and the facts of a right answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from probes.sandbox.catalogue import ORGANISATIONS
from scenarios.enquiry import Enquiry
from scenarios.load import load_enquiry
from scenarios.organisation import Organisation

ENQUIRIES = ORGANISATIONS.parent / "enquiries"

_RECOGNISED = 0.5
"""The share of an enquiry's own words that a letter must have to be taken for it. Project's own choice."""
_WORD = re.compile(r"\w{3,}")


class KnownFact(NamedTuple):
    """One fact of a right answer: its name, the question that it answers, and the answer."""

    id: str
    question: str
    answer: str


class Asked(NamedTuple):
    """What a letter asks: the enquiry's short name and its facts; nothing where it is not recognised."""

    enquiry: str = ""
    facts: tuple[KnownFact, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerBook:
    """What the clerk looks things up in: the facts of every enquiry that the organisation has answers to."""

    facts: Mapping[str, tuple[KnownFact, ...]] = field(default_factory=dict)
    asks: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    """The words that each enquiry is written in, in every language and channel."""

    def asked(self, text: str) -> Asked:
        """Return what a letter, or what came through a form, asks for."""
        words = _words(text)
        best, most = "", _RECOGNISED
        for name, wordings in self.asks.items():
            share = max((len(each & words) / len(each) for each in wordings if each), default=0.0)
            if share > most:
                best, most = name, share
        return Asked(best, self.facts.get(best, ()))


def answer_book(organisation: Organisation, *, enquiries: Path = ENQUIRIES) -> AnswerBook:
    """Put an organisation's book together from its answers and the library's enquiries.

    Raises ScenarioErrors.
    """
    facts: dict[str, tuple[KnownFact, ...]] = {}
    asks: dict[str, tuple[frozenset[str], ...]] = {}
    for name, answers in organisation.answers.items():
        enquiry = load_enquiry(enquiries / f"{name}.yaml")
        language = organisation.spoken[0]
        facts[name] = tuple(
            KnownFact(fact.id, fact.question.say(language), answers[fact.id])
            for fact in enquiry.facts
            if fact.id in answers
        )
        asks[name] = tuple(_wordings(enquiry))
    return AnswerBook(facts, asks)


def _wordings(enquiry: Enquiry) -> list[frozenset[str]]:
    scripts = [script for script in (enquiry.email, enquiry.web_form) if script is not None]
    texts = [script.message for script in scripts]
    return [_words(text.say(language)) for text in texts for language in text.languages]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
