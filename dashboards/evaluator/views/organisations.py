from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dashboards.site.access.find import find, may, viewer_of
from results.access.visible import visible
from results.errors import NotChangeable
from results.models import Organisation, Participant, PracticePhone, Touchpoint
from results.practice_phone import verify_practice_phone

_PAGE = 150
"""As many as an award has, on one page."""


def organisations(request: HttpRequest) -> HttpResponse:
    """List organisations by class, with their touchpoints."""
    may(request, "evaluator.home")
    rows = visible(Organisation).select_related("klass")
    query = request.GET.get("q", "")
    if query:
        rows = rows.filter(
            Q(name__icontains=query) | Q(slug__icontains=query) | Q(klass__slug__icontains=query)
        )
    rows = rows.annotate(
        points=Count("touchpoints", filter=Q(touchpoints__active=True)),
        paused=Count("touchpoints", filter=Q(touchpoints__paused=True)),
    )
    page = Paginator(rows.order_by("klass__slug", "name", "pk"), _PAGE).get_page(request.GET.get("page"))
    return render(request, "evaluator/organisations.html", {"page": page, "q": query})


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an organisation: its touchpoints, and the campaigns that it takes part in."""
    found = find(
        request, Organisation, "evaluator.see", among=visible(Organisation).select_related("klass"), slug=slug
    )
    points = visible(Touchpoint).filter(organisation=found).order_by("-active", "channel", "slug")
    phones = visible(PracticePhone).filter(organisation=found).select_related("account").order_by("pk")
    taking_part = visible(Participant).filter(organisation=found).select_related("campaign", "klass")
    return render(
        request,
        "evaluator/organisation.html",
        {
            "organisation": found,
            "points": points,
            "phones": phones,
            "taking_part": taking_part.order_by("-campaign__starts_on"),
        },
    )


@require_POST
def verify_phone(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Note that the house has spoken with somebody of the organisation on the phone they practise with."""
    rows = visible(PracticePhone).select_related("organisation")
    phone = find(request, PracticePhone, "evaluator.change", among=rows, organisation__slug=slug, pk=pk)
    try:
        verify_practice_phone(
            phone=phone, address=request.POST.get("address", ""), actor=viewer_of(request).label
        )
    except NotChangeable:
        messages.error(request, _("The number is another by now: speak with them on that one."))
    else:
        messages.success(request, _("Saved."))
    return redirect("evaluator:organisation", slug=slug)
