from collections.abc import Mapping

LEAST = 5
"""Contacts behind a published figure, at least. Project's own choice: of fewer, a clerk on duty that day,
or a shopper, might know which contact is meant."""


def hidden_parts(counts: Mapping[str, int], *, least: int = LEAST, adds_up: bool = True) -> frozenset[str]:
    """Return which parts of a whole are not published because too few contacts stand behind them.

    Where the parts add up to a published whole (channels do), one hidden part alone, or several with fewer
    than `least` contacts together, could be reckoned from the others: then the next smallest is hidden too.

    Args:
        counts: contacts with a score by part; parts without any say nothing and are not hidden.
        least: contacts from which on a figure is published.
        adds_up: whether the parts add up to a whole that is published.
    """
    there = {name: count for name, count in counts.items() if count > 0}
    hidden = {name for name, count in there.items() if count < least}
    if not adds_up or not hidden:
        return frozenset(hidden)
    for name in sorted(there.keys() - hidden, key=lambda each: (there[each], each)):
        if len(hidden) > 1 and sum(there[each] for each in hidden) >= least:
            break
        hidden.add(name)
    return frozenset(hidden)
