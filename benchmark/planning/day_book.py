"""How many contacts each touchpoint of an organisation has on each day, never above its room."""

from collections import deque
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray


class DayBook:
    """The days of one organisation: `room` for each touchpoint and day, `most_a_day` for all together."""

    def __init__(self, room: Mapping[str, NDArray[np.int64]], *, most_a_day: int | None) -> None:
        self._room = dict(room)
        length = len(next(iter(self._room.values())))
        self._most = np.iinfo(np.int64).max if most_a_day is None else most_a_day
        self._count = {name: np.zeros(length, dtype=np.int64) for name in self._room}
        self._all = np.zeros(length, dtype=np.int64)
        self._full = np.zeros(length)
        self._barred = {name: np.where(room > 0, 0.0, np.inf) for name, room in self._room.items()}

    def barred(self, touchpoint: str) -> NDArray[np.float64]:
        """Give 0 for each day on which one more contact of a touchpoint fits as things are, else infinity."""
        return self._barred[touchpoint] + self._full

    def add(self, touchpoint: str, day: int) -> None:
        """Put a contact on a day."""
        self._change(touchpoint, day, 1)
        self._change_all(day, 1)

    def remove(self, touchpoint: str, day: int) -> None:
        """Take a contact from a day."""
        self._change(touchpoint, day, -1)
        self._change_all(day, -1)

    def _change(self, touchpoint: str, day: int, by: int) -> None:
        count = self._count[touchpoint]
        count[day] += by
        self._barred[touchpoint][day] = 0.0 if count[day] < self._room[touchpoint][day] else np.inf

    def _change_all(self, day: int, by: int) -> None:
        self._all[day] += by
        self._full[day] = 0.0 if self._all[day] < self._most else np.inf

    def days_of(self, touchpoint: str) -> list[int]:
        """Give the days of a touchpoint's contacts in order, a day as often as it has contacts."""
        count = self._count[touchpoint]
        return np.repeat(np.arange(len(count)), count).tolist()

    def make_room(self, touchpoint: str) -> bool:
        """Add a contact of a touchpoint, moving others to other days; False when that is impossible.

        A path that augments the flow from touchpoints to days (Ford & Fulkerson 1956): enter a day that is
        full for the organisation, move another touchpoint's contact from it to a day of its own, and so on
        to a day that has room.
        """
        came: dict[int, tuple[str, int | None]] = {}
        queue: deque[int] = deque()

        def reach(name: str, left: int | None) -> None:
            for day in np.flatnonzero(self._count[name] < self._room[name]).tolist():
                if day not in came:
                    came[day] = (name, left)
                    queue.append(day)

        reach(touchpoint, None)
        asked = {touchpoint}
        while queue:
            day = queue.popleft()
            if self._all[day] < self._most:
                self._walk_back(day, came)
                return True
            for other, count in self._count.items():
                if count[day] and other not in asked:
                    asked.add(other)
                    reach(other, day)
        return False

    def _walk_back(self, day: int, came: dict[int, tuple[str, int | None]]) -> None:
        self._change_all(day, 1)
        current: int | None = day
        while current is not None:
            name, left = came[current]
            self._change(name, current, 1)
            if left is not None:
                self._change(name, left, -1)
            current = left
