"""Points as they are shown: never outside the scale on which everything is scored."""

from __future__ import annotations


def shown_points(points: float) -> float:
    """Keep a score within 0–100 for print.

    The model of shoppers and scenarios adds and subtracts points, so near the ends it may reckon −0.2 or
    100.3 for the average shopper. No true level lies there: the nearest possible one, 0 or 100, is nearer to
    it, whatever it is, and the interval beside it, taken on the logit, never leaves the scale either. Order,
    rank sets and differences rest on what the model says, at full precision.
    """
    return min(max(points, 0.0), 100.0)
