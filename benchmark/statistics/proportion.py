"""Shares: intervals by Wilson and by Clopper and Pearson, and a share held against a target."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from scipy import special

from benchmark.statistics.errors import BadArgument, TooFew
from benchmark.statistics.interval import Interval, tail


class Verdict(StrEnum):
    """What a sample says about a target share."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell yet"


@dataclass(frozen=True, slots=True)
class TargetVerdict:
    """A share against its target.

    Attributes:
        successes: contacts that did what was wanted, of `trials`.
        target: the share to be exceeded, 0 to 1.
        verdict: *met* when the share lies above the target beyond doubt at the level, *not met* when it lies
            below it beyond doubt, otherwise *cannot tell yet*.
        p_above: exact one-sided p-value of "the true share is at most the target".
        p_below: exact one-sided p-value of "the true share is at least the target".
        shown: Wilson interval, the one to print.
        needed: the fewest successes of as many trials that would be *met*; None where even all are too few.
    """

    successes: int
    trials: int
    target: float
    verdict: Verdict
    p_above: float
    p_below: float
    shown: Interval
    needed: int | None

    @property
    def share(self) -> float:
        """The observed share, 0 to 1."""
        return self.successes / self.trials


def wilson(*, successes: float, trials: float, level: float = 0.95) -> Interval:
    """Wilson's score interval of a share; for display.

    (p̂ + z²/2n ± z√(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n). Holds its level on average, never leaves 0–1 and is
    not degenerate at 0 or n. `successes` and `trials` may be fractions (an effective sample size).

    Raises:
        TooFew: no trial. BadArgument: successes outside 0…trials, or a level outside (0, 1).

    Source: Wilson (1927), JASA 22:209.
    """
    _check(successes, trials)
    z = float(special.ndtri(1 - tail(level)))
    share = successes / trials
    centre = share + z * z / (2 * trials)
    half = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    low = 0.0 if successes <= 0 else max(0.0, (centre - half) / scale)
    high = 1.0 if successes >= trials else min(1.0, (centre + half) / scale)
    return Interval(low=low, high=high, level=level)


def clopper_pearson(*, successes: float, trials: float, level: float = 0.95) -> Interval:
    """Clopper and Pearson's exact interval of a share; for claims: it never errs more often than it says.

    Quantiles of Beta(k, n−k+1) and Beta(k+1, n−k). Source: Clopper and Pearson (1934), Biometrika 26:404.

    Raises:
        TooFew: no trial. BadArgument: successes outside 0…trials, or a level outside (0, 1).
    """
    _check(successes, trials)
    each = tail(level)
    low = float(special.betaincinv(successes, trials - successes + 1, each)) if successes > 0 else 0.0
    high = (
        float(special.betaincinv(successes + 1, trials - successes, 1 - each)) if successes < trials else 1.0
    )
    return Interval(low=low, high=high, level=level)


def target_verdict(
    *, successes: int, trials: int, target: float, level: float = 0.95, design_effect: float = 1.0
) -> TargetVerdict:
    """Whether a share exceeds its target: *met*, *not met* or *cannot tell yet*.

    Two exact one-sided binomial tests, each at 1 − level (a sample cannot fail both). With 25 contacts a
    target of 70 % needs 22 of them.

    Args:
        successes: contacts that did what was wanted (handled by the first person).
        trials: contacts that could have.
        target: the share to be exceeded, strictly between 0 and 1.
        level: confidence of each one-sided statement.
        design_effect: how much clustering by shopper inflates the variance, 1 + (m − 1)ρ with m contacts a
            shopper and correlation ρ; both counts are divided by it.

    Raises:
        TooFew: no trial. BadArgument: a count, target, level or design effect out of range.
    """
    _check(successes, trials)
    tail(level)
    if not 0 < target < 1:
        raise BadArgument(f"a target share must lie between 0 and 1, not {target:g}")
    if not design_effect >= 1:
        raise BadArgument(f"a design effect is at least 1, not {design_effect:g}")
    alpha = 1 - level
    above = _p_above(successes / design_effect, trials / design_effect, target)
    below = _p_above((trials - successes) / design_effect, trials / design_effect, 1 - target)
    needed = bisect_left(
        range(trials + 1),
        True,
        key=lambda count: _p_above(count / design_effect, trials / design_effect, target) <= alpha,
    )
    verdict = Verdict.CANNOT_TELL
    if above <= alpha:
        verdict = Verdict.MET
    elif below <= alpha:
        verdict = Verdict.NOT_MET
    return TargetVerdict(
        successes=successes,
        trials=trials,
        target=target,
        verdict=verdict,
        p_above=above,
        p_below=below,
        shown=wilson(successes=successes / design_effect, trials=trials / design_effect, level=level),
        needed=needed if needed <= trials else None,
    )


def _p_above(successes: float, trials: float, target: float) -> float:
    """P(X ≥ successes) for Binomial(trials, target), for fractions too by the incomplete beta function."""
    if successes <= 0:
        return 1.0
    return float(special.betainc(successes, trials - successes + 1, target))


def _check(successes: float, trials: float) -> None:
    if not trials > 0:
        raise TooFew("a share needs at least one contact")
    if not 0 <= successes <= trials:
        raise BadArgument(f"{successes:g} successes of {trials:g} contacts cannot be")
