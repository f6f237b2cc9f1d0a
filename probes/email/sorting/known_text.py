import re
from collections.abc import Collection
from zlib import crc32

from probes.email.letter import Letter
from probes.email.own_words import OwnWords, own_words

Fingerprint = tuple[int, ...]
"""The smallest hashes of a text's four-word runs, sorted; empty for a text too short to be known again."""

_WORDS = 4
_KEPT = 64
_MIN_WORDS = 12
_ALIKE = 0.75
"""Likeness from which two texts count as the same (the project's own choice)."""


def fingerprint(text: str) -> Fingerprint:
    """Return what a text is known by. Numbers do not count, nor the line of greeting with a name in it.

    A bottom-k sketch (Broder, 1997: "On the resemblance and containment of documents"), so that the share of
    common runs of two texts can be estimated without keeping either.
    """
    lines = [line for line in text.lower().split("\n") if line.strip()]
    if lines and len(lines[0].split()) <= _WORDS:
        lines = lines[1:]
    words = re.sub(r"[\d#/]+", "0", " ".join(lines)).replace("0-0", "0")
    runs = re.findall(r"\w+", words)
    if len(runs) < _MIN_WORDS:
        return ()
    hashes = {crc32(" ".join(runs[at : at + _WORDS]).encode()) for at in range(len(runs) - _WORDS + 1)}
    return tuple(sorted(hashes)[:_KEPT])


def own_fingerprint(own: OwnWords) -> Fingerprint:
    """Return what a letter's own words and signature are known by."""
    return fingerprint(f"{own.words}\n{own.signature}")


def letter_fingerprint(letter: Letter, enquiry: str = "") -> Fingerprint:
    """Return what a letter is known by, whatever it quotes of ours."""
    return own_fingerprint(own_words(letter.text, enquiry))


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """Return the estimated share (0 to 1) of runs that two texts have in common."""
    if not one or not other:
        return 0.0
    smallest = set(sorted(set(one) | set(other))[: min(_KEPT, max(len(one), len(other)))])
    return len(smallest & set(one) & set(other)) / len(smallest)


def seen_before(mark: Fingerprint, known: Collection[Fingerprint]) -> bool:
    """True if the text, or nearly the same, is among the known ones."""
    return any(likeness(mark, other) >= _ALIKE for other in known)
