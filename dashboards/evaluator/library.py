from functools import cache

from scenarios.library_list import Entry, library_list


@cache
def library(kind: str, language: str) -> tuple[Entry, ...]:
    """List what ships of a kind: it does not change while the site runs, and reading it takes a second."""
    return tuple(library_list(kind=kind, language=language))
