"""How many attempts it takes to reach somebody who can handle the matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmark.statistics.errors import BadArgument, BadTable, TooFew
from benchmark.statistics.interval import Interval
from benchmark.statistics.proportion import wilson


@dataclass(frozen=True, slots=True)
class Attempts:
    """Attempts needed, for an organisation.

    Attributes:
        chance: chance that one attempt reaches a handler, 0 to 1: successes ÷ attempts.
        interval: its Wilson interval, over attempts.
        expected: mean number of attempts that a caller without limit would need, 1/chance; None where nobody
            was ever reached.
        expected_interval: of that; the upper end is infinite where the chance may be 0.
        mean_made: attempts made a contact, those given up at the cap included.
        within_one: share of contacts reached at the first attempt, with Wilson interval.
        within_one_interval: its interval.
        reached, contacts, attempts: counts.
        by_attempt: attempts made at each number and how many of them reached somebody:
            (number, tried, reached). A falling share shows that the attempts are not alike.
    """

    chance: float
    interval: Interval
    expected: float | None
    expected_interval: Interval
    mean_made: float
    within_one: float
    within_one_interval: Interval
    reached: int
    contacts: int
    attempts: int
    by_attempt: tuple[tuple[int, int, int], ...]


def attempts_to_reach(
    *, attempts: Sequence[int], reached: Sequence[bool], cap: int, level: float = 0.95
) -> Attempts:
    """Chance of an attempt and attempts needed, when contacts stop at a cap.

    Geometric: a contact reached at attempt k adds p(1−p)^{k−1} to the likelihood, one given up after k
    adds (1−p)^k; hence p̂ = successes ÷ attempts, a binomial share of attempts.

    Args:
        attempts: how many each contact made, 1…cap. reached: whether the last of them reached a handler.
        cap: how many the method allows. level: confidence.

    Raises:
        TooFew: no contact. BadTable: lists of unequal length, or a number outside 1…cap. BadArgument: a cap
        below 1, or a level outside (0, 1).
    """
    if cap < 1:
        raise BadArgument(f"a cap of {cap} attempts allows no contact")
    if len(attempts) != len(reached):
        raise BadTable(f"{len(attempts)} counts of attempts but {len(reached)} endings")
    if not attempts:
        raise TooFew("attempts needed cannot be told without a contact")
    wrong = next((made for made in attempts if not 1 <= made <= cap), None)
    if wrong is not None:
        raise BadTable(f"a contact with {wrong} attempts cannot be: the method allows 1 to {cap}")
    total, successes = sum(attempts), sum(map(bool, reached))
    first = sum(1 for made, ended in zip(attempts, reached, strict=True) if ended and made == 1)
    interval = wilson(successes=successes, trials=total, level=level)
    ended_at = Counter(made for made, ended in zip(attempts, reached, strict=True) if ended)
    return Attempts(
        chance=successes / total,
        interval=interval,
        expected=total / successes if successes else None,
        expected_interval=Interval(
            1 / interval.high, 1 / interval.low if interval.low > 0 else float("inf"), level
        ),
        mean_made=total / len(attempts),
        within_one=first / len(attempts),
        within_one_interval=wilson(successes=first, trials=len(attempts), level=level),
        reached=successes,
        contacts=len(attempts),
        attempts=total,
        by_attempt=tuple(
            (number, sum(1 for made in attempts if made >= number), ended_at[number])
            for number in range(1, max(attempts) + 1)
        ),
    )
