"""Who would have won had the rules been others: every combination that could have been chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmark.ranking.errors import BadEstimates, BadPerturbation
from benchmark.ranking.rank_decomposition import Settings

# Beyond so many variants nobody reads the table, and each costs a score run.
_MOST = 1024


@dataclass(frozen=True)
class Variant:
    """One combination of rules: `chosen` by name, its `winner`, and the winner's `lead`, points."""

    chosen: Mapping[str, Any]
    winner: str
    lead: float


@dataclass(frozen=True)
class RuleGrid:
    """All combinations; the first is the published one.

    Attributes:
        variants: in the order of the rules.
        unchanged: in how many the winner is the published rules' winner.
    """

    variants: tuple[Variant, ...]

    @property
    def unchanged(self) -> int:
        """In how many variants the winner of the published rules wins."""
        return sum(variant.winner == self.variants[0].winner for variant in self.variants)


def rule_grid(
    *,
    names: Sequence[str],
    theta: Callable[[Settings], NDArray[np.float64]],
    rules: Mapping[str, Sequence[Any]],
) -> RuleGrid:
    """Rank under every combination of rules.

    Args:
        names: organisations, two or more.
        theta: scores under one combination, points, shape (p,); takes what it needs from the settings.
        rules: by name what each could be, the published rule first.

    Raises:
        BadPerturbation: a rule without a choice, one that `theta` asks for and that is not there, or one
            that it never asks for; more than 1,024 combinations.
        BadEstimates: fewer than two organisations, or not one number for each.
    """
    count = int(np.prod([len(choices) for choices in rules.values()], dtype=np.int64))
    if not rules or count == 0:
        raise BadPerturbation("a rule without any choice cannot be varied")
    if count > _MOST:
        raise BadPerturbation(f"{count} combinations of rules are too many – vary fewer")
    if len(names) < 2:
        raise BadEstimates("a winner needs somebody to win against")
    asked: set[str] = set()
    variants = []
    for combination in product(*rules.values()):
        chosen = dict(zip(rules, combination, strict=True))
        values = np.asarray(theta(Settings(chosen, asked)), dtype=np.float64)
        if values.shape != (len(names),) or not np.isfinite(values).all():
            raise BadEstimates("a variant must give one number for each organisation")
        first = int(values.argmax())
        lead = float(values[first] - np.delete(values, first).max())
        variants.append(Variant(chosen, names[first], lead))
    unused = [name for name in rules if name not in asked]
    if unused:
        raise BadPerturbation(f"the perturbation {unused[0]!r} changes nothing: no rule asks for it")
    return RuleGrid(tuple(variants))
