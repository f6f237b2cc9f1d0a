from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from results.exchange.cells import text


@dataclass(frozen=True)
class Column:
    """A column of a file to be imported.

    `read` makes a value of a cell's text, or raises BadCell; it sees no empty cell, for which `empty` stands.
    A `needed` column must be there and filled in every row.
    """

    name: str
    about: str
    """One sentence, for the help and the docs."""
    read: Callable[[str], Any] = text
    needed: bool = False
    empty: Any = ""
    aliases: tuple[str, ...] = ()
    """The heading in Norwegian and Swedish, and what else people write."""


def heading_key(heading: str) -> str:
    """Return a heading without what does not distinguish it: case, spaces, hyphens, underscores, a star."""
    return "".join(sign for sign in heading.casefold() if sign.isalnum())
