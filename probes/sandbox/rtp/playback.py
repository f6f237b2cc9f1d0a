from collections.abc import Callable
from dataclasses import dataclass, field

FRAME = 160
"""Samples (and G.711 bytes) of a 20 ms packet."""
NS_PER_SAMPLE = 125_000
"""At 8000 Hz."""

Mark = tuple[int, Callable[[int], None]]
"""A sample's number and who is told the time (ns) at which it left."""


@dataclass(slots=True)
class Playback:
    """Sound that is already G.711, played packet by packet from `start`, once or in a loop.

    `marks` are called with the true time of their sample: the time its packet was sent plus the
    sample's offset within it. `on_end` is called with the time of the end of the last packet's sound;
    it is not called for what was stopped or replaced. A short last packet is filled up with silence.
    """

    payload: bytes
    silence: int
    loop: bool = False
    start: int = 0
    marks: list[Mark] = field(default_factory=list)
    on_end: Callable[[int], None] | None = None
    end_ns: int = 0
    """When the sound of the last packet sent so far ends."""
    position: int = field(init=False)
    _at: int = field(init=False)

    def __post_init__(self) -> None:
        if self.loop and len(self.payload) < FRAME:
            times = FRAME // max(1, len(self.payload)) + 1
            self.payload = (self.payload or bytes([self.silence])) * times
        self._at = self.position = self.start % len(self.payload) if self.payload else 0
        self.marks.sort(key=lambda mark: mark[0])

    @property
    def ended(self) -> bool:
        """True if nothing is left to be played."""
        return not self.loop and self.position >= len(self.payload)

    def take(self) -> bytes:
        """Return the next 20 ms."""
        begin = self._at
        self.position += FRAME
        self._at = begin + FRAME
        frame = self.payload[begin : begin + FRAME]
        if len(frame) < FRAME:
            if self.loop:
                self._at = FRAME - len(frame)
                frame += self.payload[: self._at]
            else:
                frame += bytes([self.silence]) * (FRAME - len(frame))
        return frame

    def sent(self, at_ns: int) -> None:
        """Tell those whose sample was in the packet that has just left at `at_ns`."""
        first = self.position - FRAME
        self.end_ns = at_ns + FRAME * NS_PER_SAMPLE
        while self.marks and self.marks[0][0] < self.position:
            sample, tell = self.marks.pop(0)
            tell(at_ns + (sample - first) * NS_PER_SAMPLE)
        if self.on_end is not None and self.ended:
            tell_end, self.on_end = self.on_end, None
            tell_end(at_ns + (len(self.payload) - first) * NS_PER_SAMPLE)
