import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from results.errors import BadUpload

_MOST_BYTES = 2_000_000_000
"""Unpacked; a small file that unpacks to more is a trap. The project's own choice."""
_DAMAGED = "is no workbook that can be read – save it again as XLSX, or as CSV in UTF-8"


def read_workbook(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Return the rows of an XLSX file's first sheet with their numbers, cells as text.

    Dates become `2026-12-01`, whole numbers lose their point. Raises BadUpload.
    """
    import openpyxl

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(each.file_size for each in archive.infolist()) > _MOST_BYTES:
                raise BadUpload(f"{path}: unpacks to more than {_MOST_BYTES // 10**9} GB – split it")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl complains of styles that it does not keep
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise BadUpload(f"{path}: cannot be read ({(error.strerror or 'unreadable').lower()})") from None
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, TypeError):
        raise BadUpload(f"{path}: {_DAMAGED}") from None
    try:
        sheet = book.worksheets[0] if book.worksheets else None
        if sheet is None:
            raise BadUpload(f"{path}: the workbook has no sheet with cells")
        sheet.reset_dimensions()  # the size that some programs write there is wrong
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_text(value) for value in row]
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError):
        raise BadUpload(f"{path}: {_DAMAGED}") from None
    finally:
        book.close()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    return str(value)
