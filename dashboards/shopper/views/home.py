from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards.site.access.find import may
from results.access.visible import visible
from results.models import Contact


def home(request: HttpRequest) -> HttpResponse:
    """Show what the shopper has to do, today first."""
    may(request, "shopper.home")
    contacts = visible(Contact).filter(state__in=("planned", "running")).select_related("organisation")
    return render(request, "shopper/home.html", {"contacts": contacts.order_by("due_at", "pk")[:50]})
