from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards.site.access.find import may
from results.access.visible import visible
from results.models import Campaign


def home(request: HttpRequest) -> HttpResponse:
    """Show every campaign with its progress against the plan."""
    may(request, "evaluator.home")
    campaigns = visible(Campaign).select_related("award", "control")
    return render(request, "evaluator/home.html", {"campaigns": campaigns})
