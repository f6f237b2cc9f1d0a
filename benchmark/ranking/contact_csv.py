"""A CSV file as a table of words, or one sentence that says which line is wrong and what helps."""

from __future__ import annotations

import codecs
import csv
import warnings
from pathlib import Path

import pandas as pd

from benchmark.ranking.errors import BadTable

_BLOCK = 1 << 20
_TOO_MANY = "there are more cells than headings – put cells with commas in quotes"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LONGEST = 1_000_000
"""Letters of a cell that the second look still reads: only to name a line. Project's own choice."""


def read_contact_csv(path: Path) -> pd.DataFrame:
    """Read a CSV file in UTF-8 with commas or semicolons; every cell is a word, an empty one too.

    Raises:
        BadTable: another encoding, a control character, a row with more cells than headings, an open quote.
    """
    try:
        _check_letters(path)
        with path.open(encoding="utf-8-sig") as file:
            separator = ";" if ";" in file.readline() else ","
        with warnings.catch_warnings():
            # Else a cell too many in the first row makes an index of its first: all stand one to the left.
            warnings.simplefilter("error", pd.errors.ParserWarning)
            return pd.read_csv(
                path, sep=separator, dtype=str, encoding="utf-8-sig", keep_default_na=False,
                index_col=False,
            )  # fmt: skip
    except OSError as error:
        raise BadTable(f"{path}: cannot be read ({(error.strerror or 'unreadable').lower()})") from None
    except pd.errors.EmptyDataError:
        raise BadTable(f"{path}: the file is empty") from None
    except (ValueError, pd.errors.ParserWarning) as wrong:
        raise BadTable(_told(path, separator, wrong)) from wrong


def _check_letters(path: Path) -> None:
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if line == 1 and block.startswith(_WIDE):
                raise BadTable(f"{path}: is in UTF-16 – save it as CSV in UTF-8")
            at = block.find(b"\0")
            if at >= 0:
                line += block.count(b"\n", 0, at)
                raise BadTable(f"{path}:{line}: a control character (U+0000) – save it again as CSV in UTF-8")
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                line += error.object.count(b"\n", 0, error.start)
                raise BadTable(f"{path}:{line}: the letters are not in UTF-8 – save it as UTF-8") from None
            line += block.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise BadTable(f"{path}:{line}: the letters are not in UTF-8 – save it as UTF-8") from None


def _told(path: Path, separator: str, wrong: Exception) -> str:
    """Look again, row by row, for the line at which the quick reader stumbled."""
    before = csv.field_size_limit(_LONGEST)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, delimiter=separator, strict=True)
            width, begins = len(next(rows)), rows.line_num + 1
            try:
                for cells in rows:
                    if any(cells[width:]):
                        return f"{path}:{begins}: {_TOO_MANY}"
                    begins = rows.line_num + 1
            except csv.Error:
                return f"{path}:{begins}: the row cannot be read – look for a quote that is not closed"
    finally:
        csv.field_size_limit(before)
    return f"{path}: cannot be read as a table ({str(wrong).splitlines()[0]})"
