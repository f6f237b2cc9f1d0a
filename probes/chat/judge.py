import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from probes.chat.notice import Notice, NoticeKind, read_notice
from probes.chat.phrases import plain, says
from probes.chat.signs import Sign, signs_of
from probes.chat.turn import Side, Speaker, Turn

_MOST = 7.0
"""Log-odds that one turn can bring at most, so that no single turn outvotes a whole conversation."""

_UNSURE = 0.6
"""A side less likely than this is left undecided (project's own choice)."""

# How likely the next turn of theirs is a person's after a robot's, and a robot's after a person's, by what
# lies between (project's own choice).
_TO_PERSON = {"same": 0.03, "unknown": 0.15, "other": 0.6, "notice": 0.85}
_TO_ROBOT = {"same": 0.01, "unknown": 0.02, "other": 0.08, "notice": 0.02}
_NAME = re.compile(r"\b[A-ZÆØÅÄÖ][a-zæøåäöéü]{2,}\b")
_NO_NAMES = frozenset(
    {"Hei", "Heisann", "Hej", "Hejsan", "Hallo", "Hallå", "Hello", "Moi", "Terve", "Chat", "The"}
)
_PERSON_FIRST = 0.42
"""Before anything is known: most chats are opened by a robot."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A turn with what is thought of it: who wrote it, how sure that is, and the signs that spoke.

    `notice` is what it tells if it is one. `joined` says that a notice has just named its author.
    """

    turn: Turn
    speaker: Speaker
    confidence: float
    signs: tuple[str, ...] = ()
    notice: Notice | None = None


def judge(turns: Sequence[Turn], *, robots: tuple[str, ...] = ()) -> list[Judged]:
    """Decide for each turn who wrote it, with all turns of the chat as evidence.

    Robot and person are two hidden states that seldom change while the author's name stays, and mostly at
    notices (a hidden Markov chain, decided by the forward-backward sums of Rabiner, Proc. IEEE 77(2), 1989).
    Each turn's signs are summed log-odds. Own turns and notices are told apart first.
    """
    names = any(turn.author for turn in turns if turn.side is Side.THEIRS)
    notices = [read_notice(turn, names_shown=names) for turn in turns]
    theirs = [n for n, turn in enumerate(turns) if notices[n] is None and turn.side is not Side.OWN]
    gathered = {n: _signs(turns, notices, n, robots) for n in theirs}
    sure = dict(zip(theirs, _likely(turns, notices, theirs, gathered), strict=True))
    judged: list[Judged] = []
    for n, turn in enumerate(turns):
        notice = notices[n]
        if turn.side is Side.OWN:
            judged.append(Judged(turn, Speaker.SHOPPER, 1.0))
        elif notice is not None:
            shown = turn.side is Side.NOTICE
            judged.append(Judged(turn, Speaker.SYSTEM, 1.0 if shown else 0.8, (notice.kind.value,), notice))
        else:
            judged.append(_decided(turn, sure[n], gathered[n]))
    return judged


def _decided(turn: Turn, person: float, signs: list[Sign]) -> Judged:
    speaker = Speaker.PERSON if person >= 0.5 else Speaker.ROBOT
    confidence = max(person, 1 - person)
    if confidence < _UNSURE:
        speaker = Speaker.UNDECIDED
    told = sorted(signs, key=lambda sign: -abs(sign.weight))
    return Judged(turn, speaker, round(confidence, 3), tuple(sign.name for sign in told))


def _signs(
    turns: Sequence[Turn], notices: Sequence[Notice | None], n: int, robots: tuple[str, ...]
) -> list[Sign]:
    turn = turns[n]
    announced = _announced(turns, notices, n)
    # Who comes after a robot or a queue may greet with ready words at once: that says nothing of fingers.
    # A robot that opens a chat under a person's name is announced, too, but before anything else.
    later = announced is not None and _came_later(turns[:announced], notices[:announced])
    ready_words = later and notices[n - 1] is not None
    gap = turn.at_s - turns[n - 1].at_s if n and not turn.early and not ready_words else None
    before = any(plain(other.text) == plain(turn.text) for other in turns[:n] if other.side is Side.THEIRS)
    signs = signs_of(turn, gap_s=gap, said_before=before, robots=robots)
    if announced is not None:
        signs.append(Sign("joined_by_notice", 2.5))
    return signs


def _came_later(turns: Sequence[Turn], notices: Sequence[Notice | None]) -> bool:
    """Whether anybody of theirs, or a queue, stands among these turns."""
    return any(
        notice.kind in (NoticeKind.QUEUE, NoticeKind.HANDOVER) if notice else turn.side is not Side.OWN
        for turn, notice in zip(turns, notices, strict=True)
    )


def _announced(turns: Sequence[Turn], notices: Sequence[Notice | None], n: int) -> int | None:
    """Return which notice said that this author (a person, by what it says) came into the chat, or None.

    Where the widget shows the organisation as author, by the name with which the writer greets.
    """
    author, words = plain(turns[n].author), set(_NAME.findall(turns[n].text))
    for k in range(n):
        notice = notices[k]
        if notice is None or notice.kind not in (NoticeKind.JOINED, NoticeKind.HANDOVER):
            continue
        told = plain(turns[k].text)
        if says("robot_word", told):
            continue
        if (author and author in told) or words & set(_NAME.findall(turns[k].text)) - _NO_NAMES:
            return k
    return None


def _likely(
    turns: Sequence[Turn],
    notices: Sequence[Notice | None],
    theirs: Sequence[int],
    gathered: dict[int, list[Sign]],
) -> list[float]:
    """Return for each turn of theirs how likely it is a person's, by forward and backward sums."""
    if not theirs:
        return []
    odds = [max(-_MOST, min(_MOST, sum(sign.weight for sign in gathered[n]))) for n in theirs]
    seen = [(1.0, math.exp(each)) for each in odds]
    steps = [_step(turns, notices, a, b) for a, b in pairwise(theirs)]
    forward = [_normal((1 - _PERSON_FIRST) * seen[0][0], _PERSON_FIRST * seen[0][1])]
    for (up, down), (robot, person) in zip(steps, seen[1:], strict=True):
        r, p = forward[-1]
        forward.append(_normal((r * (1 - up) + p * down) * robot, (r * up + p * (1 - down)) * person))
    backward = [(1.0, 1.0)]
    for (up, down), (robot, person) in zip(reversed(steps), reversed(seen[1:]), strict=True):
        r, p = backward[-1][0] * robot, backward[-1][1] * person
        backward.append(_normal((1 - up) * r + up * p, down * r + (1 - down) * p))
    backward.reverse()
    return [_normal(f[0] * b[0], f[1] * b[1])[1] for f, b in zip(forward, backward, strict=True)]


def _step(turns: Sequence[Turn], notices: Sequence[Notice | None], a: int, b: int) -> tuple[float, float]:
    """Return how likely robot → person and person → robot are between two turns of theirs."""
    between = {notice.kind for notice in notices[a + 1 : b] if notice is not None}
    if between & {NoticeKind.JOINED, NoticeKind.HANDOVER, NoticeKind.QUEUE}:
        way = "notice"
    elif not turns[a].author and not turns[a].label and not turns[b].author and not turns[b].label:
        way = "unknown"
    elif (plain(turns[a].author), plain(turns[a].label)) == (plain(turns[b].author), plain(turns[b].label)):
        way = "same"
    else:
        way = "other"
    return _TO_PERSON[way], _TO_ROBOT[way]


def _normal(robot: float, person: float) -> tuple[float, float]:
    total = robot + person
    return robot / total, person / total
