from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


def server_timing_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Say in `Server-Timing` what an answer cost: ms of this process's processor, ms and number of queries.

    Only where SVARTID_SERVER_TIMING=1, as `svartid bench site` sets it: it tells strangers what is looked up.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = _Asked()
        began = time.thread_time()
        with connection.execute_wrapper(asked):
            response = get_response(request)
        spent = 1000 * (time.thread_time() - began)
        response.headers["Server-Timing"] = (
            f"cpu;dur={spent:.1f}, db;dur={1000 * asked.seconds:.1f}, queries;dur={asked.count}"
        )
        return response

    return middleware


class _Asked:
    """Counts queries and the s that one waited for them."""

    def __init__(self) -> None:
        self.count, self.seconds = 0, 0.0

    def __call__(self, execute: Callable[..., Any], *given: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*given)
        finally:
            self.count += 1
            self.seconds += time.perf_counter() - began
