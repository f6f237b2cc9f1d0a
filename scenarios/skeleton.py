"""Writes a commented document to begin from, with the schema that its editor needs."""

import re
from importlib.resources import files
from pathlib import Path

from scenarios.errors import NotWritten
from scenarios.kinds import KINDS
from scenarios.library_path import library_file, library_files
from scenarios.schemas import schema_name, schema_text


def write_skeleton(*, kind: str, name: str, folder: Path, like: str = "") -> list[Path]:
    """Write `NAME.yaml` of a kind into a folder and give all files written; raises `NotWritten`.

    With `like` it is a copy of that document of the library under the new name. The schema goes into
    `schema/` beside it, and a campaign gets an organisation to begin with. What is there already is never
    overwritten.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or len(name) > 64:
        raise NotWritten(
            f"the name must be small letters a to z, digits and hyphens (found {name}) – "
            "write it like nursery-admission"
        )
    target = folder / f"{name}.yaml"
    if target.exists():
        raise NotWritten(f"{target} is there already – choose another name, or remove it first")
    text = _copy(kind=kind, name=name, like=like) if like else skeleton(kind=kind, name=name)
    try:
        written = [*_schema(kind, folder), target]
        target.write_text(text, encoding="utf-8")
        if kind == "campaign" and not list((folder / "organisations").glob("*.yaml")):
            (folder / "organisations").mkdir(exist_ok=True)
            written += write_skeleton(kind="organisation", name="example", folder=folder / "organisations")
    except OSError as error:
        raise NotWritten(f"{error.filename or target} cannot be written ({error.strerror})") from None
    return written


def skeleton(*, kind: str, name: str) -> str:
    """Give the text of a skeleton."""
    text = (files("scenarios") / "skeletons" / f"{kind}.yaml").read_text(encoding="utf-8")
    assert kind in KINDS
    return _with_schema(kind, text.replace("NAME", name, 1))


def _copy(*, kind: str, name: str, like: str) -> str:
    """A document of the library with another name, and the schema where `new` puts it."""
    shipped = library_file(kind=kind, name=like)
    if shipped is None:
        known = ", ".join(path.stem for path in library_files(kind))
        raise NotWritten(f"the library has no {kind} {like} – it has {known}")
    text = shipped.read_text(encoding="utf-8")
    text = re.sub(r"\A# yaml-language-server:.*\n", "", text)
    text = re.sub(rf"^{kind}: {re.escape(like)}$", f"{kind}: {name}", text, count=1, flags=re.MULTILINE)
    # The library's campaigns stand in a folder beside the organisations' own.
    return _with_schema(kind, text.replace("../organisations/", "organisations/"))


def _with_schema(kind: str, text: str) -> str:
    return f"# yaml-language-server: $schema=schema/{schema_name(kind)}\n{text}"


def _schema(kind: str, folder: Path) -> list[Path]:
    target = folder / "schema" / schema_name(kind)
    if target.exists():
        return []
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(schema_text(kind), encoding="utf-8")
    return [target]
