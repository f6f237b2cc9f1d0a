"""What counts nowhere in a method has a tiny tree each in tests/data/warned-trees, with its warnings."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from scenarios.commands import validate
from scenarios.counts_nowhere import counts_nowhere
from scenarios.library_path import library_path
from scenarios.load_tree import examine_tree
from scenarios.skeleton import write_skeleton

TREES = sorted((Path(__file__).parents[1] / "data" / "warned-trees").iterdir())


@pytest.mark.parametrize("path", TREES, ids=lambda path: path.name)
def test_what_counts_nowhere_is_told_and_is_no_mistake(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path)

    tree, mistakes = examine_tree(["."])

    told = "".join(f"{warning}\n" for warning in counts_nowhere(tree))
    assert told == (path / "expected").read_text(encoding="utf-8")
    assert mistakes == []


def test_validate_warns_with_the_place_and_ends_as_without(monkeypatch: pytest.MonkeyPatch) -> None:
    app = typer.Typer()
    app.command()(validate)
    monkeypatch.chdir(next(each for each in TREES if each.name == "value-that-no-item-asks"))

    result = CliRunner().invoke(app, ["."])

    [warned, counted] = result.stdout.splitlines()
    assert warned.startswith(
        "method.yaml:12:3: warning: values.answer_time: it counts nowhere: no item of areas"
    )
    assert counted == "2 files, 0 mistakes, 1 warning"
    assert result.exit_code == 0


def test_nothing_of_the_library_or_of_a_beginning_counts_nowhere(tmp_path: Path) -> None:
    write_skeleton(kind="method", name="our-method", folder=tmp_path)

    assert [str(each) for each in counts_nowhere(examine_tree([library_path(), tmp_path])[0])] == []
