from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from allauth.account.adapter import get_adapter  # type: ignore[import-untyped]
from allauth.usersessions.models import UserSession  # type: ignore[import-untyped]
from django.http import HttpRequest, HttpResponse

SEEN_S = 60.0
"""So exactly it is kept when somebody was last here. Project's own choice."""

_MOST = 10_000
_noted: OrderedDict[str, tuple[float, int]] = OrderedDict()
"""By session: when this process noted it (monotonic s), and a hash of who it was, from where, with what."""
_lock = threading.Lock()


def seen_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Note for the list of one's sessions when one was last here: once a minute, and from a new place.

    allauth's own middleware notes it at every page: a transaction that waits for the disk.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated and _is_news(key, request):
            UserSession.objects.create_from_request(request)
        return get_response(request)

    return middleware


def _is_news(key: str, request: HttpRequest) -> bool:
    address = get_adapter().get_client_ip(request)
    who, now = hash((request.user.pk, address, request.headers.get("User-Agent", ""))), time.monotonic()
    with _lock:
        at, known = _noted.pop(key, (0.0, 0))
        if known == who and now - at < SEEN_S:
            _noted[key] = (at, known)
            return False
        _noted[key] = (now, who)
        while len(_noted) > _MOST:
            _noted.popitem(last=False)
    return True
