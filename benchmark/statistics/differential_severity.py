"""Whether shoppers are severe with everybody alike, or with one class (or organisation) more than another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from benchmark.statistics.contacts import read_contacts
from benchmark.statistics.crossproducts import Codes, crossproducts
from benchmark.statistics.errors import BadArgument, TooFew
from benchmark.statistics.reml import fit_reml

# Pairs of shopper and organisation beyond which the dense equations no longer fit a laptop.
_MOST_LEVELS = 4_000


@dataclass(frozen=True, slots=True)
class DifferentialSeverity:
    """Test of a component shopper × class (or shopper × organisation).

    Attributes:
        variance: of that component, points². shopper_variance: of plain severity beside it, points².
        statistic: likelihood ratio, deviance without less deviance with.
        p_value: by the even mixture of χ²₀ and χ²₁, for a variance cannot be negative.
        levels: pairs that occur.
    """

    variance: float
    shopper_variance: float
    statistic: float
    p_value: float
    levels: int


def differential_severity(
    frame: pd.DataFrame, *, classes: Mapping[str, str] | None = None
) -> DifferentialSeverity:
    """Test whether shoppers rate some classes (organisations) more severely than others.

    The crossed model is fitted without and with a random effect of each pair shopper × class; twice the gain
    in restricted likelihood is compared with ½χ²₀ + ½χ²₁.

    Args:
        frame: contacts, as for `fit_mixed_model`. classes: class of each organisation; None tests
            shopper × organisation.

    Raises:
        BadArgument: an organisation without a class. TooFew: fewer than two shoppers or classes, no pair
        that met twice, or too many pairs. What `fit_mixed_model` raises on a bad table.

    Source: Self and Liang (1987), JASA 82:605; Stram and Lee (1994), Biometrics 50:1171.
    """
    contacts = read_contacts(frame)
    shopper = contacts.facets.get("shopper")
    if shopper is None or len(shopper.labels) < 2:
        raise TooFew("whether shoppers differ between classes cannot be told from fewer than two shoppers")
    group, groups = _groups(contacts.organisation.codes, contacts.organisation.labels, classes)
    if groups < 2:
        raise TooFew("whether shoppers differ between classes cannot be told from a single class")
    pairs, pair = np.unique(shopper.codes * groups + group, return_inverse=True)
    if pairs.size >= contacts.scores.size:
        raise TooFew("no shopper met the same class twice: its liking cannot be told from chance")
    if pairs.size > _MOST_LEVELS:
        raise TooFew(f"{pairs.size} pairs are too many for this test (at most {_MOST_LEVELS}); test by class")
    others: list[Codes] = [
        column.codes
        for name, column in contacts.facets.items()
        if name != "shopper" and len(column.labels) > 1
    ]
    cells = contacts.organisation.codes
    without = fit_reml(crossproducts(scores=contacts.scores, cells=cells, facets=(shopper.codes, *others)))
    fuller = fit_reml(
        crossproducts(
            scores=contacts.scores, cells=cells, facets=(shopper.codes, *others, pair.astype(np.intp))
        )
    )
    statistic = max(without.deviance - fuller.deviance, 0.0)
    return DifferentialSeverity(
        variance=float(fuller.variances[-1]),
        shopper_variance=float(fuller.variances[0]),
        statistic=statistic,
        p_value=0.5 * float(special.chdtrc(1, statistic)) if statistic > 0 else 1.0,
        levels=int(pairs.size),
    )


def _groups(
    codes: NDArray[np.intp], labels: tuple[str, ...], classes: Mapping[str, str] | None
) -> tuple[NDArray[np.intp], int]:
    if classes is None:
        return codes, len(labels)
    missing = [label for label in labels if label not in classes]
    if missing:
        raise BadArgument(f"{missing[0]} has no class")
    names = sorted({classes[label] for label in labels})
    place = {name: at for at, name in enumerate(names)}
    return np.array([place[classes[label]] for label in labels], dtype=np.intp)[codes], len(names)
