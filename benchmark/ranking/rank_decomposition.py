"""How much of a rank's uncertainty comes from sampling, how much from weights, how much from rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmark.ranking.errors import BadEstimates, BadPerturbation

Floats = NDArray[np.float64]


class Settings(Mapping[str, Any]):
    """The choices of one variant, by name. Asking for one that does not exist is an error.

    It notes which names were asked for, so that a perturbation which nothing heeds cannot pass for a
    harmless one.
    """

    def __init__(self, chosen: Mapping[str, Any], asked: set[str]) -> None:
        self._chosen = chosen
        self._asked = asked

    def __getitem__(self, name: str) -> Any:
        if name not in self._chosen:
            known = ", ".join(self._chosen) or "nothing"
            raise BadPerturbation(f"there is no perturbation {name!r} – varied are {known}")
        self._asked.add(name)
        return self._chosen[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._chosen)

    def __len__(self) -> int:
        return len(self._chosen)


@dataclass(frozen=True)
class Decomposition:
    """Shares of the variance of ranks.

    Attributes:
        factors: what was varied, in the order of the columns.
        alone: share of each organisation's rank variance due to a factor by itself, shape (p, factors).
        total: the same with all its interactions, shape (p, factors).
        overall: shares of the variance summed over the organisations, `total`, shape (factors,).
        variance: of each rank, shape (p,).
    """

    factors: tuple[str, ...]
    alone: Floats
    total: Floats
    overall: Floats
    variance: Floats


def rank_decomposition(
    *,
    theta: Callable[[Settings], Floats],
    varied: Mapping[str, Sequence[Any]],
    draws: int = 512,
    rng: np.random.Generator,
) -> Decomposition:
    """Vary everything at once and share the variance of the ranks out among the factors.

    Args:
        theta: computes the organisations' scores under one variant, points, shape (p,); it takes from the
            settings what it needs, such as `settings["weights"] @ …`.
        varied: what is varied, by name: all values it may take, equally probable. `sampling` may be a list of
            drawn errors, `weights` of drawn weights, `zero_rule` the rules that could have been chosen.
        draws: variants are draws × (2 + number of factors).
        rng: draws them.

    Raises:
        BadPerturbation: a factor without values, one that `theta` asks for and that is not varied, or one
            that is varied and that `theta` never asks for.
        BadEstimates: `theta` gives something else than one number for each organisation.

    Source: Sobol indices by Jansen's estimators, Saltelli et al. (2010), Computer Physics
    Communications 181, 259-270.
    """
    if not varied:
        raise BadPerturbation("nothing is varied – name at least one factor")
    empty = [name for name, values in varied.items() if len(values) == 0]
    if empty:
        raise BadPerturbation(f"the perturbation {empty[0]!r} has no values")
    factors = tuple(varied)
    asked: set[str] = set()

    def ranks(choices: NDArray[np.intp]) -> Floats:
        rows = []
        for row in choices:
            chosen = {name: varied[name][index] for name, index in zip(factors, row, strict=True)}
            rows.append(_rank(theta(Settings(chosen, asked))))
        return np.array(rows)

    sizes = np.array([len(varied[name]) for name in factors])
    one = rng.integers(0, sizes, (draws, sizes.size))
    other = rng.integers(0, sizes, (draws, sizes.size))
    first, second = ranks(one), ranks(other)
    unused = [name for name in factors if name not in asked]
    if unused:
        raise BadPerturbation(f"the perturbation {unused[0]!r} changes nothing: no rule asks for it")
    variance = np.concatenate([first, second]).var(axis=0)
    alone = np.zeros((first.shape[1], sizes.size))
    total = np.zeros_like(alone)
    for column in range(sizes.size):
        mixed = one.copy()
        mixed[:, column] = other[:, column]
        again = ranks(mixed)
        total[:, column] = ((first - again) ** 2).mean(axis=0) / 2
        alone[:, column] = variance - ((second - again) ** 2).mean(axis=0) / 2
    whole = float(variance.sum())
    scale = np.where(variance > 0, variance, 1.0)[:, None]
    return Decomposition(
        factors=factors,
        alone=np.clip(alone / scale, 0, 1),
        total=np.clip(total / scale, 0, 1),
        overall=total.sum(axis=0) / whole if whole > 0 else np.zeros(sizes.size),
        variance=variance,
    )


def _rank(theta: Floats) -> Floats:
    theta = np.asarray(theta, dtype=np.float64)
    if theta.ndim != 1 or not np.isfinite(theta).all():
        raise BadEstimates("a variant must give one number for each organisation")
    found: Floats = 1 + (theta[None, :] > theta[:, None]).sum(axis=1).astype(np.float64)
    return found
