from __future__ import annotations

import copy
import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from dashboards.api.problems import (
    MEDIA_TYPE,
    PROBLEMS,
    ApiProblem,
    NotFor,
    NothingThere,
    NotKnown,
    NotNow,
    NotUnderstood,
    Problem,
    TooMany,
    Wrong,
    problem_response,
)
from dashboards.api.routes.editions import router as editions
from dashboards.api.routes.evaluator import router as evaluator
from dashboards.api.routes.organisation import router as organisation
from dashboards.api.routes.own_token import router as own_token
from dashboards.api.routes.shopper import router as shopper

_ABOUT = (
    "Organisations read their own released results, shoppers' tools send ratings, evaluators read where"
    " campaigns stand, and everybody reads what is published. A token acts in one role of one person and"
    " sees exactly what that person's pages show."
)


class Service(NinjaAPI):
    """The API: what is unchanged is not sent again (ETag), and every problem is a problem document."""

    def create_response(
        self,
        request: HttpRequest,
        data: Any,
        *,
        status: int | None = None,
        temporal_response: HttpResponse | None = None,
    ) -> HttpResponse:
        """Write an answer; one that the caller has already is 304 and empty."""
        response = super().create_response(request, data, status=status, temporal_response=temporal_response)
        if request.method != "GET" or response.status_code != 200:
            return response
        tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response.headers["ETag"] = tag
        found = get_conditional_response(request, etag=tag, response=response)
        return found if isinstance(found, HttpResponse) else response

    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        """Describe the API; the problems that any address may answer stand once, and are named by each."""
        schema = super().get_openapi_schema(**more)
        parts = schema["components"]
        parts["schemas"] |= _own_schema()
        parts["responses"] = {_name(kind): _described(kind) for kind in PROBLEMS}
        for methods in schema["paths"].values():
            for operation in methods.values():
                _add_problems(operation)
        return schema

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Call an operation what its function is called."""
        return str(operation.view_func.__name__)


def _own_schema() -> dict[str, Any]:
    made = copy.deepcopy(Problem.model_json_schema(ref_template="#/components/schemas/{model}"))
    inner = made.pop("$defs", {})
    return {"Problem": made, **inner}


def _described(kind: type[ApiProblem]) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": kind.title, "content": content}


def _name(kind: type[ApiProblem]) -> str:
    return kind.__name__ if kind is not ApiProblem else "BadRequest"


def _add_problems(operation: dict[str, Any]) -> None:
    kinds: list[type[ApiProblem]] = [NotKnown, TooMany]
    asked = [each for each in operation.get("parameters", ()) if each["in"] != "header"]
    if operation.get("security"):
        kinds.append(NotFor)
    if asked or "requestBody" in operation:
        kinds += [NotUnderstood]
    if any(each["in"] == "path" for each in asked):
        kinds += [NothingThere, NotNow]
    if "requestBody" in operation:
        kinds.append(ApiProblem)
    else:
        operation["responses"][304] = {"description": "It has not changed since (If-None-Match)"}
    for kind in kinds:
        operation["responses"][kind.status] = {"$ref": f"#/components/responses/{_name(kind)}"}


service = Service(
    title="Svartid",
    version="1",
    description=_ABOUT,
    urls_namespace="api-v1",
    docs_url=None,
    openapi_url="/openapi.json",
)
service.add_router("/token", own_token, tags=["Token"])
service.add_router("/editions", editions, tags=["Published editions"])
service.add_router("/organisation", organisation, tags=["An organisation's own results"])
service.add_router("/shopper", shopper, tags=["A shopper's ratings"])
service.add_router("/evaluator", evaluator, tags=["Where campaigns stand"])


@service.exception_handler(ApiProblem)
def _problem(_request: HttpRequest, problem: ApiProblem) -> HttpResponse:
    return problem_response(problem)


@service.exception_handler(AuthenticationError)
def _unknown(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem_response(NotKnown())


@service.exception_handler(PermissionDenied)
def _refused(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem_response(NotFor())


@service.exception_handler(Http404)
def _lost(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem_response(NothingThere())


@service.exception_handler(ValidationError)
def _wrong(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        Wrong(where=".".join(str(part) for part in each["loc"]), what=str(each["msg"]))
        for each in error.errors
    ]
    return problem_response(NotUnderstood(errors=errors))


@service.exception_handler(HttpError)
def _unread(_request: HttpRequest, error: HttpError) -> HttpResponse:
    kind = next((each for each in PROBLEMS if each.status == error.status_code), ApiProblem)
    return problem_response(kind())
