"""Notes mistakes between documents at their place in the file that refers."""

from typing import Any, TypeVar

from scenarios.kinds import AnyDocument
from scenarios.plain_words import nearest
from scenarios.tree import Loaded, Tree, place_of

_Kind = TypeVar("_Kind", bound=AnyDocument)


class Notes:
    """The notes on one file of a tree."""

    def __init__(self, tree: Tree, loaded: Loaded) -> None:
        self.tree = tree
        self.loaded = loaded

    def find(self, kind: type[_Kind], name: str, *, at: tuple[Any, ...], key: bool = False) -> _Kind | None:
        """Give the document that is named; one that does not exist is noted, one with mistakes is passed."""
        found = self.tree.find(kind, name)
        if found is None and not self.tree.known(kind, name):
            word = kind.__name__.lower()
            meant = nearest(name, self.tree.names(kind))
            remedy = f"did you mean {meant}?" if meant else "name its file too, or correct the name"
            note = self.on_key if key else self.on_value
            note(at, f"there is no such {word}", remedy, found=name)
        return found

    def on_key(self, at: tuple[Any, ...], wrong: str, remedy: str, *, found: str) -> None:
        """Note a mistake at the key of a place."""
        message = f"{wrong} (found {found}) – {remedy}"
        self.loaded.document.wrong(place_of(self.loaded, at, key=True), at, message)

    def on_value(self, at: tuple[Any, ...], wrong: str, remedy: str, *, found: str) -> None:
        """Note a mistake at the value of a place."""
        message = f"{wrong} (found {found}) – {remedy}"
        self.loaded.document.wrong(place_of(self.loaded, at), at, message)
