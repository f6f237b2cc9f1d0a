"""Many documents that refer to one another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from scenarios.campaign import Campaign
from scenarios.checker import check
from scenarios.content_hash import content_hash
from scenarios.kinds import AnyDocument, kind_of, name_of
from scenarios.library_path import library_file, library_files
from scenarios.load import read_file
from scenarios.yaml_document import Document

_Kind = TypeVar("_Kind", bound=AnyDocument)

Elsewhere = Callable[[str, str], AnyDocument | None]
"""Where else a document may stand: gives the one of a kind and short name, or None."""


class Loaded(NamedTuple):
    """A file of the tree: its values with their places, and its model when it is right in itself."""

    path: Path
    document: Document
    model: AnyDocument | None


@dataclass(slots=True)
class Tree:
    """All documents found, by kind and short name.

    What is not in it is looked for in the library, and then `elsewhere`.
    """

    files: list[Loaded] = field(default_factory=list)
    elsewhere: Elsewhere | None = None
    _by_name: dict[tuple[str, str], Loaded] = field(default_factory=dict)

    def find(self, kind: type[_Kind], name: str) -> _Kind | None:
        """Give the document of this kind and name, from the tree or else from the library."""
        loaded = self._loaded(name_of(kind), name)
        return loaded.model if loaded is not None and isinstance(loaded.model, kind) else None

    def known(self, kind: type[_Kind], name: str) -> bool:
        """Whether there is such a document at all, even one with mistakes."""
        return self._loaded(name_of(kind), name) is not None

    def all(self, kind: type[_Kind]) -> dict[str, _Kind]:
        """Give all right documents of a kind in the tree (not the library's) by name."""
        found = (loaded.model for loaded in self.files)
        return {str(getattr(each, name_of(kind))): each for each in found if isinstance(each, kind)}

    def names(self, kind: type[_Kind]) -> list[str]:
        """Give the names of all documents of a kind, the library's too."""
        word = name_of(kind)
        here = [name for found, name in self._by_name if found == word]
        return list(dict.fromkeys([*here, *(path.stem for path in library_files(word))]))

    def hash_of(self, kind: type[_Kind], name: str) -> str:
        """Give the content hash of a document; KeyError when there is none."""
        model = self.find(kind, name)
        if model is None:
            raise KeyError(name)
        return content_hash(model)

    def organisations_of(self, campaign: Loaded) -> list[Loaded]:
        """Give the files that a campaign's patterns name, in order, read anew where they are not here."""
        if not isinstance(campaign.model, Campaign):
            return []
        here = {loaded.path.resolve(): loaded for loaded in self.files}
        found: dict[Path, Path] = {}
        for pattern in campaign.model.patterns:
            found |= {path.resolve(): path for path in matching(campaign.path.parent, pattern)}
        return [here.get(real) or self.add(path) for real, path in found.items()]

    def add(self, path: Path) -> Loaded:
        """Read a file into the tree; a name that is taken is one of the file's mistakes."""
        document = read_file(path)
        loaded = Loaded(path, document, check(document))
        self.files.append(loaded)
        kind = kind_of(document.value)
        name = document.value.get(kind) if kind else None
        if kind and isinstance(name, str):
            first = self._by_name.setdefault((kind, name), loaded)
            if first is not loaded:
                message = (
                    f"there is one of this name already (found it in {first.document.file}) – rename one"
                )
                document.wrong(document.places[(kind,)].value, (kind,), message)
        return loaded

    def _loaded(self, kind: str, name: str) -> Loaded | None:
        if (kind, name) not in self._by_name:
            path = library_file(kind=kind, name=name)
            if path is None:
                model = self.elsewhere(kind, name) if self.elsewhere else None
                return None if model is None else Loaded(Path(f"{name}.yaml"), Document(name), model)
            document = read_file(path)
            self._by_name[kind, name] = Loaded(path, document, check(document))
        return self._by_name[kind, name]


def matching(folder: Path, pattern: str) -> list[Path]:
    """Give the files that a pattern names as seen from a folder; none when the pattern makes no sense."""
    try:
        return sorted(folder.glob(pattern))
    except (ValueError, OSError, NotImplementedError):
        return []


def place_of(loaded: Loaded, path: tuple[Any, ...], *, key: bool = False) -> tuple[int, int]:
    """Give line and column of a place in a file, or of the nearest thing around it."""
    for length in range(len(path), -1, -1):
        place = loaded.document.places.get(path[:length])
        if place is not None:
            return place.key if key else place.value
    return (1, 1)
