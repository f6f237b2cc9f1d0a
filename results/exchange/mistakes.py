from pathlib import Path

from results.errors import BadUpload

_SHOWN = 100
"""Mistakes told one by one; a file with more of them has one cause. The project's own choice."""


class Mistakes:
    """Everything that is wrong with a file to be imported, each with row and column, told at once."""

    def __init__(self, path: Path) -> None:
        """Take the file's name, with which each mistake begins."""
        self.path = path
        self.count = 0
        self._told: list[tuple[int, str]] = []

    def add(self, row: int | None, column: str, words: str) -> None:
        """Note a mistake: in a row (None for the whole file) and a column ("" for the whole row)."""
        self.count += 1
        if len(self._told) < _SHOWN:
            place = f"{self.path}:{row}" if row is not None else f"{self.path}"
            self._told.append((row or 0, f"{place}: {column}: {words}" if column else f"{place}: {words}"))

    def tell(self) -> None:
        """Raise BadUpload if anything is wrong."""
        if self.count:
            more = self.count - len(self._told)
            told = [line for _, line in sorted(self._told, key=lambda each: each[0])]
            raise BadUpload("\n".join([*told, *([f"… and {more} more"] if more else [])]))
