"""From hours on a wall clock to moments, exact through every change of the clock."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

Moments = tuple[int, int]
"""A stretch of time: seconds since 1970 (UTC), the end excluded."""

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 86_400
_STEP = _DAY // 4  # no zone has changed its clock twice within six hours


class ZoneClock:
    """The clock of a zone between two dates (both included)."""

    def __init__(self, zone: ZoneInfo, first: date, last: date) -> None:
        self.zone = zone
        begin = (first.toordinal() - _EPOCH - 2) * _DAY
        end = (last.toordinal() - _EPOCH + 3) * _DAY
        self._from = [begin]
        self._offsets = [self._offset(begin)]
        for moment in range(begin + _STEP, end + _STEP, _STEP):
            if self._offset(moment) != self._offsets[-1]:
                self._from.append(self._change(moment - _STEP, moment))
                self._offsets.append(self._offset(moment))

    def moments(self, day: date, begin: int, end: int) -> list[Moments]:
        """Give the moments at which this clock shows `day` and a time in [begin, end), in minutes.

        An hour that the clock skips gives nothing; an hour that it shows twice gives both.
        """
        midnight = (day.toordinal() - _EPOCH) * _DAY
        since, until = midnight + begin * 60, midnight + end * 60
        # The clock may change on the day itself: each stretch with one offset answers for itself.
        first = max(0, bisect_right(self._from, since - _DAY) - 1)
        found: list[Moments] = []
        for i in range(first, len(self._from)):
            if self._from[i] > until + _DAY:
                break
            low = max(since - self._offsets[i], self._from[i])
            high = until - self._offsets[i]
            if i + 1 < len(self._from):
                high = min(high, self._from[i + 1])
            if low < high:
                found.append((low, high))
        return found

    def at(self, moment: int) -> datetime:
        """Give a moment as an aware time of this zone."""
        return datetime.fromtimestamp(moment, self.zone)

    def _offset(self, moment: int) -> int:
        offset = datetime.fromtimestamp(moment, self.zone).utcoffset() or timedelta()
        return round(offset.total_seconds())

    def _change(self, before: int, after: int) -> int:
        """Find the first second with the new offset, by halving."""
        new = self._offset(after)
        while after - before > 1:
            middle = (before + after) // 2
            before, after = (before, middle) if self._offset(middle) == new else (middle, after)
        return after


@cache
def zone_clock(zone: str, first: date, last: date) -> ZoneClock:
    """Give the clock of a zone by its name; KeyError when there is no such zone."""
    return ZoneClock(ZoneInfo(zone), first, last)


def utc(moment: int) -> datetime:
    """Give a moment as an aware time of UTC."""
    return datetime.fromtimestamp(moment, UTC)
