from __future__ import annotations

from functools import cache

from benchmark.editions.example.industries import Industry
from benchmark.editions.example.names import short_name
from scenarios.enquiry import Enquiry
from scenarios.library_path import library_files
from scenarios.load import load_enquiry

_MOST = 3


@cache
def example_enquiries(industry: Industry) -> tuple[Enquiry, ...]:
    """Return what organisations of an industry are asked: three of the library, else made-up ones."""
    if industry.enquiries:
        return tuple(_made_up(industry.slug, *titles) for titles in industry.enquiries)
    return tuple(each for each in _library() if industry.slug in each.classes)[:_MOST]


@cache
def _library() -> tuple[Enquiry, ...]:
    return tuple(load_enquiry(path) for path in library_files("enquiry"))


def _made_up(group: str, nb: str, sv: str, en: str) -> Enquiry:
    question = {
        "nb": f"Hei, jeg har et spørsmål. Det gjelder dette: {nb.lower()}. Hvordan går jeg fram?",
        "sv": f"Hej, jag har en fråga. Det gäller detta: {sv.lower()}. Hur gör jag?",
        "en": f"Hello, I have a question. It is about this: {en.lower()}. What do I do?",
    }
    return Enquiry.model_validate(
        {
            "enquiry": short_name(en),
            "version": 1,
            "classes": [group],
            "title": {"nb": nb, "sv": sv, "en": en},
            "persona": {
                "nb": "En voksen person som spør for seg selv.",
                "sv": "En vuxen person som frågar för egen del.",
                "en": "An adult who asks on their own behalf.",
            },
            "brief": {
                "nb": "Du har lett på nettsidene uten å finne svaret. Du vil vite hva du må gjøre selv, hvor"
                " lang tid det tar, og hva det koster. Bestill ingenting, og oppgi ikke fødselsnummer.",
                "sv": "Du har letat på webbplatsen utan att hitta svaret. Du vill veta vad du behöver göra"
                " själv, hur lång tid det tar och vad det kostar. Beställ ingenting och uppge inte"
                " personnummer.",
                "en": "You searched the web site and did not find the answer. You want to know what you must"
                " do yourself, how long it takes and what it costs. Order nothing and give no identity"
                " number.",
            },
            "opening": question,
            "facts": [
                {"own-part": {"nb": "Hva må jeg gjøre selv?", "sv": "Vad behöver jag göra själv?",
                              "en": "What must I do myself?"}},
                {"time": {"nb": "Hvor lang tid tar det?", "sv": "Hur lång tid tar det?",
                          "en": "How long does it take?"}},
                {"price": {"nb": "Hva koster det?", "sv": "Vad kostar det?", "en": "What does it cost?"}},
            ],
            "phone": [{"wait_for": "person"}, {"bridge": "shopper"}],
            "web_form": {"message": question},
            "email": {"subject": {"nb": nb, "sv": sv, "en": en}, "message": question},
            "chat": [{"say": question}, {"ask_for": "person"}, {"wait_for": "person"}, {"ask": "facts"},
                     {"end": "thanks"}],
        }
    )  # fmt: skip
