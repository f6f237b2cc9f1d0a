"""Every way of being wrong has a tiny file in tests/data/invalid, with all of its mistakes beside it."""

from pathlib import Path

import pytest

from scenarios.checker import check
from scenarios.load import read_file
from scenarios.load_tree import examine_tree

DATA = Path(__file__).parents[1] / "data"
FILES = sorted((DATA / "invalid").glob("*.yaml"))
TREES = sorted(path for path in (DATA / "invalid-trees").iterdir() if path.is_dir())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_wrong_file_is_told_all_its_mistakes(path: Path) -> None:
    document = read_file(path, shown=path.name)
    model = check(document)

    told = "".join(f"{mistake}\n" for mistake in sorted(document.mistakes))
    assert told == path.with_suffix(".expected").read_text(encoding="utf-8")
    assert told
    assert model is None or document.mistakes


@pytest.mark.parametrize("path", TREES, ids=lambda path: path.name)
def test_a_wrong_tree_is_told_all_its_mistakes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path)

    _, mistakes = examine_tree(["."])

    told = "".join(f"{mistake}\n" for mistake in mistakes)
    assert told == (path / "expected").read_text(encoding="utf-8")


def test_there_is_a_file_for_each_way_and_nothing_else() -> None:
    assert len(FILES) >= 60
    beside = sorted(path for path in (DATA / "invalid").iterdir() if path.suffix != ".yaml")
    assert beside == [path.with_suffix(".expected") for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_mistake_has_the_shape_that_is_promised(path: Path) -> None:
    for line in path.with_suffix(".expected").read_text(encoding="utf-8").splitlines():
        file, number, column, message = line.split(":", 3)
        assert file == path.name
        assert int(number) >= 1
        assert int(column) >= 1
        assert message.count(" – ") == 1
