"""The commands of this room: `svartid validate`, `schema`, `new` and `library`."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from scenarios.errors import Mistake, NotWritten


class Kind(StrEnum):
    """The kinds of documents; `scenario` is another word for enquiry."""

    scenario = "scenario"
    enquiry = "enquiry"
    questionnaire = "questionnaire"
    method = "method"
    organisation = "organisation"
    campaign = "campaign"

    @property
    def document(self) -> str:
        """The key that begins documents of this kind."""
        return "enquiry" if self is Kind.scenario else self.value


_AS_JSON = typer.Option("--json", help="Print JSON.")


def validate(
    paths: Annotated[
        list[Path], typer.Argument(help="Files, or folders with all YAML files in them.", show_default=False)
    ],
    as_json: Annotated[bool, _AS_JSON] = False,
) -> None:
    """Check scenario files and say every mistake with its place and its remedy.

    Files that refer to one another are checked together; what they name and you do not is looked for in
    the shipped library. A line with *warning* says what a method gives values or weights to and what counts
    nowhere in it; it is no mistake.

    Example: `svartid validate campaign.yaml organisations/`

    Exit codes: 0 no mistakes · 1 mistakes found.
    """
    from scenarios.counts_nowhere import counts_nowhere
    from scenarios.load_tree import examine_tree

    tree, mistakes = examine_tree(paths)
    warnings = counts_nowhere(tree)
    count = len(tree.files)
    if as_json:
        told = {"mistakes": mistakes, "warnings": warnings}
        _print_json({"files": count} | {name: [one.as_json() for one in each] for name, each in told.items()})
    else:
        for line in sorted([*((each, "") for each in mistakes), *((each, " warning:") for each in warnings)]):
            typer.echo(_coloured(*line))
        also = f", {_counted(len(warnings), 'warning')}" if warnings else ""
        typer.echo(f"{_counted(count, 'file')}, {_counted(len(mistakes), 'mistake')}{also}")
    raise typer.Exit(1 if mistakes or not count else 0)


def schema(
    kind: Annotated[Kind | None, typer.Argument(help="The kind of document; without it, all.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write KIND.schema.json into this folder.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say whether they are current.")
    ] = False,
) -> None:
    """Print or write the JSON Schemas with which editors complete, explain and check.

    Begin a file with `# yaml-language-server: $schema=schema/enquiry.schema.json` to use one.

    Example: `svartid schema enquiry` · `svartid schema --out schema` · `svartid schema --out schema --check`

    Exit codes: 0 done, or current · 1 not current · 3 cannot be written.
    """
    from scenarios.kinds import KINDS
    from scenarios.schemas import schema_name, schema_of, schema_text

    kinds = [kind.document] if kind else list(KINDS)
    if out is None and not check:
        _print_json(schema_of(kinds[0]) if kind else {each: schema_of(each) for each in kinds})
        return
    folder = out or Path(__file__).parent / "schema"
    stale = []
    for each in kinds:
        target = folder / schema_name(each)
        if check:
            if not target.is_file() or target.read_text(encoding="utf-8") != schema_text(each):
                stale.append(target)
        else:
            _write(target, schema_text(each))
    for target in stale:
        typer.echo(f"{target} is not current – write it with `svartid schema --out {folder}`")
    raise typer.Exit(1 if stale else 0)


def new(
    kind: Annotated[Kind, typer.Argument(help="What to begin.")],
    name: Annotated[str, typer.Argument(help="Its short name: small letters, digits and hyphens.")],
    out: Annotated[Path, typer.Option(help="The folder to write into.")] = Path(),
    like: Annotated[
        str, typer.Option("--from", help="Copy this document of the library (see `svartid library`).")
    ] = "",
) -> None:
    """Write a commented document to begin from, or your own copy of one of the library's.

    Nothing is overwritten.

    Example: `svartid new scenario late-nursery-application --out enquiries` ·
    `svartid new questionnaire our-questions --from short`

    Exit codes: 0 written · 3 cannot be written (the file is there already, the name is no short name, or the
    library has no such document).
    """
    from scenarios.skeleton import write_skeleton

    try:
        for path in write_skeleton(kind=kind.document, name=name, folder=out, like=like):
            typer.echo(f"wrote {path}")
    except NotWritten as error:
        typer.echo(f"svartid: {error}", err=True)
        raise typer.Exit(3) from None


def library(
    kind: Annotated[Kind | None, typer.Argument(help="Only this kind; without it, all.")] = None,
    language: Annotated[str, typer.Option(help="The language of the titles.")] = "en",
    as_json: Annotated[bool, _AS_JSON] = False,
) -> None:
    """List the enquiries, questionnaires, methods, organisations and campaigns shipped with Svartid.

    Example: `svartid library enquiry --language nb`

    Exit codes: 0 done.
    """
    from scenarios.library_list import library_list

    kinds = [kind.document] if kind else ["enquiry", "questionnaire", "method", "organisation", "campaign"]
    entries = {each: library_list(kind=each, language=language) for each in kinds}
    if as_json:
        _print_json({each: [entry._asdict() for entry in found] for each, found in entries.items()})
        return
    for each, found in entries.items():
        typer.secho(f"{each} ({len(found)})", bold=True)
        width = max((len(entry.name) for entry in found), default=0)
        for entry in found:
            about = f"  {', '.join(entry.classes)}" if entry.classes else ""
            typer.echo(f"  {entry.name:{width}}  {entry.title}{typer.style(about, dim=True)}")


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        typer.echo(f"svartid: {target} cannot be written ({error.strerror})", err=True)
        raise typer.Exit(3) from None
    typer.echo(f"wrote {target}")


def _coloured(mistake: Mistake, word: str) -> str:
    place = f"{mistake.file}:{mistake.line}:{mistake.column}:"
    return f"{typer.style(place, bold=True)}{word}{str(mistake)[len(place) :]}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
