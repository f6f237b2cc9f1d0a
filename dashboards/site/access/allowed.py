"""The `rules` library with types: naming a permission, and asking for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import rules.permissions
import rules.predicates

from results.access.viewer import Viewer

predicate: Callable[[Callable[..., bool]], Any] = rules.predicates.predicate
"""Makes a function over viewer and row into a predicate that `&` and `|` combine."""


def allow(permission: str, condition: Any) -> None:
    """Say who has a permission."""
    rules.permissions.add_perm(permission, condition)  # type: ignore[no-untyped-call]


def allowed(permission: str, viewer: Viewer, row: Any = None) -> bool:
    """Tell whether the viewer has a permission, for a row or at all."""
    return bool(rules.permissions.has_perm(permission, viewer, row))  # type: ignore[no-untyped-call]
