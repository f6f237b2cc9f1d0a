"""Long lists come in parts: each part names the last of its lines, and the next one is asked for after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, NamedTuple, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

Row = TypeVar("Row")

MOST = 200
Limit = Annotated[int, Query(50, ge=1, le=MOST, description="Lines in a part.")]
After = Annotated[
    str,
    Query(
        "",
        max_length=200,
        pattern=r"^[^\x00]*$",
        description="What next said in the part before; without it the first part.",
    ),
]
Next = Annotated[
    str | None, Field(description="Asked for as after, it gives the next part; null on the last one.")
]


class Part(NamedTuple):
    """A part of a list and the name of its last line where more follow."""

    rows: Sequence[Any]
    next: str | None


def part_of(
    rows: Sequence[Row],
    *,
    limit: int,
    name: Callable[[Row], str],
    request: HttpRequest,
    response: HttpResponse,
) -> Part:
    """Cut a list that has one line more than asked for where more follow; the next part goes into `Link`."""
    if len(rows) <= limit:
        return Part(rows, None)
    cut = rows[:limit]
    after = name(cut[-1])
    query = urlencode({"limit": limit, "after": after})
    response.headers["Link"] = f'<{request.path}?{query}>; rel="next"'
    return Part(cut, after)
