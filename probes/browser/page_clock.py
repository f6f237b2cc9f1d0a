import time
from typing import Protocol

NOW = "performance.timeOrigin + performance.now()"
"""The page's own clock, in ms since 1970: monotonic within a page, the same for all pages of a browser
but for adjustments of the wall clock between their beginnings."""

SAMPLES = 7
"""Questions asked for one reading; the quickest answer counts. Project's own choice."""


class _Asked(Protocol):
    """A page or a frame."""

    async def evaluate(self, expression: str) -> object:
        """Return what an expression is worth in the page."""


class PageClock:
    """Turns the page's own time into CLOCK_MONOTONIC of the recorder.

    A reading asks the page for its time between two looks at our clock: the middle of the two is when
    it answered, and the answer cannot be wrong by more than half of their distance (Cristian's method,
    1989). `uncertain_ms` is that half for the best answer so far.
    """

    def __init__(self) -> None:
        self.uncertain_ms = float("inf")
        self._offset_ns = time.monotonic_ns() - time.time_ns()

    async def read(self, page: _Asked) -> None:
        """Take a new reading. It replaces the old one, for the wall clock may have been adjusted since."""
        best, offset_ns = float("inf"), self._offset_ns
        for _ in range(SAMPLES):
            before = time.monotonic_ns()
            told = await page.evaluate(NOW)
            after = time.monotonic_ns()
            if not isinstance(told, int | float):
                raise TypeError(f"the page's clock told no number (found {told!r})")
            if after - before < best:
                best = after - before
                offset_ns = (before + after) // 2 - round(told * 1e6)
            if best < 1e6:
                break
        # Only now: what is heard during the reading must not be placed by its first, poor answers.
        self._offset_ns, self.uncertain_ms = offset_ns, best / 2e6

    def at_ns(self, page_ms: float) -> int:
        """Return the moment of our clock (ns) at which the page's clock stood at `page_ms`."""
        return round(page_ms * 1e6) + self._offset_ns
