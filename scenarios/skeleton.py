"""Writes a commented document to begin from, with the schema that its editor needs."""

import re
from importlib.resources import files
from pathlib import Path

from scenarios.errors import NotWritten
from scenarios.kinds import KINDS
from scenarios.schemas import schema_name, schema_text


def write_skeleton(*, kind: str, name: str, folder: Path) -> list[Path]:
    """Write `NAME.yaml` of a kind into a folder and give all files written; raises `NotWritten`.

    The schema goes into `schema/` beside it, and a campaign gets an organisation to begin with. What is
    there already is never overwritten.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or len(name) > 64:
        raise NotWritten(
            f"the name must be small letters a to z, digits and hyphens (found {name}) – "
            "write it like nursery-admission"
        )
    target = folder / f"{name}.yaml"
    if target.exists():
        raise NotWritten(f"{target} is there already – choose another name, or remove it first")
    try:
        written = [*_schema(kind, folder), target]
        target.write_text(skeleton(kind=kind, name=name), encoding="utf-8")
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
    return f"# yaml-language-server: $schema=schema/{schema_name(kind)}\n{text.replace('NAME', name, 1)}"


def _schema(kind: str, folder: Path) -> list[Path]:
    target = folder / "schema" / schema_name(kind)
    if target.exists():
        return []
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(schema_text(kind), encoding="utf-8")
    return [target]
