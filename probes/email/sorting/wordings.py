from dataclasses import fields
from functools import cache
from pathlib import Path

from probes.email.sorting.wording import Wording
from scenarios.yaml_reader import read

_FOLDER = Path(__file__).parent / "words"
_LANGUAGES = ("nb", "nn", "sv", "da", "en", "fi")
"""In this order a sign is looked for, and named after the first language that has it."""


@cache
def every_wording() -> tuple[Wording, ...]:
    """Return every language that letters are read in. All are tried on every letter: mail mixes them.

    Raises TypeError if a file holds a list that `Wording` does not know.
    """
    return tuple(_wording(language) for language in _LANGUAGES)


def _wording(language: str) -> Wording:
    path = _FOLDER / f"{language}.yaml"
    lists = read(path.read_bytes(), path.name).value
    known = {field.name for field in fields(Wording)}
    if strange := sorted(set(lists) - known):
        raise TypeError(f"{path.name}: unknown lists {', '.join(strange)}")
    return Wording(language=language, **{name: tuple(patterns) for name, patterns in lists.items()})
