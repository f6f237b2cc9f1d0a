from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards.api.problems import PROBLEMS
from dashboards.api.reference import reference


def reference_page(request: HttpRequest) -> HttpResponse:
    """Show what the API takes and answers, made from its own description; the same for everybody."""
    most = settings.API_PER_MINUTE  # type: ignore[misc]
    told = {"told": reference(), "problems": PROBLEMS, "most": most}
    return render(request, "api/reference.html", told)
