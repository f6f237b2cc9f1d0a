"""Knows recordings again and follows them until the sound leaves them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.memory import Fingerprint
from probes.phone.sound.shelf import FLOOR, Match, Shelf
from probes.phone.sound.track import Track

FIRST = 35
"""Frames of a stretch after which a start like no known recording's makes it new."""

ENOUGH = 150
"""Frames that are compared to know a recording: 1.5 s."""

MIDDLE = 300
"""Frames that are compared with the middle of recordings: a voice may say three words alike."""

CUT_SHORT, LIKE_CUT_SHORT = 95, 0.88
"""Frames after which a recording may be cut short by whoever answers, and the likeness then needed."""

LIKE_START, LIKE_ENOUGH, LIKE_MIDDLE, LIKE_ANYWHERE = 0.75, 0.7, 0.85, 0.93
"""Likeness needed. On rehearsals the same voice with other words, or the same words at another pace,
came to 0.63 at most over 1.5 s from the start and to 0.8 over 3 s anywhere; the same recording in noise
20 dB below it to 0.97 at least. Other codecs in between cost 0.1 (project's own choice)."""

LEFT_DB = 7.0
"""Mean difference of the bands over 0.15 s above which the sound has left a recording: in step it is
1.5 dB (99.9 %: 5.7 dB), out of step 15 dB (95 %: 8.9 dB)."""

LIKE_SHORT = 0.9
"""Likeness needed of less than 1.5 s where a recording that is left or ends may go on in another copy."""

LIKE_PASSAGE = 0.95
"""Likeness needed of 0.95 s anywhere in a stretch and in a recording. Of 769 such passages that persons spoke
in calls to the town, 0.93 was the most that was ever like another call's; of recordings, four in five came
to 0.95 and more."""

_LEFT_WIDTH = 15
_SHORTEST = 60
_PASSAGE, _STRIDE = 95, 25
_SLIP = 30
_IN_STEP = 90
_IN_STEP_OWN = 250
_WHOLE_OWN = 170
_SHORT_OWN = 70
_APART_SHORT_DB = 2.2
_APART_OWN_DB = 3.5


@dataclass(slots=True)
class Following:
    """A stretch of speech that begins at frame `start`, and what is known of it so far."""

    start: int
    known: Fingerprint | None = None
    score: float = 0.0
    new: bool | None = None
    """False while the start may still be a known recording's, True once it can not; None: too early."""
    until: int = 0
    """The stretch equals the recording up to this frame."""
    left_at: int | None = None
    """Frame at which the sound left the recording though it went on."""
    ended: bool = False
    """The recording was heard to its end."""
    apart: float = 0.0
    """Mean difference from the recording (dB) where both sound."""
    shift: int = 0
    """The recording's frame number less the call's."""
    tried: int = 0
    """So many frames have been compared already."""
    changed_at: int = 0
    """Frame at which it was followed on in another copy of the recording."""


class Recaller:
    """Compares a call's stretches of speech with known recordings, those of the call itself included."""

    def __init__(self, track: Track, known: tuple[Fingerprint, ...]) -> None:
        self._track = track
        self._known = Shelf(known)
        self._shelf = self._known.copy()
        self._own: set[str] = set()

    def remember(self, fingerprint: Fingerprint) -> None:
        """Know a stretch of this call again if it is heard once more."""
        self._shelf.add(fingerprint)
        self._own.add(fingerprint.id)

    def sure(self, following: Following) -> bool:
        """Tell whether a stretch is a recording beyond doubt.

        What equals another call's for less than 1.7 s must equal it closely: over such lengths no recording
        in 160 calls to the town was further off than 1.1 dB, and the same greeting by the same clerk 3.4 dB.
        A person may say the same words twice in a call, in step for a while if they speak like a
        machine; so what was first heard in the same call must equal it for longer and more closely.
        """
        if following.known is None:
            return False
        length = following.until - following.start
        if following.known.id not in self._own:
            # Two clerks of one training greet alike for a second; recordings are in step far more closely.
            return length >= _WHOLE_OWN or following.apart < _APART_SHORT_DB
        whole = following.ended and abs(length - len(following.known.bands)) < 20
        if whole and length >= _SHORT_OWN and following.apart < _APART_SHORT_DB:
            return True
        return (
            (whole and length >= _WHOLE_OWN) or length >= _IN_STEP_OWN
        ) and following.apart < _APART_OWN_DB

    def follow(self, following: Following, end: int) -> bool:
        """Look at a stretch up to frame `end`; tell whether anything new is known of it."""
        if following.known is not None:
            return self._go_on(following, end)
        length = end - following.start
        bands = self._track.bands[following.start : end]
        if length >= FIRST and following.new is None:
            following.new = not self._may_be_known(bands[:FIRST])
            return True
        if length >= ENOUGH and following.tried < ENOUGH:
            following.tried = ENOUGH
            match = self._shelf.find(bands[:ENOUGH], from_start=True)
            if match is None or match.score < LIKE_ENOUGH:
                match = self._shelf.find(bands[:ENOUGH])
                match = match if match and match.score >= LIKE_ANYWHERE else None
            if match is None:
                # A clerk may cut a recording short after its first words.
                match = self._shelf.find(bands[:CUT_SHORT], from_start=True)
                match = match if match and match.score >= LIKE_CUT_SHORT else None
            return self._decide(following, match, end)
        if length >= MIDDLE and following.tried < MIDDLE:
            following.tried = MIDDLE
            match = self._shelf.find(bands[:MIDDLE])
            return self._decide(following, match if match and match.score >= LIKE_MIDDLE else None, end)
        return False

    def close(self, following: Following, end: int) -> bool:
        """Look at a stretch that has ended at frame `end`: short ones are compared as they are."""
        changed = self.follow(following, end)
        bands = self._track.bands[following.start : end]
        if following.known is None and 60 <= len(bands) < ENOUGH:
            match = self._shelf.find(bands, from_start=True)
            if (
                match is not None
                and match.score >= 0.9
                and abs(len(match.fingerprint.bands) - len(bands)) < 40
            ):
                following.known, following.score, following.until = match.fingerprint, match.score, end
                following.ended, following.new = True, False
                return True
        return changed

    def _may_be_known(self, bands: NDArray[np.float32]) -> bool:
        if not len(self._shelf):
            return False
        match = self._shelf.find(bands, from_start=True)
        return match is not None and match.score >= LIKE_START

    def _decide(self, following: Following, match: Match | None, end: int) -> bool:
        if match is None:
            changed = following.new is not True
            following.new = True
            return changed
        following.known, following.score = match.fingerprint, match.score
        following.new = False
        following.shift = match.offset - following.start
        following.until = following.start
        self._go_on(following, end)
        over = following.left_at is not None or following.ended
        if over and following.until - following.start < _IN_STEP:
            # The same words by the same voice at another pace: alike, but not in step.
            following.known, following.left_at, following.ended, following.new = None, None, False, True
        return True

    def _go_on(self, following: Following, end: int) -> bool:
        if following.left_at is not None or following.ended:
            return False
        assert following.known is not None
        recording = following.known.bands
        begin = max(following.start, -following.shift, following.until - _LEFT_WIDTH)
        stop = min(end, len(recording) - following.shift)
        if stop - begin >= _LEFT_WIDTH:
            here = np.maximum(self._track.bands[begin:stop], FLOOR)
            there = np.maximum(recording[begin + following.shift : stop + following.shift], FLOOR)
            apart = _apart(here, there)
            means = np.convolve(apart, np.full(_LEFT_WIDTH, 1 / _LEFT_WIDTH), "valid")
            far = np.flatnonzero(means > LEFT_DB)
            if len(far):
                left = begin + _first_far(apart, int(far[0]))
                if self._goes_on_in_another(following, left, min(left + _LEFT_WIDTH, end)):
                    return self._go_on(following, end)
                _count(following, apart[: left - begin], begin)
                following.left_at = following.until = left
                return True
            _count(following, apart, begin)
            following.until = stop
        over = len(recording) - following.shift
        if end >= over + 5:
            if self._goes_on_in_another(following, over, min(over + _LEFT_WIDTH, end)):
                return self._go_on(following, end)
            following.ended = True
            following.until = max(following.until, over)
            return True
        return False

    def _goes_on_in_another(self, following: Following, at: int, end: int) -> bool:
        """Where a copy of a recording ends or is left, follow another: the first was cut short.

        The other one has to equal what was heard before frame `at` and from there to `end`, too. It may be
        the same one a little later or earlier, where packets were late.
        """
        last = self._track.bands[max(following.start, end - ENOUGH) : end]
        if len(last) < _SHORTEST or at <= following.changed_at + _LEFT_WIDTH:
            return False
        match = self._shelf.find(last)
        if match is not None and self._is_followed(match, following, end - len(last)):
            match = self._shelf.find(last, besides=match.fingerprint)
        likeness = LIKE_MIDDLE if len(last) >= ENOUGH else LIKE_SHORT
        if match is None or match.score < likeness:
            return False
        shift = match.offset - (end - len(last))
        if not self._in_step(match.fingerprint, shift, at, end):
            return False
        following.known, following.shift = match.fingerprint, shift
        following.until = following.changed_at = at
        return True

    def _is_followed(self, match: Match, following: Following, begin: int) -> bool:
        return match.fingerprint is following.known and match.offset - begin == following.shift

    def find_inside(self, start: int, end: int) -> Following | None:
        """Return the first passage in frames [start, end) that equals one of a recording of other calls.

        Neither has to begin where the other one does: a voice may have come before, or a number that
        differs. Costs too much for a live call.
        """
        last = end - _PASSAGE
        for begin in sorted({*range(start, last, _STRIDE), last} if last >= start else ()):
            match = self._known.find(self._track.bands[begin : begin + _PASSAGE])
            if match is None or match.score < LIKE_PASSAGE:
                continue
            shift = match.offset - begin
            first = begin
            while first - _LEFT_WIDTH >= start and self._in_step(
                match.fingerprint, shift, first - _LEFT_WIDTH, first
            ):
                first -= _LEFT_WIDTH
            found = Following(first, match.fingerprint, match.score, new=False, until=begin, shift=shift)
            self._go_on(found, end)
            length = found.until - first
            if length >= _IN_STEP and found.apart < (
                _APART_OWN_DB if length >= _WHOLE_OWN else _APART_SHORT_DB
            ):
                return found
        return None

    def goes_on_after(self, left: Following, start: int, end: int) -> Following | None:
        """Return how a recording that was left goes on in frames [start, end), None if it does not.

        Where packets came late or were lost, it goes on a little later or earlier than was to be expected.
        """
        query = self._track.bands[start : min(start + _SHORTEST, end)]
        if left.known is None or len(query) < _SHORTEST // 2:
            return None
        match = Shelf((left.known,)).find(query)
        if match is None or match.score < LIKE_SHORT or abs(match.offset - start - left.shift) > _SLIP:
            return None
        found = Following(start, left.known, match.score, new=False, until=start, shift=match.offset - start)
        self._go_on(found, end)
        return found if found.until - start >= _SHORTEST // 2 else None

    def _in_step(self, recording: Fingerprint, shift: int, begin: int, end: int) -> bool:
        """Tell whether frames [begin, end) equal the recording's, `shift` frames later there."""
        if begin + shift < 0 or end + shift > len(recording.bands) or end - begin < _LEFT_WIDTH // 2:
            return False
        here = np.maximum(self._track.bands[begin:end], FLOOR)
        there = np.maximum(recording.bands[begin + shift : end + shift], FLOOR)
        return float(_apart(here, there).mean()) < LEFT_DB


def _count(following: Following, apart: NDArray[np.float32], begin: int) -> None:
    """Take what is new in the differences from frame `begin` on into a stretch's mean."""
    fresh = apart[max(0, following.until - begin) :]
    if len(fresh):
        done = max(following.until - following.start, 0)
        following.apart = (following.apart * done + float(fresh.sum())) / (done + len(fresh))


def _apart(here: NDArray[np.float32], there: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean difference in dB of the bands that sound in either; 0 where hardly any does."""
    sounds = np.maximum(here, there) > FLOOR + 10
    count = sounds.sum(axis=1)
    total = (np.abs(here - there) * sounds).sum(axis=1)
    return np.where(count >= 2, total / np.maximum(count, 1), 0).astype(np.float32)


def _first_far(apart: NDArray[np.float32], window: int) -> int:
    """Return the frame in a window that is apart on the whole at which it came apart."""
    inside = apart[window : window + _LEFT_WIDTH]
    for number in range(len(inside)):
        if inside[number] > LEFT_DB and float(inside[number : number + 4].mean()) > LEFT_DB:
            return window + number
    return window
