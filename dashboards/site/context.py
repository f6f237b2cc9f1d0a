from functools import cache
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from dashboards.site.navigation import navigation


def site_context(request: HttpRequest) -> dict[str, Any]:
    """Give every template who looks, where one may go, and the languages."""
    return {
        "viewer": getattr(request, "viewer", None),
        "roles": getattr(request, "roles", []),
        "places": navigation(request),
        "languages": settings.LANGUAGES,
        "svartid_version": _version(),
    }


@cache
def _version() -> str:
    """Read once a process: it takes opening and parsing a file."""
    return version("svartid")
