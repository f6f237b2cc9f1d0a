"""What a word without quotes means: the core schema of YAML 1.2.

YAML 1.1, which PyYAML follows by default, reads the country `NO` as false, `12:30` as 750 and `0047`
as 39. Here `NO`, `no`, `yes`, `on` and `12:30` are text. A number that begins with a zero is neither text
nor a safe number, so it is refused.
"""

import re
from typing import NamedTuple

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEX = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INF = re.compile(r"([-+]?)\.(inf|Inf|INF)")
_NAN = frozenset({".nan", ".NaN", ".NAN"})

# 18 digits fit into 64 bits everywhere; no honest number here is longer. Project's choice.
_LONGEST = 18

Scalar = str | int | float | bool | None


class Resolved(NamedTuple):
    """The value of a plain word, and what is wrong with it (then the value is the word itself)."""

    value: Scalar
    wrong: str | None = None


def resolve(word: str) -> Resolved:
    """Give a word without quotes its meaning by the core schema of YAML 1.2."""
    if word in _NULL:
        return Resolved(None)
    if word in _BOOL:
        return Resolved(_BOOL[word])
    if _INT.fullmatch(word):
        digits = word.lstrip("+-")
        if len(digits) > 1 and digits[0] == "0":
            return Resolved(word, "a number that begins with 0 must be quoted")
        if len(digits) > _LONGEST:
            return Resolved(word, "so long a number must be quoted")
        return Resolved(int(word))
    if _OCTAL.fullmatch(word) or _HEX.fullmatch(word):
        if len(word) > _LONGEST:
            return Resolved(word, "so long a number must be quoted")
        return Resolved(int(word, 0))
    if _FLOAT.fullmatch(word):
        if re.match(r"[-+]?0[0-9]", word):
            return Resolved(word, "a number that begins with 0 must be quoted")
        return Resolved(float(word))
    if infinite := _INF.fullmatch(word):
        return Resolved(float(f"{infinite[1]}inf"))
    if word in _NAN:
        return Resolved(float("nan"))
    return Resolved(word)
