"""One figure of one organisation with its interval, by the kind of indicator."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from benchmark.scoring.choices import Choices
from benchmark.scoring.curve import Floats
from benchmark.statistics.attempts import attempts_to_reach
from benchmark.statistics.proportion import target_verdict, wilson
from scenarios.indicator import Indicator

_NOTHING = float("nan")


@dataclass(frozen=True)
class Figure:
    """A figure with its interval.

    Attributes:
        value, low, high: in the indicator's unit, NaN where there is none.
        hits: the count of a share, or of contacts reached.
        raw: mean of the raw answers.
        verdict: what it says of the target.
    """

    value: float
    low: float = _NOTHING
    high: float = _NOTHING
    hits: float = _NOTHING
    raw: float = _NOTHING
    verdict: str = ""


def figure(
    *, indicator: Indicator, values: Floats, raw: Floats, reached: Floats, level: float, choices: Choices
) -> Figure:
    """Compute an indicator from its contacts' values, none of them missing, at least one.

    Shares, item means and indices are in per cent; a t interval never leaves the scale's 0 to 100. Bootstrap:
    the percentile interval of the mean, drawn from a seed made of the values themselves, so that equal values
    give equal intervals; of a median exactly, by the binomial distribution, without drawing.

    Args:
        indicator: what is computed.
        values: see `IndicatorValues.value`, shape (n,).
        raw: the answers as ticked, NaN for measurements, shape (n,).
        reached: 1 where the contact was reached, for the attempts needed, shape (n,).
        level: the confidence.
        choices: how many draws a bootstrap takes.
    """
    if indicator.kind == "share":
        return _share(indicator, values, level)
    if indicator.kind == "attempts":
        return _attempts(values, reached, level)
    if indicator.kind == "median":
        low, high = _median_interval(values, level) if indicator.interval != "none" else (_NOTHING, _NOTHING)
        return Figure(float(np.median(values)), low, high)
    if indicator.kind == "net promoter score":
        votes = np.where(raw >= 9, 100.0, np.where(raw <= 6, -100.0, 0.0))
        return _mean(indicator, votes, raw, (-100.0, 100.0), level, choices)
    if indicator.kind == "index":
        table = {float(answer): worth for answer, worth in (indicator.worth or {}).items()}
        known = np.array(sorted(table))
        worth = np.interp(raw, known, [table[answer] for answer in known]) if known.size else values
        return _mean(indicator, worth, raw, (0.0, 100.0), level, choices)
    bounds = (0.0, 100.0) if not np.isnan(raw).all() else (0.0, np.inf)
    return _mean(indicator, values, raw, bounds, level, choices)


def _share(indicator: Indicator, values: Floats, level: float) -> Figure:
    n, hits = values.size, int(values.sum())
    shown = wilson(successes=hits, trials=n, level=level)
    low, high = (100 * shown.low, 100 * shown.high) if indicator.interval != "none" else (_NOTHING, _NOTHING)
    verdict = ""
    if indicator.target is not None:
        at = indicator.target.at.fraction
        if 0 < at < 1:
            verdict = str(target_verdict(successes=hits, trials=n, target=at, level=level).verdict)
        else:
            verdict = "cannot tell yet"
    return Figure(100 * hits / n, low, high, hits=hits, verdict=verdict)


def _attempts(tries: Floats, reached: Floats, level: float) -> Figure:
    """Tries needed by the geometric model, censored at the last allowed try; see `attempts_to_reach`."""
    made = [int(number) for number in tries]
    if not reached.any() or min(made) < 1:
        return Figure(_NOTHING, hits=float(reached.sum()))
    found = attempts_to_reach(
        attempts=made, reached=[bool(each) for each in reached], cap=max(made), level=level
    )
    needed, most = found.expected_interval, found.expected_interval.high
    return Figure(
        found.expected if found.expected is not None else _NOTHING,
        needed.low,
        most if np.isfinite(most) else _NOTHING,
        hits=float(found.reached),
    )


def _mean(
    indicator: Indicator,
    values: Floats,
    raw: Floats,
    bounds: tuple[float, float],
    level: float,
    choices: Choices,
) -> Figure:
    n, mean = values.size, float(values.mean())
    spoken = raw[~np.isnan(raw)]
    said = float(spoken.mean()) if spoken.size else _NOTHING
    low = high = _NOTHING
    if indicator.interval == "bootstrap" and n > 1:
        low, high = _bootstrap(np.sort(values), level, choices.bootstrap)
    elif indicator.interval in ("t", "wilson") and n > 1:
        half = float(special.stdtrit(n - 1, (1 + level) / 2)) * float(values.std(ddof=1)) / n**0.5
        low, high = max(bounds[0], mean - half), min(bounds[1], mean + half)
    return Figure(mean, low, high, raw=said)


def _bootstrap(values: Floats, level: float, draws: int) -> tuple[float, float]:
    n = values.size
    seed = int.from_bytes(hashlib.sha256(values.astype("<f8").tobytes()).digest()[:8], "little")
    rng = np.random.default_rng(seed)
    different, counts = np.unique(values, return_counts=True)
    # A sample with replacement is a multinomial draw of how often each different value comes up.
    times = rng.multinomial(n, counts / n, size=max(200, min(draws, 4_000_000 // different.size)))
    means = (times * different).sum(axis=1) / n
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _median_interval(values: Floats, level: float) -> tuple[float, float]:
    """Percentiles of the bootstrap distribution of the median: P(median* ≤ x₍ₖ₎) = P(Bin(n, k/n) ≥ ⌈n/2⌉).

    For an even n the lower and the upper middle value give the two ends. Source: Efron (1979), Ann. Stat.
    7:1.
    """
    ordered, n = np.sort(values), values.size
    share = np.arange(1, n + 1) / n
    tail = (1 - level) / 2
    lower = stats.binom.sf((n + 1) // 2 - 1, n, share)
    upper = stats.binom.sf(n // 2, n, share)
    first = int(np.searchsorted(lower, tail))
    last = min(int(np.searchsorted(upper, 1 - tail)), n - 1)
    return float(ordered[first]), float(ordered[last])
