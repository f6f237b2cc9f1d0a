from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards.shopper.own_contact import own_contact
from results.models import Contact


@own_contact()
def brief(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Show an assignment: who one is, what one asks, which facts a right answer holds."""
    return render(request, "shopper/brief.html", {"contact": contact})
