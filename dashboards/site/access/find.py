from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from dashboards.site.access.allowed import allowed
from results.access.viewer import PUBLIC, Viewer
from results.access.visible import visible

Row = TypeVar("Row", bound=Model)


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who looks at this page."""
    found = getattr(request, "viewer", PUBLIC)
    return found if isinstance(found, Viewer) else PUBLIC


def find(
    request: HttpRequest,
    table: type[Row],
    permission: str,
    *,
    among: QuerySet[Row] | None = None,
    **where: Any,
) -> Row:
    """Return one row that the viewer may see, for both guards; a stranger learns only that nothing is there.

    `among` narrows or joins further and must itself stem from `visible`. Raises Http404.
    """
    rows = visible(table) if among is None else among
    row = rows.filter(**where).first()
    if row is None or not allowed(permission, viewer_of(request), row):
        raise Http404
    return row


def may(request: HttpRequest, permission: str) -> None:
    """Let a page that is about no single row be seen by whom it is for. Raises PermissionDenied."""
    if not allowed(permission, viewer_of(request)):
        raise PermissionDenied
