"""What went wrong, as programs read it: problem details by RFC 9457, told apart by a word that never changes.

ApiProblem
├── NotKnown        401  no token, or none that lets anybody in (any more)
├── NotFor          403  the token is of another role, or not for this
├── NothingThere    404  nothing of this name that the token may see
├── NotNow          409  it stands in no state for this; the word says which
├── NotUnderstood   422  a value that is none of those allowed
└── TooMany         429  more requests in a minute than are allowed
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from ninja import Schema
from pydantic import Field

MEDIA_TYPE = "application/problem+json"


class Wrong(Schema):
    """One thing that is wrong with a request."""

    where: str = Field(description="Where in the request: path, query, header or body, and the field's name.")
    what: str = Field(description="What is wrong with it, in English.")


class Problem(Schema):
    """Problem details (RFC 9457)."""

    type: str = Field(description="What kind of problem it is: an address on the reference page.")
    title: str = Field(description="The same in a few words of English; never changes for a type.")
    status: int = Field(description="The HTTP status, once more.")
    detail: str = Field("", description="What is wrong this time.")
    errors: list[Wrong] = Field(default=[], description="Each thing that is wrong, where there are several.")


class ApiProblem(Exception):
    """Anything that goes wrong in the API and that its caller can read."""

    status = 400
    word = "bad-request"
    title = "The request cannot be read"

    def __init__(self, detail: str = "", *, errors: Iterable[Wrong] = (), **headers: str) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = headers


class NotKnown(ApiProblem):
    """No token, or none that lets anybody in (any more)."""

    status, word, title = 401, "token", "A token is needed"


class NotFor(ApiProblem):
    """The token is of another role, or not for this."""

    status, word, title = 403, "not-for-this", "This token is not for this"


class NothingThere(ApiProblem):
    """Nothing of this name that the token may see."""

    status, word, title = 404, "nothing-there", "There is nothing here"


class NotNow(ApiProblem):
    """It stands in no state for this."""

    status, word, title = 409, "not-now", "It stands in no state for this"


class NotUnderstood(ApiProblem):
    """A value that is none of those allowed."""

    status, word, title = 422, "not-understood", "A value is none of those allowed"


class TooMany(ApiProblem):
    """More requests in a minute than are allowed."""

    status, word, title = 429, "too-many", "Too many requests"


PROBLEMS: tuple[type[ApiProblem], ...] = (
    ApiProblem, NotKnown, NotFor, NothingThere, NotNow, NotUnderstood, TooMany,
)  # fmt: skip
"""Every kind, in the order of their statuses; the reference page lists them."""


class _Method(ApiProblem):
    status, word, title = 405, "method", "This address does not take this method"


class _Broken(ApiProblem):
    status, word, title = 500, "broken", "Something went wrong on our side"


_ALL: tuple[type[ApiProblem], ...] = (*PROBLEMS, _Method, _Broken)
_BY_STATUS = {kind.status: kind for kind in _ALL}


def problem_response(problem: ApiProblem) -> HttpResponse:
    """Write a problem as its response."""
    told = Problem(
        type=f"/api/#{problem.word}",
        title=problem.title,
        status=problem.status,
        detail=problem.detail,
        errors=list(problem.errors),
    ).model_dump(exclude_defaults=True)
    response = HttpResponse(
        json.dumps(told, ensure_ascii=False), status=problem.status, content_type=MEDIA_TYPE
    )
    for name, value in problem.headers.items():
        response.headers[name.replace("_", "-")] = value
    if problem.status == NotKnown.status:
        response.headers["WWW-Authenticate"] = 'Bearer realm="svartid"'
    return response


def as_problem(response: Any) -> HttpResponse | None:
    """Turn another part's page of something that went wrong into a problem; None if nothing did."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        return None
    kind = _BY_STATUS.get(response.status_code)
    if kind is None:
        kind = _Broken if response.status_code >= 500 else ApiProblem
    made = problem_response(kind())
    made.status_code = response.status_code
    if "Allow" in response.headers:
        made.headers["Allow"] = response.headers["Allow"]
    return made
