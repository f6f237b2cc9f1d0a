"""What every function of this folder returns: a figure, the same as a table, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboards.charts.drawing import Drawing
from dashboards.charts.words import Language, number, say, written_day

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The numbers of a chart at full precision.

    Attributes:
        head: a heading a column, with its unit.
        rows: values in the order of the heading; None is a number that does not exist.
        places: decimals with which each column's numbers are written.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    places: tuple[int, ...]

    def written(self, language: Language) -> tuple[tuple[str, ...], ...]:
        """Give the rows as text of a language; a missing value says so in words."""
        return tuple(
            tuple(_written(cell, places, language) for cell, places in zip(row, self.places, strict=True))
            for row in self.rows
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart and everything that stands for it where it cannot be seen.

    Attributes:
        figure: for pages from about 720 px on, and for paper.
        narrow: the same for a phone of 360 px, where it needs another arrangement; None where `figure` does.
        table: the same numbers.
        title: a few words; never drawn into the figure, for the page has headings.
        summary: one or two sentences for those who hear the page.
        language: of all of its words.
    """

    figure: Drawing
    narrow: Drawing | None
    table: ChartTable
    title: str
    summary: str
    language: Language


def _written(cell: Cell, places: int, language: Language) -> str:
    if cell is None:
        return say("missing", language)
    if isinstance(cell, float):
        return number(cell, language, places=places)
    if isinstance(cell, date):
        return written_day(cell, language, year=True)
    return str(cell)
