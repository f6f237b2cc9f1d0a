from collections.abc import Iterable
from pathlib import Path

from scenarios.errors import Mistake, ScenarioErrors
from scenarios.references import check_references
from scenarios.tree import Elsewhere, Tree


def load_tree(paths: Iterable[Path | str], *, elsewhere: Elsewhere | None = None) -> Tree:
    """Read files and folders with all that they refer to; raises `ScenarioErrors` with every mistake.

    What they name and neither they nor the library have is looked for `elsewhere`.
    """
    tree, mistakes = examine_tree(paths, elsewhere=elsewhere)
    if mistakes:
        raise ScenarioErrors(mistakes)
    return tree


def examine_tree(
    paths: Iterable[Path | str], *, elsewhere: Elsewhere | None = None
) -> tuple[Tree, list[Mistake]]:
    """Read files and folders; give what could be read, and every mistake in the order of files and lines."""
    tree, empty = Tree(elsewhere=elsewhere), set[Mistake]()
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        inside = _documents(path)
        if not inside:
            message = "no YAML file stands in this folder – name a file, or another folder"
            empty.add(Mistake(str(path), 1, 1, "", message))
        for each in inside:
            found[each] = None
    for path in found:
        tree.add(path)
    # Campaigns bring further files in, which are then looked at too.
    for loaded in tree.files:
        check_references(tree, loaded)
    mistakes = {mistake for loaded in tree.files for mistake in loaded.document.mistakes}
    return tree, sorted(mistakes | empty)


def _documents(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    inside = (each for each in path.rglob("*") if each.suffix in (".yaml", ".yml") and each.is_file())
    return sorted(each for each in inside if not _hidden(each.relative_to(path)))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
