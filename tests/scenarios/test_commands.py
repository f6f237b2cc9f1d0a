"""`svartid validate`, `schema`, `new` and `library` as somebody types them."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from scenarios.commands import library, new, schema, validate
from scenarios.kinds import KINDS
from scenarios.library_path import library_files, library_path
from scenarios.schemas import schema_name, schema_of, schema_text

RUN = CliRunner()
INVALID = Path(__file__).parents[1] / "data" / "invalid"

app = typer.Typer()
for command in (validate, schema, new, library):
    app.command()(command)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_validate_says_every_mistake_and_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(INVALID)

    result = RUN.invoke(app, ["validate", "phone-unquoted.yaml", "text-number.yaml"])

    told = (INVALID / "phone-unquoted.expected").read_text() + (INVALID / "text-number.expected").read_text()
    assert result.stdout == told + "2 files, 2 mistakes\n"
    assert result.exit_code == 1


def test_validate_finds_the_shipped_library_without_mistake() -> None:
    result = RUN.invoke(app, ["validate", str(library_path())])

    assert result.stdout.splitlines()[-1].endswith(" files, 0 mistakes")
    assert result.exit_code == 0


def test_validate_prints_json_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(INVALID)

    result = RUN.invoke(app, ["validate", "--json", "text-number.yaml"])

    assert json.loads(result.stdout) == {
        "files": 1,
        "mistakes": [
            {
                "file": "text-number.yaml",
                "line": 4,
                "column": 13,
                "path": "title.nb",
                "message": 'must be text (found the number 2026) – write "2026"',
            }
        ],
        "warnings": [],
    }
    assert result.exit_code == 1


def test_validate_says_that_a_file_is_not_there() -> None:
    result = RUN.invoke(app, ["validate", "nowhere.yaml"])

    assert result.stdout == (
        "nowhere.yaml:1:1: cannot be read (no such file or directory) – check the path\n1 file, 1 mistake\n"
    )
    assert result.exit_code == 1


def test_validate_says_that_a_folder_is_empty() -> None:
    result = RUN.invoke(app, ["validate", "."])

    assert result.stdout == (
        ".:1:1: no YAML file stands in this folder – name a file, or another folder\n0 files, 1 mistake\n"
    )
    assert result.exit_code == 1


@pytest.mark.parametrize("kind", ["scenario", "organisation", "campaign", "method", "questionnaire"])
def test_new_writes_what_validates(kind: str, tmp_path: Path) -> None:
    result = RUN.invoke(app, ["new", kind, "a-name", "--out", "mine"])

    assert result.exit_code == 0
    assert "wrote mine/a-name.yaml\n" in result.stdout
    assert RUN.invoke(app, ["validate", "mine"]).stdout.endswith(", 0 mistakes\n")
    first = (tmp_path / "mine" / "a-name.yaml").read_text().splitlines()[0]
    assert (tmp_path / "mine" / first.partition("$schema=")[2]).is_file()


@pytest.mark.parametrize(
    ("kind", "like"),
    [("questionnaire", "short"), ("method", "kundeserviceprisen"), ("enquiry", "parking-permit")],
)
def test_new_copies_a_document_of_the_library_under_a_name_of_its_own(
    kind: str, like: str, tmp_path: Path
) -> None:
    result = RUN.invoke(app, ["new", kind, "our-own", "--from", like, "--out", "mine"])

    assert result.exit_code == 0
    assert RUN.invoke(app, ["validate", "mine"]).stdout == "1 file, 0 mistakes\n"
    shipped = next(path for path in library_files(kind) if path.stem == like)
    ours = (tmp_path / "mine" / "our-own.yaml").read_text().splitlines()
    theirs = shipped.read_text().splitlines()
    assert [(a, b) for a, b in zip(theirs, ours, strict=True) if a != b] == [
        (theirs[0], f"# yaml-language-server: $schema=schema/{kind}.schema.json"),
        (f"{kind}: {like}", f"{kind}: our-own"),
    ]


def test_new_says_what_the_library_has_instead(tmp_path: Path) -> None:
    result = RUN.invoke(app, ["new", "questionnaire", "our-own", "--from", "shrot"])

    assert result.stderr == (
        "svartid: the library has no questionnaire shrot – it has kkik, kommunetest, kundeservice-40, short\n"
    )
    assert result.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_new_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("precious")

    result = RUN.invoke(app, ["new", "scenario", "mine"])

    assert result.stderr == "svartid: mine.yaml is there already – choose another name, or remove it first\n"
    assert result.exit_code == 3
    assert (tmp_path / "mine.yaml").read_text() == "precious"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]


@pytest.mark.parametrize("name", ["Mine", "../mine", "", "a b", "x" * 65])
def test_new_takes_only_a_short_name(name: str, tmp_path: Path) -> None:
    result = RUN.invoke(app, ["new", "scenario", name])

    assert result.stderr.startswith("svartid: the name must be small letters a to z, digits and hyphens")
    assert result.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_new_says_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    result = RUN.invoke(app, ["new", "scenario", "mine", "--out", "file"])

    assert result.stderr == "svartid: file/schema cannot be written (Not a directory)\n"
    assert result.exit_code == 3


def test_schema_prints_one_or_all() -> None:
    assert json.loads(RUN.invoke(app, ["schema", "scenario"]).stdout) == schema_of("enquiry")
    assert json.loads(RUN.invoke(app, ["schema"]).stdout) == {kind: schema_of(kind) for kind in KINDS}


def test_schema_writes_and_checks_what_it_wrote(tmp_path: Path) -> None:
    assert RUN.invoke(app, ["schema", "--out", "schema"]).exit_code == 0
    assert {path.name: path.read_text() for path in (tmp_path / "schema").iterdir()} == {
        schema_name(kind): schema_text(kind) for kind in KINDS
    }
    assert RUN.invoke(app, ["schema", "--out", "schema", "--check"]).exit_code == 0

    (tmp_path / "schema" / "method.schema.json").write_text("{}")
    stale = RUN.invoke(app, ["schema", "--out", "schema", "--check"])

    assert stale.stdout == (
        "schema/method.schema.json is not current – write it with `svartid schema --out schema`\n"
    )
    assert stale.exit_code == 1


def test_the_committed_schemas_are_checked_without_a_folder() -> None:
    assert RUN.invoke(app, ["schema", "--check"]).exit_code == 0


def test_library_lists_what_is_shipped() -> None:
    result = RUN.invoke(app, ["library", "enquiry", "--language", "nb", "--json"])

    listed = json.loads(result.stdout)["enquiry"]
    assert [entry["path"] for entry in listed] == [str(path) for path in library_files("enquiry")]
    nursery = next(entry for entry in listed if entry["name"] == "nursery-admission")
    assert (nursery["title"], nursery["classes"]) == ("Barnehageopptak", ["municipality"])


def test_library_is_a_list_for_people() -> None:
    lines = RUN.invoke(app, ["library", "method"]).stdout.splitlines()

    assert lines[0] == f"method ({len(library_files('method'))})"
    assert [line.split()[0] for line in lines[1:]] == [path.stem for path in library_files("method")]


@pytest.mark.parametrize("name", ["validate", "schema", "new", "library"])
def test_the_help_shows_an_example_and_the_exit_codes(name: str) -> None:
    text = " ".join(RUN.invoke(app, [name, "--help"], env={"COLUMNS": "200"}).stdout.split())

    assert f"Example: svartid {name}" in text.replace("`", "")
    assert "Exit codes: 0" in text
