import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from probes.chat.judge import Judged, judge
from probes.chat.line import Signal, SignalKind
from probes.chat.notice import NoticeKind
from probes.chat.over import ChatCut, ChatEnded, Concluded, TalkLimit, WaitLimit
from probes.chat.turn import Side, Speaker, Turn
from probes.outcome import Outcome

T = TypeVar("T")

_TICK_S = 0.1
"""How often a condition is looked at while nothing changes: it may depend on how long nothing came."""
_MOST_TURNS = 500
"""More messages than this are not taken: a page may be hostile (project's own choice)."""
_TYPING_GROWS_OLD_S = 30.0
"""A sign of typing that nobody takes away counts for nothing after so long (project's own choice)."""


class Room:
    """What is known of a running chat, and the means to wait for more.

    All times are seconds of CLOCK_MONOTONIC (`loop.time()`). Filled by `take` and `wrote`.
    """

    def __init__(self, *, robots: tuple[str, ...] = ()) -> None:
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._robots = robots
        self._turns: dict[str, Turn] = {}
        self._choices: dict[str, tuple[str, ...]] = {}
        self._judged: list[Judged] | None = None
        self._typing_since: float | None = None
        self._typed_s: float | None = None
        self.positions: list[tuple[float, int]] = []
        """When the widget showed which place in the queue, beside its messages."""
        self.over_at: float | None = None
        """When the organisation ended the chat."""
        self.closed_at: float | None = None
        """When the widget showed that nobody is on duty."""
        self.lost_at: float | None = None
        self.wait_by: float | None = None
        """When the waiting limit passes (while no person is known)."""
        self.talk_limit_s: float | None = None
        """The longest talk in seconds, from the first person's first words."""

    @property
    def now(self) -> float:
        """The time."""
        return self._loop.time()

    def take(self, signal: Signal) -> None:
        """Note what the line tells. Own messages that come back are passed over."""
        at = signal.at_ns / 1e9
        if signal.kind is SignalKind.TURN and signal.turn is not None:
            self._take_turn(signal.key, signal.turn, signal.choices)
        elif signal.kind is SignalKind.TYPING:
            self._typing_since = at if self._typing_since is None else self._typing_since
        elif signal.kind is SignalKind.TYPING_ENDED:
            self._end_typing(at)
        elif signal.kind is SignalKind.POSITION and signal.position is not None:
            self.positions.append((at, signal.position))
        elif signal.kind is SignalKind.OVER:
            self.over_at = self.over_at or at
        elif signal.kind is SignalKind.CLOSED:
            self.closed_at = self.closed_at or at
        elif signal.kind is SignalKind.LOST:
            self.lost_at = self.lost_at or at
        self._changed.set()

    def wrote(self, text: str, at_ns: int) -> None:
        """Note our own words."""
        self._turns[f"own-{len(self._turns)}"] = Turn(at_ns / 1e9, Side.OWN, text)
        self._judged = None
        self._changed.set()

    def nudge(self) -> None:
        """Let whoever waits look again."""
        self._changed.set()

    @property
    def keyed(self) -> list[tuple[str, Judged]]:
        """Every turn so far with what is now thought of it, in order of its first appearance."""
        ordered = sorted(self._turns.items(), key=lambda item: item[1].at_s)
        if self._judged is None:
            self._judged = judge([turn for _, turn in ordered], robots=self._robots)
        return [(key, one) for (key, _), one in zip(ordered, self._judged, strict=True)]

    @property
    def judged(self) -> list[Judged]:
        """The same without the keys."""
        return [one for _, one in self.keyed]

    @property
    def met_at(self) -> float | None:
        """When the first person wrote, or None."""
        return next((one.turn.at_s for one in self.judged if one.speaker is Speaker.PERSON), None)

    def theirs_after(self, since: float, *, person: bool = False) -> list[Judged]:
        """Return what the other side said after `since`, notices left out; only persons' words if asked."""
        speakers = {Speaker.PERSON} if person else {Speaker.PERSON, Speaker.ROBOT, Speaker.UNDECIDED}
        return [one for one in self.judged if one.turn.at_s > since and one.speaker in speakers]

    def noticed_after(self, since: float, *kinds: NoticeKind) -> Judged | None:
        """Return the first notice of these kinds after `since`, or None."""
        found = (one for one in self.judged if one.notice is not None and one.turn.at_s > since)
        return next((one for one in found if one.notice and one.notice.kind in kinds), None)

    def latest_choices(self) -> tuple[str, ...]:
        """Return the ready answers below the latest message of theirs."""
        last = next((key for key, one in reversed(self.keyed) if one.turn.side is not Side.OWN), "")
        return self._choices.get(last, ())

    def quiet_for(self) -> float:
        """Return for how many seconds nothing has come; 0 while somebody types."""
        typing = self._typing_since
        if typing is not None and self.now - typing < _TYPING_GROWS_OLD_S:
            return 0.0
        return self.now - max((one.turn.at_s for one in self.judged), default=self.now)

    async def until(self, condition: Callable[[], T | None], *, by: float | None = None) -> T | None:
        """Wait until `condition` returns something true and return it; None once `by` has passed.

        Raises the `Over` that ends the script: the chat ended, was cut, nobody is on duty, a limit passed.
        """
        while True:
            if found := condition():
                return found
            self._check()
            if by is not None and by <= self.now:
                return None
            soon = [at for at in (by, self._limit_at()) if at is not None]
            left = min([_TICK_S, *(at - self.now for at in soon)])
            self._changed.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(left, 0.001)):
                    await self._changed.wait()

    async def settled(self, since: float, *, quiet_s: float, by: float, person: bool = False) -> bool:
        """Wait until the other side has said something after `since` and finished; False if it did not."""

        def said() -> bool | None:
            return (bool(self.theirs_after(since, person=person)) and self.quiet_for() >= quiet_s) or None

        return bool(await self.until(said, by=by)) or bool(self.theirs_after(since, person=person))

    def _take_turn(self, key: str, turn: Turn, choices: tuple[str, ...]) -> None:
        if turn.side is Side.OWN or (key not in self._turns and len(self._turns) >= _MOST_TURNS):
            return
        self._choices[key] = choices
        before = self._turns.get(key)
        if before is None:
            self._end_typing(turn.at_s)
            typed, self._typed_s = self._typed_s, None
            turn = turn if turn.typing_s is not None else replace(turn, typing_s=typed)
        else:
            # It appeared when its first letters did, however long the robot went on writing.
            turn = replace(turn, at_s=before.at_s, typing_s=before.typing_s, early=before.early)
        self._turns[key] = turn
        self._judged = None

    def _end_typing(self, at: float) -> None:
        if self._typing_since is not None:
            self._typed_s = max(0.0, at - self._typing_since)
            self._typing_since = None

    def _check(self) -> None:
        if self.lost_at is not None:
            raise ChatCut
        if self.over_at is not None or self.noticed_after(0.0, NoticeKind.ENDED) is not None:
            raise ChatEnded
        met = self.met_at
        if met is not None and self.noticed_after(met, NoticeKind.CLOSED_HOURS) is not None:
            raise ChatEnded  # "the chat is closed": in the middle of a talk it means this one
        if met is None and (self.closed_at or self.noticed_after(0.0, NoticeKind.CLOSED_HOURS)):
            raise Concluded(Outcome.CLOSED, "the chat says that nobody is on duty")
        limit = self._limit_at()
        if limit is not None and self.now >= limit:
            raise TalkLimit if self.met_at is not None else WaitLimit

    def _limit_at(self) -> float | None:
        """Return when the limit now in force passes: of the waiting, or of the talk with a person."""
        met = self.met_at
        if met is None:
            return self.wait_by
        return None if self.talk_limit_s is None else met + self.talk_limit_s
