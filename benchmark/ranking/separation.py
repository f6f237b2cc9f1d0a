"""How many contacts would separate two scores, for a sentence."""

from math import inf

from benchmark.statistics.critical_values import Purpose
from benchmark.statistics.sample_size import Comparison, contacts_needed

_POWER = 0.8


def contacts_to_separate(
    *, gap: float, deviation: float, made: int = 0, organisations: int = 2, confidence: float = 0.95
) -> float:
    """Give the contacts with each of two organisations that would show a gap with 80 % power.

    Asked as if the two had been named beforehand. Where that takes no more contacts than were made, it is
    the comparison with a whole class that keeps them level, and the answer is that question's.

    Args:
        gap: points, at full precision; without one (below 1e-9) no number would do: infinite.
        deviation: standard deviation of a contact, points; 0 where nothing varies: 0.
        made: contacts that were made with each.
        organisations: in the class.
        confidence: of the statement.
    """
    if deviation <= 0:
        return 0.0
    if abs(gap) < 1e-9:
        return inf
    asked = [Comparison(purpose=Purpose.PAIR, level=confidence, power=_POWER)]
    if organisations > 2:
        asked.append(
            Comparison(purpose=Purpose.WINNER, organisations=organisations, level=confidence, power=_POWER)
        )
    needed = 0
    for comparison in asked:
        needed = contacts_needed(difference=abs(gap), deviation=deviation, comparison=comparison) or 0
        if needed > made:
            return float(needed)
    return float(max(needed, made + 1))
