"""Words in the languages of the Nordic countries."""

from typing import Annotated, Any, Self

from pydantic import StringConstraints, model_validator

from scenarios.base import Part
from scenarios.telling import mistake

LANGUAGES = ("nb", "nn", "sv", "da", "fi", "en")

# Whom a speaker of a language understands best, nearest first; the project's own choice.
_NEAR = {
    "nb": ("nn", "da", "sv"),
    "nn": ("nb", "da", "sv"),
    "da": ("nb", "nn", "sv"),
    "sv": ("nb", "da", "nn"),
    "fi": (),
    "en": (),
}
_SAME = {"no": "nb"}

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class Text(Part):
    """The same words in one or more languages. A language must be named: a robot speaks these words."""

    nb: Words | None = None
    """Norwegian bokmål."""
    nn: Words | None = None
    """Norwegian nynorsk."""
    sv: Words | None = None
    """Swedish."""
    da: Words | None = None
    """Danish."""
    fi: Words | None = None
    """Finnish."""
    en: Words | None = None
    """English."""

    @model_validator(mode="before")
    @classmethod
    def _names_its_language(cls, value: Any) -> Any:
        if isinstance(value, str):
            raise mistake("the language of a text must be named", "write it like {nb: …, en: …}")
        return value

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.languages:
            raise mistake("a text needs at least one language", "write it like {nb: …, en: …}")
        return self

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which these words exist, in the order of `LANGUAGES`."""
        return tuple(language for language in LANGUAGES if getattr(self, language) is not None)

    def language_for(self, language: str) -> str:
        """Choose the language spoken when `language` is asked for: itself, a near one, English, any."""
        asked = language.lower().replace("_", "-").split("-")[0]
        asked = _SAME.get(asked, asked)
        for candidate in (asked, *_NEAR.get(asked, ()), "en"):
            if candidate in self.languages:
                return candidate
        return self.languages[0]

    def say(self, language: str) -> str:
        """Give the words in `language`, or in the language nearest to it (see `language_for`)."""
        words: str = getattr(self, self.language_for(language))
        return words
