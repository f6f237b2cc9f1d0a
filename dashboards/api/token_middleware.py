from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

from allauth.account.adapter import get_adapter  # type: ignore[import-untyped]
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from dashboards.api.problems import ApiProblem, NotKnown, TooMany, as_problem, problem_response
from results.access.tokens import count_request, find_token, viewer_of_token
from results.access.viewer import PUBLIC, looking
from results.models import AccessToken

PREFIX = "/api/v1/"


def token_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Say who looks through a token, count their requests, and answer problems as problem details.

    Cookies let nobody into the API: a page elsewhere cannot make a browser act in it. A token that is none
    is refused at every address, so that its program hears of it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return get_response(request)
        try:
            token = _token(request)
            _count(request, token)
        except ApiProblem as problem:
            return _sealed(problem_response(problem))
        viewer = viewer_of_token(token) if token else PUBLIC
        request.api_token = token  # type: ignore[attr-defined]
        request.viewer = viewer  # type: ignore[attr-defined]
        with looking(viewer):
            response = get_response(request)
        return _sealed(as_problem(response) or response)

    return middleware


def _token(request: HttpRequest) -> AccessToken | None:
    said = request.headers.get("Authorization", "")
    if not said:
        return None
    kind, _space, secret = said.partition(" ")
    token = find_token(secret.strip()) if kind.lower() == "bearer" else None
    if token is None:
        raise NotKnown("It has expired, was taken back, or never was one.")
    return token


def _count(request: HttpRequest, token: AccessToken | None) -> None:
    most = settings.API_PER_MINUTE["token" if token else "address"]  # type: ignore[misc]
    used = count_request(token) if token else _by_address(request)
    if used > most:
        raise TooMany(f"At most {most} in a minute.", Retry_After=str(60 - timezone.now().second))


def _by_address(request: HttpRequest) -> int:
    """Count by address, which is kept for a minute, hashed. Two at once may count as one."""
    address = get_adapter().get_client_ip(request)
    minute = dt.datetime.now(dt.UTC).strftime("%H%M")
    key = f"api:{minute}:{hashlib.sha256(address.encode()).hexdigest()[:32]}"
    used: int = cache.get(key, 0) + 1
    cache.set(key, used, timeout=60)
    return used


def _sealed(response: HttpResponse) -> HttpResponse:
    """Nobody on the way keeps what a token reads; whoever asked may, and asks whether it changed."""
    response.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ["Authorization", "Accept-Language"])
    return response
