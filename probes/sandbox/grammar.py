"""Sentences from templates, so that nobody in the town says the same thing twice.

{a|b|}     one of the alternatives, which may nest and may be empty
<name>     a field, or a word drawn from the list of that name
x / y      a pause between two phrases
x ~ y      the same, and the two may change places
"""

from collections.abc import Mapping, Sequence

import numpy as np

_LONGEST = 20


def compose(
    template: str, *, fields: Mapping[str, str], lists: Mapping[str, Sequence[str]], rng: np.random.Generator
) -> list[str]:
    """Draw one sentence and return its phrases, to be spoken with a pause in between.

    Raises ValueError if the template is malformed, KeyError if it names an unknown field.
    """
    text = template
    for _ in range(_LONGEST):
        if "{" not in text and "}" not in text:
            break
        text = _one_choice(text, rng)
    phrases: list[str] = []
    for part in text.split("/"):
        swap = part.split("~")
        if len(swap) > 1 and rng.random() < 0.5:
            swap.reverse()
        phrases += [_fill(phrase, fields, lists, rng) for phrase in swap]
    return [phrase for phrase in phrases if phrase]


def _one_choice(text: str, rng: np.random.Generator) -> str:
    """Resolve the first innermost choice."""
    end = text.find("}")
    start = text.rfind("{", 0, end)
    if end < 0 or start < 0:
        raise ValueError(f"the brackets of {text!r} do not match")
    options = text[start + 1 : end].split("|")
    return text[:start] + options[rng.integers(len(options))] + text[end + 1 :]


def _fill(
    phrase: str, fields: Mapping[str, str], lists: Mapping[str, Sequence[str]], rng: np.random.Generator
) -> str:
    while "<" in phrase:
        before, _, rest = phrase.partition("<")
        name, _, after = rest.partition(">")
        word = fields[name] if name in fields else lists[name][int(rng.integers(len(lists[name])))]
        phrase = f"{before}{word}{after}"
    return " ".join(phrase.split())
