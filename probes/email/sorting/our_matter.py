import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

_STEM = 5
"""Letters by which two forms of a word are taken for the same (the project's own choice)."""
_EVERYDAY = frozenset((
    "henve", "spørs", "spørg", "fråga", "förfr", "forsp", "fores", "tilba", "takk", "vennl", "vänli",
    "venli", "hilse", "hälsn", "helsi", "svare", "svara", "besva", "meldi", "medde", "konta", "kunde",
    "kommu", "gjern", "gärna", "gerne", "thank", "regar", "quest", "reply", "email", "maile", "messa",
    "pleas", "infor", "netts", "websi", "hjemm", "dette", "detta", "denne", "there", "which", "would",
    "could", "about", "hvord", "korle", "hvilk", "hvorn", "varfö", "hvorf", "noen", "nokre", "några",
    "nogle", "eller", "etter", "efter", "under", "mange", "många",
))  # fmt: skip
_TOPICS = frozenset(("away", "back", "left", "closing", "receipt", "newsletter", "survey", "delayed"))
"""What people also ask about: a person who answers speaks of holidays, bills and newsletters, too."""
_TOPICS_OF_SUBJECTS = frozenset(("subject_away", "subject_other", "subject_closed", "subject_delayed"))


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of a text's longer words, those of every letter left out."""
    found = {word[:_STEM] for word in re.findall(r"[^\W\d_]{5,}", text[:20_000].lower())}
    return frozenset(found - _EVERYDAY)


def without_our_matter(sentence: str, signs: Mapping[str, str], ours: AbstractSet[str]) -> dict[str, str]:
    """Return the signs of a sentence without those that our own question explains.

    Asked whether the pool is open at Easter, `we are closed at Easter` is an answer and no absence. But
    whoever says I is absent whatever was asked. `ours` are the stems of what we wrote.
    """
    explained = "first_person" not in signs and bool(_TOPICS & signs.keys()) and bool(stems(sentence) & ours)
    return {name: language for name, language in signs.items() if not (explained and name in _TOPICS)}


def without_our_subject(signs: Mapping[str, str]) -> dict[str, str]:
    """Return the signs of a subject without those that are ours: what follows `Re:` is what we wrote."""
    explained = "subject_reply" in signs
    return {
        name: language for name, language in signs.items() if not (explained and name in _TOPICS_OF_SUBJECTS)
    }
