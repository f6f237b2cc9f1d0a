"""One sentence that says in plain words what a score is worth beside the winner's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from benchmark.ranking.shown_points import shown_points
from benchmark.ranking.words import Language, contacts, decimal, language_of, listed, roughly, whole

# Nobody plans more contacts than this with each organisation; beyond, the number only impresses.
_MOST_CONTACTS = 10_000


class Standing(StrEnum):
    """Where an organisation stands."""

    clear = "clear winner"
    """First, and no rival may be the best."""
    first = "winner, level"
    """First, but others may be the best."""
    measured = "winner as measured"
    """First as measured, but behind others once shoppers and scenarios are allowed for."""
    level = "level with the winner"
    """Not first, and may be the best."""
    behind = "behind"
    """Shown to lie below the best."""
    tie = "tie"
    """First together with others whose printed score is the same."""
    alone = "class of one"
    """Nobody to compare with."""
    small = "too small to rank"
    """Fewer contacts than the method asks for."""
    unscored = "unscored"
    """No contact has a score."""


@dataclass(frozen=True)
class Verdict:
    """What is to be said of one organisation.

    Attributes:
        name: the organisation.
        standing: where it stands.
        score: the official one, points; unused when it is unscored.
        low, high: interval of the adjusted score. adjusted: that score, named where it prints another number.
        contacts: how many contacts its score rests on.
        rival: the winner, or of the winner itself the next; its score in `rival_score`, points.
        gap: between the two as they are shown, points, not rounded.
        needed: contacts with each that would separate the two; see `contacts_to_separate`.
        others: who shares the first place or may be the best as well.
        least: contacts that the method asks for before it ranks.
    """

    name: str
    standing: Standing
    score: float = 0.0
    low: float = 0.0
    high: float = 0.0
    contacts: int = 0
    rival: str = ""
    rival_score: float = 0.0
    gap: float = 0.0
    needed: float = 0.0
    others: tuple[str, ...] = ()
    least: int = 0
    adjusted: float | None = None

    def say(self, language: str = "en") -> str:
        """Write the sentence in Norwegian (nb), Swedish (sv) or English (en), without a full stop.

        Raises:
            BadEstimates: another language.
        """
        into = language_of(language)
        return _SENTENCES[into][self.standing].format(**self._parts(into))

    def _parts(self, into: Language) -> dict[str, str]:
        shown = decimal(shown_points(self.score), into)
        # The interval is the adjusted score's: beside another score that must be said.
        other = "" if self.adjusted is None else decimal(shown_points(self.adjusted), into)
        aside = f"{_ADJUSTED[into]} {other}, " if other not in ("", shown) else ""
        figures = (
            f"{shown} ({aside}{decimal(self.low, into)}–{decimal(self.high, into)},"
            f" n = {whole(self.contacts, into)})"
        )
        return {
            "name": self.name,
            "figures": figures,
            "score": shown,
            "rival": self.rival,
            "rival_score": decimal(shown_points(self.rival_score), into),
            "gap": decimal(self.gap, into),
            "others": listed(self.others, into),
            "least": contacts(self.least, into),
            "needs": self._needs(into),
        }

    def _needs(self, into: Language) -> str:
        if round(self.gap, 1) == 0 or self.needed <= 0:
            return _EQUAL[into]
        if self.needed > _MOST_CONTACTS:
            number = f"{_MORE_THAN[into]} {contacts(_MOST_CONTACTS, into)}"
        else:
            number = f"{_ABOUT[into]} {contacts(roughly(self.needed), into)}"
        return _NEEDS[into].format(gap=decimal(self.gap, into), number=number)


_ADJUSTED = {"nb": "justert", "sv": "justerat", "en": "adjusted"}
_ABOUT = {"nb": "omtrent", "sv": "omkring", "en": "about"}
_MORE_THAN = {"nb": "mer enn", "sv": "mer än", "en": "more than"}
_EQUAL = {
    "nb": "med én desimal er poengene like",
    "sv": "med en decimal är poängen lika",
    "en": "to one decimal the scores are equal",
}
_NEEDS = {
    "nb": "med denne spredningen ville en forskjell på {gap} kreve {number} med hver",
    "sv": "med den här spridningen skulle en skillnad på {gap} kräva {number} med vardera",
    "en": "at this spread a difference of {gap} would need {number} each",
}
_SENTENCES: dict[Language, dict[Standing, str]] = {
    "en": {
        Standing.clear: "{name}, {figures}, is the clear winner: a lead of {gap} over {rival}, {rival_score},"
        " is more than chance can explain",
        Standing.measured: "{name}, {figures}, has the highest score as measured; adjusted for shoppers and"
        " scenarios it is behind {others}",
        Standing.first: "{name}, {figures}, has the highest score but cannot be told apart from {others}:"
        " {needs}",
        Standing.level: "{name}, {figures}, cannot be told apart from the winner, {rival_score}: {needs}",
        Standing.behind: "{name}, {figures}, is behind the winner, {rival_score}: a difference of {gap} is"
        " more than chance can explain",
        Standing.tie: "{name}, {figures}, shares the highest score with {others}",
        Standing.alone: "{name}, {figures}, is alone in its class: there is nobody to compare it with",
        Standing.small: "{name}, {figures}, rests on too few contacts to be ranked: at least {least}"
        " are needed",
        Standing.unscored: "{name} has no score: none of its contacts could be scored",
    },
    "nb": {
        Standing.clear: "{name}, {figures}, er klar vinner: et forsprang på {gap} foran {rival},"
        " {rival_score}, er mer enn tilfeldigheter kan forklare",
        Standing.measured: "{name}, {figures}, har flest målte poeng; justert for testkunder og scenarioer"
        " ligger den bak {others}",
        Standing.first: "{name}, {figures}, har flest poeng, men kan ikke skilles fra {others}: {needs}",
        Standing.level: "{name}, {figures}, kan ikke skilles fra vinneren, {rival_score}: {needs}",
        Standing.behind: "{name}, {figures}, ligger bak vinneren, {rival_score}: en forskjell på {gap} er mer"
        " enn tilfeldigheter kan forklare",
        Standing.tie: "{name}, {figures}, deler førsteplassen med {others}",
        Standing.alone: "{name}, {figures}, er alene i sin klasse: det er ingen å sammenligne med",
        Standing.small: "{name}, {figures}, har for få kontakter til å bli rangert: det trengs minst {least}",
        Standing.unscored: "{name} har ingen poeng: ingen av kontaktene kunne vurderes",
    },
    "sv": {
        Standing.clear: "{name}, {figures}, är klar vinnare: ett försprång på {gap} före {rival},"
        " {rival_score}, är mer än slumpen kan förklara",
        Standing.measured: "{name}, {figures}, har flest uppmätta poäng; justerat för testkunder och"
        " scenarier ligger den efter {others}",
        Standing.first: "{name}, {figures}, har flest poäng men går inte att skilja från {others}: {needs}",
        Standing.level: "{name}, {figures}, går inte att skilja från vinnaren, {rival_score}: {needs}",
        Standing.behind: "{name}, {figures}, ligger efter vinnaren, {rival_score}: en skillnad på {gap} är"
        " mer än slumpen kan förklara",
        Standing.tie: "{name}, {figures}, delar förstaplatsen med {others}",
        Standing.alone: "{name}, {figures}, är ensam i sin klass: det finns ingen att jämföra med",
        Standing.small: "{name}, {figures}, har för få kontakter för att rangordnas: det krävs minst {least}",
        Standing.unscored: "{name} har inga poäng: ingen av kontakterna kunde bedömas",
    },
}
