from dataclasses import dataclass, field

import numpy as np

from probes.phone.sound.memory import Fingerprint
from probes.phone.sound.music import STILL
from probes.phone.sound.pieces import Piece
from probes.phone.sound.prints import fingerprint_of
from probes.phone.sound.recall import Following, Recaller
from probes.phone.sound.segment import SoundKind
from probes.phone.sound.segmenter import Stretch
from probes.phone.sound.track import Track, frame_at, seconds_of

_SYLLABLE = 22
"""Frames: a recording may be heard so much longer than its fingerprint is."""

_GAP, _WORD, _SPOKEN = 5, 8, 0.5
"""Frames of quiet that part two sounds, frames of speech in the shortest word, and their probability."""

SHORTEST = 100
"""Frames of the shortest stretch that is kept to be known again."""


@dataclass(slots=True)
class _Spoken:
    """A stretch of speech, followed: one part for each source that was told apart."""

    stretch: Stretch
    parts: list[Following]
    closed: bool = False
    prints: dict[int, Fingerprint] = field(default_factory=dict)


class PieceMaker:
    """Makes pieces of a call's stretches: knows recordings again and cuts where they are left.

    `inside_until`: frame up to which known passages are looked for within a stretch, too, which takes too
    long in a live call.
    """

    def __init__(self, track: Track, known: tuple[Fingerprint, ...], *, inside_until: float = 0.0) -> None:
        self._track = track
        self._inside_until = inside_until
        self._known = {one.id: one for one in known}
        self._recaller = Recaller(track, known)
        self._spoken: dict[int, _Spoken] = {}
        self._heard_again: set[str] = set()
        self._followed = 0

    def follow(self, stretches: list[Stretch]) -> bool:
        """Look at the speech that lasts or has just ended; tell whether anything new is known."""
        changed = False
        for stretch in stretches[self._followed :]:
            if stretch.kind is SoundKind.SPEECH:
                changed |= self._follow(stretch)
        while self._followed < len(stretches) and stretches[self._followed].end is not None:
            self._followed += 1
        return changed

    def pieces(self, stretches: list[Stretch], *, first: int = 0) -> list[Piece]:
        """Return the pieces of the stretches from number `first` on."""
        made: list[Piece] = []
        for stretch in stretches[first:]:
            if stretch.kind is SoundKind.SPEECH:
                made += self._pieces_of(self._spoken[stretch.start])
            else:
                end = None if stretch.end is None else seconds_of(stretch.end)
                hertz = round(stretch.bursts[0].hz, 1) if stretch.bursts else None
                made.append(Piece(stretch.kind, seconds_of(stretch.start), end, stretch.tone, hertz))
        return made

    def fingerprint(self, piece: Piece) -> Fingerprint | None:
        """Return what a piece of speech would be known by; None if it is too short."""
        start, end = frame_at(piece.start_s), frame_at(piece.end_s or piece.start_s)
        return fingerprint_of(self._track.bands[start:end]) if end - start >= SHORTEST else None

    def known(self, name: str) -> Fingerprint | None:
        """Return the recording of that id that was known before the call."""
        return self._known.get(name)

    def _follow(self, stretch: Stretch) -> bool:
        spoken = self._spoken.setdefault(stretch.start, _Spoken(stretch, [Following(stretch.start)]))
        if spoken.closed:
            return False
        end = self._track.count if stretch.end is None else stretch.end
        part = spoken.parts[-1]
        look = self._recaller.follow if stretch.end is None else self._recaller.close
        changed = look(part, end)
        if part.known is not None and part.known.id not in self._known and self._recaller.sure(part):
            self._heard_again.add(part.known.id)
        if part.left_at is not None or part.ended:
            begins = self._next_sound(part.until, end, over=stretch.end is not None)
            if begins is not None:
                spoken.parts.append(Following(begins))
                changed |= look(spoken.parts[-1], end)
        if stretch.end is not None:
            spoken.closed = True
            if stretch.start < self._inside_until:
                self._look_inside(spoken, end)
            self._remember(spoken)
        return changed

    def _look_inside(self, spoken: _Spoken, end: int) -> None:
        """Divide what is not known at the end of a stretch where a known passage stands in it."""
        self._pick_up(spoken, end)
        while True:
            part = spoken.parts[-1]
            if not self._recaller.sure(part):
                found = self._recaller.find_inside(part.start, end)
                if found is None:
                    return
                part.known, part.until = None, found.start
                if found.start - part.start < _SYLLABLE:
                    found.start = spoken.parts.pop().start
                spoken.parts.append(found)
                part = found
            over = part.left_at is not None or part.ended
            begins = self._next_sound(part.until, end, over=True) if over else None
            if begins is None:
                return
            again = self._recaller.goes_on_after(part, begins, end)
            spoken.parts.append(again or Following(begins))
            if again is None:
                self._recaller.close(spoken.parts[-1], end)

    def _pick_up(self, spoken: _Spoken, end: int) -> None:
        """Follow on what was left last, where it only slipped."""
        if len(spoken.parts) > 1 and not self._recaller.sure(spoken.parts[-1]):
            *_, left, part = spoken.parts
            spoken.parts[-1] = self._recaller.goes_on_after(left, part.start, end) or part

    def _remember(self, spoken: _Spoken) -> None:
        ends = [part.start for part in spoken.parts[1:]] + [spoken.stretch.end or 0]
        for part, end in zip(spoken.parts, ends, strict=True):
            if not self._recaller.sure(part) and end - part.start >= SHORTEST:
                made = fingerprint_of(self._track.bands[part.start : end])
                spoken.prints[part.start] = made
                self._recaller.remember(made)

    def _next_sound(self, frame: int, end: int, *, over: bool) -> int | None:
        """Return where speech goes on after a recording was left; None for no more than its last syllable.

        What is too short for a word or no speech, such as the first note of music, is passed over, unless
        nothing else comes before the stretch is over.
        """
        levels = self._track.level[frame:end]
        if len(levels) == 0:
            return None
        quiet = float(np.percentile(self._track.level[max(0, frame - 100) : end], 10))
        loud = np.flatnonzero(levels > max(quiet + 10, -55))
        runs = np.split(loud, np.flatnonzero(np.diff(loud) > _GAP) + 1)
        spoken = (self._track.speech[frame:end] >= _SPOKEN) & (self._track.constancy[frame:end] < STILL)
        while len(runs) > over and np.count_nonzero(spoken[runs[0]]) < _WORD:
            del runs[0]
        if not runs:
            return None
        return frame + int(runs[0][0]) if sum(map(len, runs)) >= _SYLLABLE else None

    def _pieces_of(self, spoken: _Spoken) -> list[Piece]:
        made: list[Piece] = []
        stop = spoken.stretch.end
        for number, part in enumerate(spoken.parts):
            following = spoken.parts[number + 1].start if number + 1 < len(spoken.parts) else None
            end = stop if following is None else min(following, max(part.until, part.start + 1))
            name = part.known.id if part.known and self._recaller.sure(part) else None
            again = name is not None and name not in self._known
            own = spoken.prints.get(part.start)
            if own is not None and own.id in self._heard_again:
                name, again = own.id, True
            piece = Piece(SoundKind.SPEECH, seconds_of(part.start), None if end is None else seconds_of(end))
            piece.known, piece.again, piece.likeness, piece.new = name, again, part.score, part.new
            piece.left = name is not None and part.left_at is not None
            made.append(piece)
        return made
