from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer what could not be read."""
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer somebody who may not see a page."""
    return render(request, "errors/403.html", status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a form that was too old or did not come from here."""
    return render(request, "errors/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer an address that nothing stands at, or nothing that this viewer may see."""
    return render(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer when something went wrong on our side: without the database, for it may be what is wrong."""
    return HttpResponse(get_template("errors/500.html").render({}), status=500)
