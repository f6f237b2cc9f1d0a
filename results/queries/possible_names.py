from __future__ import annotations

import re
from typing import NamedTuple

from probes.masking import mask_personal

_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)(?<!\w)[A-ZÆØÅÄÖ][a-zæøåäöé]{2,}(?!\w)", re.MULTILINE)
_TITLE = re.compile(r"^\W*([A-ZÆØÅÄÖ][a-zæøåäöé]{2,}) (?:på|i|fra|från|at|from|in) ", re.MULTILINE)


class Piece(NamedTuple):
    """A stretch of a comment, and whether it may name somebody."""

    text: str
    name: bool


def may_hold_a_name(text: str) -> bool:
    """Tell whether a comment may name a person: a capital inside a sentence, or at the head of "X på …".

    A mail address, telephone number, national id or account number counts too. Errs on the side of showing
    it: an organisation's name is one as well.
    """
    return bool(_NAME.search(text) or _TITLE.search(text)) or mask_personal(text) != text


def possible_names(text: str) -> list[Piece]:
    """Cut a comment into pieces, so that a reader sees at once which words may name somebody."""
    spans = sorted(
        [found.span() for found in _NAME.finditer(text)] + [m.span(1) for m in _TITLE.finditer(text)]
    )
    pieces, at = [], 0
    for begin, end in spans:
        if begin < at:
            continue
        if begin > at:
            pieces.append(Piece(text[at:begin], name=False))
        pieces.append(Piece(text[begin:end], name=True))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:], name=False))
    return pieces
