import asyncio
import bisect
import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from probes.phone.conversation.heard import Heard
from probes.phone.conversation.over import CallCut, CallEnded, TalkLimit, WaitLimit
from probes.phone.line import Signal, SignalKind
from probes.phone.sound.segment import SoundKind, Speaker

T = TypeVar("T")

_SURE = 0.8
"""Confidence from which a voice that is said to be a recording is not asked (project's own choice)."""

_TICK_S = 0.1
"""How often a condition is looked at while nothing changes: it may depend on how long a silence lasts."""

_EAR_LATE_S = 1.8
"""Whatever sounds has been told by the ear after this long."""

_PASSING_ON = frozenset(
    {SignalKind.HELD, SignalKind.REFER_RECEIVED, SignalKind.REPLACED, SignalKind.IDENTITY_CHANGED}
)


class Scene:
    """What is known of a running call, and the means to wait for more.

    All times are seconds of CLOCK_MONOTONIC (`loop.time()`). Filled by `take_signal` and `take_heard`.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._starts: list[float] = []
        self.heard: list[Heard] = []
        """Every stretch heard so far, in order of its start."""
        self.signals: list[Signal] = []
        """Every signal so far, of both legs."""
        self.own: list[tuple[float, float | None]] = []
        """Our own words: start and end."""
        self.wait_by: float | None = None
        """When the waiting limit passes (while no person is known)."""
        self.talk_limit_s: float | None = None
        """The longest talk in seconds, from the first person's first word."""
        self.deaf = False
        """True once the analysis has died: nobody should talk to a person without hearing."""
        self.taken_for_person: float | None = None
        """When the conversation took a voice for a person though the ear had not decided."""
        self.talked_since: float | None = None
        """When the voice began with which the shopper talks, whatever the ear thinks of it."""

    @property
    def now(self) -> float:
        """The time."""
        return self._loop.time()

    def take_signal(self, signal: Signal) -> None:
        """Note what the engine reports."""
        self.signals.append(signal)
        self._changed.set()

    def take_heard(self, heard: Heard) -> None:
        """Note what the ear reports; a stretch of the same kind and start replaces the earlier one."""
        place = bisect.bisect_left(self._starts, heard.start - 1e-4)
        while place < len(self.heard) and abs(self.heard[place].start - heard.start) < 1e-3:
            if self.heard[place].kind is heard.kind:
                self.heard[place] = heard
                break
            place += 1
        else:
            self.heard.insert(place, heard)
            self._starts.insert(place, heard.start)
        # Only one thing sounds at a time: what is still open before it has ended, told or not (the ear
        # may have moved the start of a stretch, and the old one is then never closed).
        for earlier in range(place):
            if self.heard[earlier].end is None:
                self.heard[earlier] = replace(self.heard[earlier], end=heard.start)
        self._changed.set()

    def nudge(self) -> None:
        """Let whoever waits look again."""
        self._changed.set()

    def at(self, *kinds: SignalKind, leg: str = "organisation") -> float | None:
        """Return when the first signal of these kinds came from a leg, or None."""
        found = (s for s in self.signals if s.kind in kinds and s.leg == leg)
        return next((signal.at_ns / 1e9 for signal in found), None)

    @property
    def ended(self) -> Signal | None:
        """The end of the organisation's leg, or None while it lives."""
        found = (s for s in self.signals if s.kind is SignalKind.ENDED and s.leg == "organisation")
        return next(found, None)

    @property
    def lost(self) -> bool:
        """True if the engine lost the call."""
        return any(signal.kind is SignalKind.ENGINE_LOST for signal in self.signals)

    @property
    def person(self) -> Heard | None:
        """The first stretch that the ear knows to be a person's, or None."""
        return next(
            (h for h in self.heard if h.kind is SoundKind.SPEECH and h.speaker is Speaker.PERSON), None
        )

    def speech_after(self, since: float) -> list[Heard]:
        """Return the stretches of speech, not surely recordings, that began after `since`."""
        return [
            h
            for h in self.heard
            if h.kind is SoundKind.SPEECH and h.start >= since and not _surely_recorded(h)
        ]

    def sounding(self) -> Heard | None:
        """Return what is audible right now, or None."""
        return next((h for h in reversed(self.heard) if h.audible and h.end is None), None)

    def quiet_since(self) -> float:
        """Return the end of the last sound, theirs or ours (the answer, if there was none)."""
        ends = [h.end for h in self.heard if h.audible and h.end is not None]
        ends += [end for _, end in self.own if end is not None]
        start = self.at(SignalKind.ANSWERED, SignalKind.EARLY_MEDIA) or self.now
        return max([start, *ends])

    def silent_for(self, since: float) -> float:
        """Return for how many seconds nothing has been heard after a sound that ended at `since`; 0 if not.

        The ear knows a silence only after a while, and what began meanwhile (music, mostly) later still.
        So the silence must have been told, or have lasted longer than the ear's delay.
        """
        if self.sounding() is not None:
            return 0.0
        told = any(
            h.kind is SoundKind.SILENCE and h.end is None and h.start > since - 0.3 for h in self.heard
        )
        silent = self.now - since
        return silent if told or silent >= _EAR_LATE_S else 0.0

    def passed_on_since(self, since: float) -> float | None:
        """Return when the latest sign that we are being passed on came, if one came after `since`.

        Signs: hold, REFER, Replaces or a new identity in the signalling; music or ringback in the sound.
        """
        signs = [
            signal.at_ns / 1e9
            for signal in self.signals
            if signal.kind in _PASSING_ON
            and signal.leg == "organisation"
            and signal.detail.get("accepted", True)
        ]
        for heard in self.heard:
            waiting = heard.kind is SoundKind.MUSIC or heard.tone == "ringback"
            if waiting and heard.lasting(self.now) >= 0.8:
                signs.append(heard.start if heard.end is None else heard.end)
        return max((sign for sign in signs if sign > since), default=None)

    async def until(self, condition: Callable[[], T | None], *, by: float | None = None) -> T | None:
        """Wait until `condition` returns something true and return it; None once `by` has passed.

        Raises the `Over` that ends the script: the call ended, was lost, or a limit passed.
        """
        while True:
            self._check()
            if found := condition():
                return found
            if by is not None and by <= self.now:
                return None
            soon = [at for at in (by, self._limit_at()) if at is not None]
            left = min([_TICK_S, *(at - self.now for at in soon)])
            self._changed.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(left, 0.001)):
                    await self._changed.wait()

    async def pause(self, seconds: float) -> None:
        """Wait for some seconds. Raises `Over` like `until`."""
        await self.until(lambda: None, by=self.now + seconds)

    def _check(self) -> None:
        if self.lost:
            raise CallCut
        if self.ended is not None:
            raise CallEnded
        if self.deaf:
            raise CallCut
        limit = self._limit_at()
        if limit is not None and self.now >= limit:
            raise TalkLimit if self.met_at is not None else WaitLimit

    @property
    def met_at(self) -> float | None:
        """When the first person spoke, known or taken for one and not found to be a recording; or None."""
        if self.person is not None:
            return self.person.start
        if self.talked_since is not None:
            return self.talked_since
        taken = self.taken_for_person
        if taken is None:
            return None
        voices = [h for h in self.heard if h.kind is SoundKind.SPEECH and h.start >= taken - 0.1]
        return None if voices and all(h.speaker is Speaker.RECORDING for h in voices) else taken

    def _limit_at(self) -> float | None:
        """Return when the limit now in force passes: of the waiting, or of the talk with a person."""
        met = self.met_at
        if met is None:
            return self.wait_by
        return None if self.talk_limit_s is None else met + self.talk_limit_s


def _surely_recorded(heard: Heard) -> bool:
    # What the ear only guesses to be a recording is asked all the same: a "hei?" does a recording no harm.
    return heard.speaker is Speaker.RECORDING and heard.confidence >= _SURE
