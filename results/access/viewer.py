from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django_scopes import get_scope, scope  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody in one role, for the time of one request.

    Attributes:
        role: evaluator, shopper, organisation, juror or public.
        label: what the audit trail names, such as account:12.
        account, award, organisation, shopper: ids; None where the role has none. An evaluator without an
            award is one of all.
        owner: of an organisation: may invite colleagues.
    """

    role: str
    label: str
    account: int | None = None
    award: int | None = None
    organisation: int | None = None
    shopper: int | None = None
    owner: bool = False


PUBLIC = Viewer("public", "public")
"""Everybody who has not signed in."""


@contextmanager
def looking(viewer: Viewer) -> Iterator[None]:
    """Let `visible` answer for this viewer inside the block; outside of any it refuses."""
    with scope(viewer=viewer):
        yield


def who_looks() -> Viewer | None:
    """Return the viewer of the block around, None outside of any."""
    found = get_scope().get("viewer")
    return found if isinstance(found, Viewer) else None
