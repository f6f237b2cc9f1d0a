"""Whether shoppers (or scenarios) link the organisations, so that their levels can be compared at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from benchmark.statistics.contacts import Column
from benchmark.statistics.errors import Disconnected

_NAMES_SHOWN = 3


@dataclass(frozen=True)
class Connectivity:
    """How a facet links organisations.

    Attributes:
        facet: `shopper`, `scenario` …
        group: the class looked at, or None for all organisations.
        parts: the organisations of each connected part, largest part first.
        fewest_shared: fewest levels of the facet that any two of the organisations have in common.
        fewest_pair: such a pair; None with a single organisation.
    """

    facet: str
    group: str | None
    parts: tuple[tuple[str, ...], ...]
    fewest_shared: int
    fewest_pair: tuple[str, str] | None

    @property
    def connected(self) -> bool:
        """Whether every organisation is linked to every other, if need be through third ones."""
        return len(self.parts) == 1

    def sentence(self) -> str:
        """The finding in plain words."""
        where = f" of the class {self.group}" if self.group else ""
        if self.connected:
            if self.fewest_pair is None:
                return f"There is only one organisation{where}: nothing to link."
            one, other = self.fewest_pair
            return (
                f"The organisations{where} are linked by {self.facet}s; "
                f"{one} and {other} have the fewest in common ({self.fewest_shared})."
            )
        return (
            f"The organisations{where} fall into {len(self.parts)} parts that no {self.facet} links: "
            f"{'; '.join(_some(part) for part in self.parts[:_NAMES_SHOWN])}"
            f"{'; …' if len(self.parts) > _NAMES_SHOWN else ''}. A difference between the parts may be the "
            f"{self.facet}s' and not the organisations'. Let a {self.facet} of one part meet an organisation "
            "of another, or compare only within a part."
        )

    def require(self) -> None:
        """Raise Disconnected, in plain words, unless all organisations are linked."""
        if not self.connected:
            raise Disconnected(self.sentence())


def connectivity(
    *,
    organisation: Column,
    facet: Column,
    name: str,
    classes: Mapping[str, str] | None = None,
) -> tuple[Connectivity, ...]:
    """Look at the graph that joins an organisation with each shopper (scenario) that met it.

    Args:
        organisation, facet: columns of the same contacts.
        name: what a level of the facet is called.
        classes: class of each organisation; given, each class is looked at by itself (one result a class).

    Returns:
        One Connectivity for all organisations, or one a class in the order of the classes' names.
    """
    size = len(organisation.labels)
    met = sparse.csr_matrix(
        (np.ones(organisation.codes.size, dtype=np.int64), (organisation.codes, facet.codes)),
        shape=(size, len(facet.labels)),
    )
    met.data[:] = 1
    if classes is None:
        return (_look(met, organisation.labels, name, None),)
    groups: dict[str, list[int]] = {}
    for at, label in enumerate(organisation.labels):
        groups.setdefault(classes.get(label, ""), []).append(at)
    return tuple(
        _look(met[members], tuple(organisation.labels[at] for at in members), name, group or None)
        for group, members in sorted(groups.items())
    )


def _look(met: sparse.csr_matrix, labels: tuple[str, ...], name: str, group: str | None) -> Connectivity:
    size = len(labels)
    # A dense product of zeros and ones in single precision is exact below 2²⁴ levels.
    marks = met.toarray().astype(np.float32)
    shared = marks @ marks.T
    parts = _parts(shared, labels)
    fewest, pair = 0, None
    if size > 1:
        np.fill_diagonal(shared, np.inf)
        one, other = divmod(int(shared.argmin()), size)
        fewest, pair = int(shared[one, other]), (labels[one], labels[other])
    return Connectivity(
        facet=name,
        group=group,
        parts=tuple(sorted(parts, key=lambda members: (-len(members), members))),
        fewest_shared=fewest,
        fewest_pair=pair,
    )


def _parts(shared: NDArray[np.float32], labels: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Two organisations are neighbours where some level met both; the levels themselves need no place."""
    if (shared > 0).all(axis=1).any():
        return [labels]  # one is everybody's neighbour
    _, part = csgraph.connected_components(sparse.csr_matrix(shared), directed=False)
    return [tuple(labels[at] for at in np.flatnonzero(part == which)) for which in np.unique(part)]


def _some(part: tuple[str, ...]) -> str:
    shown = ", ".join(part[:_NAMES_SHOWN])
    rest = len(part) - _NAMES_SHOWN
    return f"{shown} and {rest} more" if rest > 0 else shown
