"""A list of shoppers in a file."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any, get_args

from benchmark.planning.errors import BadShoppers
from benchmark.planning.shopper import CHANNELS, Shopper
from scenarios.load import read_file
from scenarios.organisation import Language

_COLUMNS = ("name", "languages", "channels", "conflicts", "most")
# The list that `svartid import shoppers` takes is one of people: its `label` is our name; who somebody is,
# a plan has no use for.
_OF_PEOPLE = ("name", "email", "phone", "phone_verified", "certified_until", "pools")
_NO = ("no", "nei", "nej", "0", "false")
_MOST_BYTES = 20_000_000


def read_shoppers(path: Path) -> list[Shopper]:
    """Read shoppers from a CSV or YAML file.

    CSV has the columns name, languages, and if wanted channels, conflicts (organisations) and most; several
    words in a cell are parted by spaces. Comma, semicolon or tab part the columns. The list of people that
    `svartid import shoppers` takes, with its column `label`, is read too: the label is the name, whoever is
    not active is left out. YAML is a list under `shoppers:` with the same keys. Raises BadShoppers with every
    mistake and its line.
    """
    rows = _from_csv(path) if path.suffix.lower() in (".csv", ".tsv", ".txt") else _from_yaml(path)
    found: dict[str, Shopper] = {}
    wrong: list[str] = []
    for line, row in rows:
        mistakes, shopper = _shopper(row)
        if shopper is not None and shopper.name in found:
            mistakes = [f"there is a shopper {shopper.name!r} already – give each a name of their own"]
        wrong += [f"{path}:{line}: {mistake}" for mistake in mistakes]
        if shopper is not None and not mistakes:
            found[shopper.name] = shopper
    if wrong:
        raise BadShoppers("\n".join(wrong))
    if not found:
        raise BadShoppers(f"{path}: there are no shoppers in it – write at least one")
    return list(found.values())


def _from_csv(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadShoppers(f"{path}: is longer than {_MOST_BYTES // 1_000_000} MB – split it")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadShoppers(f"{path}: cannot be read ({(error.strerror or 'unreadable').lower()})") from None
    except UnicodeDecodeError:
        raise BadShoppers(f"{path}: is not in UTF-8 – save it as UTF-8") from None
    head = text.partition("\n")[0]
    reader = csv.DictReader(StringIO(text), delimiter=max(",;\t", key=head.count), skipinitialspace=True)
    reader.fieldnames = columns = [name.strip().lower() for name in reader.fieldnames or ()]
    people = "label" in columns
    if people:
        renamed = ["" if name in _OF_PEOPLE else "name" if name == "label" else name for name in columns]
        reader.fieldnames = columns = [name or f"-{place}" for place, name in enumerate(renamed)]
    known = (*_COLUMNS, "active") if people else _COLUMNS
    unknown = [name for name in columns if name not in known and not name.startswith("-")]
    lacking = [name for name in _COLUMNS[:2] if name not in columns]
    if unknown or lacking:
        what = f"no column {' and '.join(lacking)}" if lacking else f"an unknown column {unknown[0]!r}"
        raise BadShoppers(
            f"{path}:1: {what} – begin with the line {','.join(_COLUMNS)}, or"
            " take the people in with `svartid import shoppers` and name their pool"
        )
    for row in reader:
        if None in row or None in row.values():
            yield (
                reader.line_num,
                {"": "the number of cells is not that of the columns – quote or remove commas"},
            )
            continue
        cells = {name: " ".join(cell.split()) for name, cell in row.items()}
        if any(cells.values()) and cells.get("active", "").lower() not in _NO:
            yield reader.line_num, _cells(cells)


def _cells(cells: Mapping[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {"name": cells["name"], "languages": cells["languages"].split()}
    for name in ("channels", "conflicts"):
        if cells.get(name):
            row[name] = cells[name].split()
    if cells.get("most"):
        most = cells["most"]
        row["most"] = int(most) if most.isascii() and most.isdigit() else most
    return row


def _from_yaml(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    document = read_file(path)
    if document.mistakes:
        raise BadShoppers("\n".join(map(str, sorted(document.mistakes))))
    value = document.value
    listed = value.get("shoppers") if isinstance(value, dict) else None
    if not isinstance(listed, list):
        raise BadShoppers(
            f"{path}:1: no list of shoppers – begin with `shoppers:` and one `- name:` for each"
        )
    for i, each in enumerate(listed):
        line = document.places["shoppers", i].value[0]
        yield (
            line,
            each if isinstance(each, dict) else {"": "not a shopper – write `- name: …` and languages"},
        )


def _shopper(row: Mapping[str, Any]) -> tuple[list[str], Shopper | None]:
    """Make a shopper of a row, or say everything that is wrong with it."""
    if "" in row:
        return [row[""]], None
    wrong = [f"{key} is not known – the keys are {', '.join(_COLUMNS)}" for key in row if key not in _COLUMNS]
    name, most = row.get("name"), row.get("most")
    if not isinstance(name, str) or not name:
        wrong.append("the shopper has no name – write one, best a pseudonym")
    languages = _words(row, "languages", get_args(Language), wrong)
    channels = _words(row, "channels", CHANNELS, wrong) if "channels" in row else CHANNELS
    conflicts = _words(row, "conflicts", None, wrong) if "conflicts" in row else ()
    if most is not None and (type(most) is not int or most < 0):
        wrong.append(f"most must be a whole number (found {most})")
    if wrong:
        return wrong, None
    return [], Shopper(str(name), languages, channels, frozenset(conflicts), most)


def _words(
    row: Mapping[str, Any], key: str, known: tuple[str, ...] | None, wrong: list[str]
) -> tuple[str, ...]:
    value = row.get(key, [])
    words = value.split() if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        wrong.append(f"{key} must be a list of words")
        return ()
    if not words and known:
        wrong.append(f"{key} is missing – write one or more of {', '.join(known)}")
    strange = [word for word in words if known and word not in known]
    if strange:
        wrong.append(f"{key}: {strange[0]!r} is not known – write {', '.join(known or ())}")
    return tuple(dict.fromkeys(words))
