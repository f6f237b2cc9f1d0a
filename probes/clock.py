import time
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Time as an attempt sees it. Tests hand in one of their own."""

    def now(self) -> datetime:
        """Return the wall clock with its time zone. It stamps starts and measures nothing."""

    def monotonic_ns(self) -> int:
        """Return CLOCK_MONOTONIC in nanoseconds: the clock of every duration."""


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """Return the local wall clock with its time zone."""
        return datetime.now().astimezone()

    def monotonic_ns(self) -> int:
        """Return CLOCK_MONOTONIC in nanoseconds."""
        return time.monotonic_ns()
