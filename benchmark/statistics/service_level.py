"""Share of contacts answered within so many seconds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from benchmark.statistics.errors import BadArgument
from benchmark.statistics.interval import Interval
from benchmark.statistics.kaplan_meier import checked_waits, kaplan_meier
from benchmark.statistics.proportion import wilson


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """Share answered within a limit.

    Attributes:
        share: 0 to 1.
        interval: Wilson interval, on the effective number of contacts.
        within: the limit, seconds.
        contacts: contacts it rests on.
        unknown: of these, cut short before the limit, so that nobody knows.
        effective: number of fully observed contacts that would be worth as much.
    """

    share: float
    interval: Interval
    within: float
    contacts: int
    unknown: int
    effective: float


def service_level(
    *, seconds: ArrayLike, answered: ArrayLike, within: float, level: float = 0.95
) -> ServiceLevel:
    """Share answered within a limit (x % within t s), with Wilson's interval.

    Contacts cut short before the limit are neither answered nor unanswered in time: with any of them the
    share is 1 − S(t) of the Kaplan–Meier curve, and the interval takes as many contacts as would give its
    Greenwood variance.

    Raises:
        BadArgument: a limit that is not positive. TooFew, BadTable: as for `kaplan_meier`.
    """
    if not within > 0:
        raise BadArgument(f"the limit of a service level must be positive, not {within:g} s")
    waits, ended = checked_waits(seconds, answered)
    unknown = int((~ended & (waits < within)).sum())
    effective = float(waits.size)
    if unknown:
        curve = kaplan_meier(seconds=waits, answered=ended)
        share = 1 - curve.at(within)
        variance = curve.error_at(within) ** 2
        # Contacts known one way or the other; all of it where the curve has no spread to judge by.
        effective = share * (1 - share) / variance if variance > 0 else float(waits.size - unknown)
        effective = float(np.clip(effective, 1.0, waits.size))
    else:
        share = float((ended & (waits <= within)).mean())
    return ServiceLevel(
        share=share,
        interval=wilson(successes=share * effective, trials=effective, level=level),
        within=within,
        contacts=int(waits.size),
        unknown=unknown,
        effective=effective,
    )
