from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from probes.sandbox.grammar import compose
from scenarios.yaml_reader import read

_FOLDER = Path(__file__).parent / "words"
_SPOKEN_AS = {"nn": "nb"}


@dataclass(frozen=True, slots=True)
class ChatWords:
    """What a widget, its robots and its people write in one language."""

    labels: Mapping[str, str]
    choices: Sequence[str]
    templates: Mapping[str, Sequence[str]]

    def say(self, what: str, rng: np.random.Generator, **fields: str) -> str:
        """Draw one of the sentences of a kind, never quite the same."""
        templates = self.templates[what]
        phrases = compose(templates[int(rng.integers(len(templates)))], fields=fields, lists={}, rng=rng)
        return " ".join(phrases)


@cache
def chat_words(language: str) -> ChatWords:
    """Return the words of a language. Raises KeyError if no chat of the town speaks it."""
    path = _FOLDER / f"{_SPOKEN_AS.get(language, language)}.yaml"
    if not path.is_file():
        raise KeyError(language)
    document: dict[str, Any] = read(path.read_bytes(), path.name).value
    choices = document.pop("choices")
    labels = {key: value for key, value in document.items() if isinstance(value, str)}
    templates = {key: value for key, value in document.items() if isinstance(value, list)}
    return ChatWords(labels, choices, templates)
