import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.text import LANGUAGES, Text


@pytest.mark.parametrize(
    ("words", "asked", "spoken"),
    [
        ({"nb": "a", "sv": "b", "en": "c"}, "nb", "nb"),
        ({"nb": "a", "sv": "b", "en": "c"}, "nn", "nb"),
        ({"nb": "a", "sv": "b", "en": "c"}, "no", "nb"),
        ({"nb": "a", "sv": "b", "en": "c"}, "sv-FI", "sv"),
        ({"nb": "a", "sv": "b", "en": "c"}, "nb_NO", "nb"),
        ({"nb": "a", "sv": "b", "en": "c"}, "da", "nb"),
        ({"nb": "a", "sv": "b", "en": "c"}, "fi", "en"),
        ({"nb": "a", "sv": "b", "en": "c"}, "de", "en"),
        ({"fi": "a", "sv": "b"}, "nn", "sv"),
        ({"fi": "a", "sv": "b"}, "de", "sv"),
        ({"fi": "a"}, "nb", "fi"),
    ],
)
def test_the_nearest_language_is_spoken(words: dict[str, str], asked: str, spoken: str) -> None:
    text = Text.model_validate(words)

    assert text.language_for(asked) == spoken
    assert text.say(asked) == words[spoken]


@given(st.sets(st.sampled_from(LANGUAGES), min_size=1), st.text(max_size=10))
def test_whatever_is_asked_for_something_is_said(languages: set[str], asked: str) -> None:
    text = Text.model_validate({language: f"in {language}" for language in languages})

    assert text.say(asked) == f"in {text.language_for(asked)}"
    assert text.languages == tuple(language for language in LANGUAGES if language in languages)
