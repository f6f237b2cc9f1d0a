"""Small pieces of Markdown that the reference pages are made of."""

from collections.abc import Sequence

MADE = "<!-- Made by `python -m dashboards.reference`; a change here is lost. -->\n\n"
"""The first line of every page of the reference."""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; what would end a cell is escaped."""
    lines = [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]
    return "\n".join(lines) + "\n\n"


def code(words: object) -> str:
    """Return words set as code, "" for none."""
    text = str(words)
    return f"`{text}`" if text else ""


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"
