from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_POLICY = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), payment=(), usb=(), microphone=()"


def headers_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Say of every page that it uses none of the device's senses and that nobody keeps a copy."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", _POLICY)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return middleware
