from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from dashboards.operations.figures import figures
from dashboards.operations.is_let_in import is_let_in
from dashboards.operations.readiness import readiness
from dashboards.operations.requests_counted import count_answer


def operations_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer /health/live, /health/ready and /metrics before anything else does, and count what is answered.

    They need no session, no role, no language and no certain name of the host: a load balancer asks by
    address. Health tells nothing but yes or no; figures are for this machine, or for whoever has the token.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/health/live":
            return JsonResponse({"alive": True})
        if request.path == "/health/ready":
            found = readiness()
            return JsonResponse(found, status=200 if found["ready"] else 503)
        if request.path == "/metrics":
            if not is_let_in(request):
                return HttpResponse("Forbidden\n", status=403, content_type="text/plain")
            return figures()
        began = time.perf_counter()
        response = get_response(request)
        count_answer(request, response.status_code, time.perf_counter() - began)
        return response

    return middleware
