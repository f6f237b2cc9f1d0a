import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from results.errors import BadUpload
from results.exchange.cells import BadCell
from results.exchange.column import Column, heading_key
from results.exchange.mistakes import Mistakes
from results.exchange.text_file import read_csv
from results.exchange.workbook import read_workbook
from scenarios.plain_words import nearest

csv.field_size_limit(1_000_000)


class Row(NamedTuple):
    """A row of a file: its number there, and the values of the columns that the file has."""

    number: int
    values: dict[str, Any]


class Table:
    """A CSV or XLSX file with known columns, read row by row; what is wrong gathers in `mistakes`."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        """Open the file and match its headings. Raises BadUpload if they cannot be matched."""
        self.path = path
        self.mistakes = Mistakes(path)
        suffix = path.suffix.lower()
        if suffix in (".xls", ".ods", ".numbers"):
            raise BadUpload(f"{path}: {suffix} is not read – save it as XLSX, or as CSV in UTF-8")
        self._rows = read_workbook(path) if suffix in (".xlsx", ".xlsm") else read_csv(path)
        self._columns = self._match(columns)

    @property
    def headings(self) -> frozenset[str]:
        """The names of the columns that the file has."""
        return frozenset(column.name for column, _ in self._columns.values())

    def rows(self) -> Iterator[Row]:
        """Return every row whose cells can be read; the others are noted in `mistakes`."""
        some = False
        for number, cells in self._rows:
            if not any(cell.strip() for cell in cells):
                continue
            some = True
            before = self.mistakes.count
            values = {}
            for place, (column, heading) in self._columns.items():
                cell = _bare(cells[place]) if place < len(cells) else ""
                values[column.name] = self._value(number, column, heading, cell)
            if any(cell.strip() for i, cell in enumerate(cells) if i not in self._columns):
                self.mistakes.add(
                    number, "", "there are more cells than headings – put cells with commas in quotes"
                )
            if self.mistakes.count == before:
                yield Row(number, values)
        if not some:
            self.mistakes.add(None, "", "there is no row below the headings")

    def wrong(self, row: Row, column: str, words: str) -> None:
        """Note a mistake that only all rows together, or the record, show."""
        heading = next((own for known, own in self._columns.values() if known.name == column), column)
        self.mistakes.add(row.number, heading, words)

    def _value(self, number: int, column: Column, heading: str, cell: str) -> Any:
        if not cell:
            if column.needed:
                self.mistakes.add(number, heading, "is empty – fill it in")
            return column.empty
        try:
            return column.read(cell)
        except BadCell as error:
            self.mistakes.add(number, heading, str(error))
            return column.empty

    def _match(self, columns: Sequence[Column]) -> dict[int, tuple[Column, str]]:
        number, headings = next(
            ((n, cells) for n, cells in self._rows if any(cell.strip() for cell in cells)), (1, [])
        )
        known = {heading_key(name): column for column in columns for name in (column.name, *column.aliases)}
        found: dict[int, tuple[Column, str]] = {}
        for place, heading in enumerate(each.strip() for each in headings):
            if not heading:
                continue
            column = known.get(heading_key(heading))
            names = [each.name for each in columns]
            if column is None:
                meant = nearest(heading.casefold(), names)
                remedy = f"did you mean {meant}?" if meant else f"the columns are {', '.join(names)}"
                self.mistakes.add(number, heading, f"there is no column of this name – {remedy}")
            elif any(other is column for other, _ in found.values()):
                self.mistakes.add(number, heading, f"the column {column.name} is there twice")
            else:
                found[place] = (column, heading)
        there = [column for column, _ in found.values()]
        for column in columns:
            if column.needed and column not in there:
                self.mistakes.add(number, column.name, "the column is missing – add it to the headings")
        self.mistakes.tell()
        return found


def _bare(cell: str) -> str:
    """Return a cell without spaces around it, and without the apostrophe that an export guards it by."""
    cell = cell.strip()
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r'" else cell
