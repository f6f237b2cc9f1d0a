from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

from probes.sandbox.grammar import compose
from probes.sandbox.sound import RATE, Moment, Sound
from probes.sandbox.synthesiser import synthesise
from probes.sandbox.voices import LANGUAGES, Voice, voice_of
from scenarios.yaml_reader import read

_FOLDER = Path(__file__).parent / "words"
_FILLER_SHARE = 0.25
"""Share of sentences that begin with a filler word (project's own choice)."""


@dataclass(frozen=True, slots=True)
class Words:
    """What persons say in one language: templates by moment, lists of words, first names, fillers."""

    names: Sequence[str]
    fillers: Sequence[str]
    lists: Mapping[str, Sequence[str]]
    templates: Mapping[str, Sequence[str]]


def say(
    *, name: str, language: str, moment: Moment, rng: np.random.Generator, organisation: str = ""
) -> Sound:
    """Compose and speak a sentence as the person of that name would, never twice the same.

    The voice belongs to the name; text, word order, pace, pitch, loudness and the pauses between the
    phrases are drawn. Takes about 20 ms a phrase and blocks. Raises ChannelUnavailable without espeak-ng.
    """
    voice = voice_of(name, language)
    pace, height = rng.uniform(0.88, 1.16), rng.uniform(0.82, 1.22)
    gain = rng.uniform(-4.0, 2.5)
    parts: list[Sound] = []
    for phrase in sentence(name=name, language=language, moment=moment, rng=rng, organisation=organisation):
        if parts:
            parts.append(np.zeros(int(rng.uniform(0.09, 0.42) * RATE), dtype=np.int16))
        parts.append(_spoken(phrase, voice, pace, height, gain, rng))
    return np.concatenate(parts)


def sentence(
    *, name: str, language: str, moment: Moment, rng: np.random.Generator, organisation: str = ""
) -> list[str]:
    """Draw what a person says, phrase by phrase."""
    words = words_of(language)
    templates = words.templates[moment]
    fields = {"name": first_name(name, language)}
    if organisation:
        fields["organisation"] = organisation
    phrases = compose(templates[int(rng.integers(len(templates)))], fields=fields, lists=words.lists, rng=rng)
    if rng.random() < _FILLER_SHARE:
        phrases[0] = f"{words.fillers[int(rng.integers(len(words.fillers)))]}, {phrases[0]}"
    return phrases


def first_name(name: str, language: str) -> str:
    """Return the first name a person goes by: their own (`kari-f2` is Kari), else one drawn from it."""
    own = name.partition("-")[0].partition("+")[0]
    names = words_of(language).names
    if own.capitalize() in names:
        return own.capitalize()
    return names[sha256(name.encode()).digest()[0] % len(names)]


@cache
def words_of(language: str) -> Words:
    """Return the words of a language. Raises KeyError if nobody in the town speaks it."""
    path = _FOLDER / f"{LANGUAGES[language][:2]}.yaml"
    document = read(path.read_bytes(), path.name).value
    return Words(
        names=document.pop("names"),
        fillers=document.pop("fillers"),
        lists=document.pop("lists"),
        templates=document,
    )


def _spoken(
    phrase: str, voice: Voice, pace: float, height: float, gain: float, rng: np.random.Generator
) -> Sound:
    return synthesise(
        phrase,
        voice,
        rng=rng,
        rate=pace * rng.uniform(0.94, 1.06),
        pitch=height * rng.uniform(0.95, 1.05),
        gain_db=gain + rng.uniform(-1.0, 1.0),
    )
