"""Whether another would have won without one shopper, one scenario, one day, one contact."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from benchmark.ranking.errors import BadEstimates, BadPerturbation

Kind = Literal["shopper", "scenario", "day", "contact"]
KINDS: tuple[Kind, ...] = ("shopper", "scenario", "day", "contact")

Refit = Callable[[Kind, Hashable], NDArray[np.float64] | None]


@dataclass(frozen=True)
class Removal:
    """What came of leaving one unit out.

    Attributes:
        kind, unit: what was left out: a shopper, scenario, day or contact, and its name.
        winner: the organisation first without it.
        lead: of the original winner over the best other, points; negative where it lost.
    """

    kind: Kind
    unit: str
    winner: str
    lead: float


@dataclass(frozen=True)
class Certificate:
    """How well the winner stands when any single unit is taken away.

    Attributes:
        winner: the winner with everything in.
        lead: its lead with everything in, points.
        refits: how many units were left out, one at a time.
        closest: the removal with the smallest lead; None without any refit.
        upsets: removals after which another was first.
        impossible: units without which nothing could be estimated (an organisation's only contact, say).
    """

    winner: str
    lead: float
    refits: int
    closest: Removal | None
    upsets: tuple[Removal, ...]
    impossible: tuple[tuple[Kind, str], ...]

    @property
    def unchanged(self) -> int:
        """After how many refits the winner was the same."""
        return self.refits - len(self.upsets)


def leave_one_out(
    *,
    names: Sequence[str],
    theta: NDArray[np.float64],
    units: Mapping[Kind, Sequence[Hashable]],
    refit: Refit,
) -> Certificate:
    """Leave every unit out once and look who is first.

    Args:
        names: organisations, two or more.
        theta: estimates with everything in, points, shape (p,).
        units: by kind, what there is to leave out.
        refit: estimates again without one unit: points, shape (p,), in the order of `names`; None where
            that leaves nothing to estimate from. About 0.05 s each with the mixed model.

    Raises:
        BadEstimates: fewer than two organisations, or a refit of another length.
        BadPerturbation: a kind that does not exist.
    """
    if len(names) < 2 or theta.shape != (len(names),):
        raise BadEstimates("a winner's lead needs two organisations or more")
    unknown = sorted(set(units) - set(KINDS))
    if unknown:
        raise BadPerturbation(f"{unknown[0]} cannot be left out – choose from {', '.join(KINDS)}")
    first = int(theta.argmax())
    removals: list[Removal] = []
    impossible: list[tuple[Kind, str]] = []
    for kind in KINDS:
        for unit in units.get(kind, ()):
            again = refit(kind, unit)
            if again is None:
                impossible.append((kind, str(unit)))
                continue
            if again.shape != theta.shape:
                raise BadEstimates(f"without {kind} {unit} came {again.size} estimates, not {theta.size}")
            removals.append(Removal(kind, str(unit), names[int(again.argmax())], _lead(again, first)))
    return Certificate(
        winner=names[first],
        lead=_lead(theta, first),
        refits=len(removals),
        closest=min(removals, key=lambda removal: removal.lead, default=None),
        upsets=tuple(removal for removal in removals if removal.lead < 0),
        impossible=tuple(impossible),
    )


def _lead(theta: NDArray[np.float64], first: int) -> float:
    return float(theta[first] - np.delete(theta, first).max())
