"""What pydantic finds wrong, in plain words: one sentence for what is wrong, one for what to do."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from scenarios.chat_steps import CHAT_VERBS
from scenarios.steps import VERBS

# (type of error: what is wrong, what to do); {…} are the error's own numbers and words.
_TABLE = {
    "string_type": ("must be text", "write {quoted}"),
    "string_too_short": ("must not be empty", "write it, or remove the key"),
    "string_too_long": ("must have at most {max_length} letters", "shorten it"),
    "int_type": ("must be a whole number", "write it without quotes and without a point"),
    "int_from_float": ("must be a whole number", "write it without a point"),
    "float_type": ("must be a number", "write it without quotes"),
    "finite_number": ("must be a number that can be counted with", "write an ordinary number"),
    "bool_type": ("must be true or false", "write true or false, without quotes"),
    "greater_than": ("must be more than {gt:g}", "write a larger number"),
    "greater_than_equal": ("must be at least {ge:g}", "write a larger number"),
    "less_than": ("must be less than {lt:g}", "write a smaller number"),
    "less_than_equal": ("must be at most {le:g}", "write a smaller number"),
    "too_short": ("must hold at least {min_length}", "add to it"),
    "too_long": ("must hold at most {max_length}", "take some away"),
    "tuple_type": ("must be a list", "write each on a line of its own after a dash, or as [a, b]"),
    "dict_type": ("must be keys with values", "write them indented below, one a line"),
    "model_type": ("must be keys with values", "write them indented below, one a line"),
    "model_attributes_type": ("must be keys with values", "write them indented below, one a line"),
    "invalid_key": ("a key must be text", "write {quoted}"),
    "recursion_loop": ("contains itself", "write it out"),
}
_ADDRESSES = ("phone", "web_form", "email", "chat", "messenger", "sms", "desk")
_CHOICES: dict[str, tuple[str, Sequence[str]]] = {
    "step": ("no such step", tuple(VERBS)),
    "chat_step": ("no such step", tuple(CHAT_VERBS)),
    "touchpoint": ("no address", _ADDRESSES),
    "scale": ("no such scale", ("options", "numbers", "words")),
    "curve": ("no such value function", ("line", "steps")),
}


_ALTERNATIVES = (
    ((*VERBS, *CHAT_VERBS), "a step does one thing: put it after a dash of its own"),
    (_ADDRESSES, "give it a touchpoint of its own"),
)
# What people write for something else; no nearness of letters would find it.
_CONFUSED = {"no": "nb", "se": "sv", "dk": "da", "form": "web_form", "tel": "phone", "telephone": "phone"}


def explain(kind: str, context: Mapping[str, Any], value: object) -> tuple[str, str]:
    """Give what is wrong and what to do for an error of pydantic's (not for missing and unknown keys)."""
    if kind == "svartid":
        return context["wrong"], context["remedy"]
    if kind in ("literal_error", "enum"):
        choices = [a or b for a, b in re.findall(r"'([^']*)'|(\d+)", str(context["expected"]))]
        return f"must be {_listed(choices, 'or')}", _nearest(value, choices) or (
            "choose one of these" if len(choices) > 1 else f"write {choices[0]}"
        )
    if kind in _CHOICES:
        wrong, choices = _CHOICES[kind][0], list(_CHOICES[kind][1])
        keys = list(value) if isinstance(value, dict) else [value]
        nearest = next(filter(None, (_nearest(key, choices) for key in keys)), None)
        return wrong, nearest or f"begin it with {_listed(choices, 'or')}"
    wrong, remedy = _TABLE.get(kind, ("is not what is expected here", "see `svartid schema` for what is"))
    words = {**context, "quoted": "{quoted}"}
    return wrong.format(**words), remedy.format(**words)


def unknown_key(key: object, known: Sequence[str]) -> str:
    """Say what to do about an unknown key: the nearest known one, or all of them."""
    for alternatives, remedy in _ALTERNATIVES:
        if key in alternatives and any(other in alternatives for other in known):
            return remedy
    return _nearest(key, known) or (f"known here: {', '.join(known)}" if known else "remove it")


def nearest(word: object, known: Sequence[str]) -> str | None:
    """Give the known word that was probably meant, or None."""
    if _CONFUSED.get(str(word).lower()) in known:
        return _CONFUSED[str(word).lower()]
    found = get_close_matches(str(word)[:100], known, n=1, cutoff=0.6)
    return found[0] if found else None


def _nearest(word: object, known: Sequence[str]) -> str | None:
    meant = nearest(word, known)
    return f"did you mean {meant}?" if meant else None


def _listed(words: Sequence[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
