from collections.abc import Sequence
from functools import cache
from itertools import chain

from results.kept_documents import OwnDocument, own_documents
from scenarios.library_list import Entry, library_list


@cache
def library(kind: str, language: str) -> tuple[Entry, ...]:
    """List what ships of a kind: it does not change while the site runs, and reading it takes a second."""
    return tuple(library_list(kind=kind, language=language))


def at_hand(kinds: Sequence[str], language: str) -> dict[str, list[Entry | OwnDocument]]:
    """List, for each kind, what ships and then the documents of one's own that the record keeps."""
    own = own_documents(kinds=kinds, language=language)
    return {
        kind: list(chain(library(kind, language), (each for each in own if each.kind == kind)))
        for kind in kinds
    }
