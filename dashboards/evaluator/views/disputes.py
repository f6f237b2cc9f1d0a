from __future__ import annotations

from typing import Literal, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dashboards.evaluator.pages import campaign_context, find_campaign
from dashboards.site.access.find import find, viewer_of
from results.access.visible import visible
from results.decide_dispute import decide_dispute
from results.errors import NotDecidable
from results.models import Dispute, RatingSession


def disputes(request: HttpRequest, slug: str) -> HttpResponse:
    """List the organisations' objections, unanswered ones first."""
    found = find_campaign(request, slug)
    rows = visible(Dispute).filter(contact__campaign=found).select_related("contact", "organisation")
    waiting = rows.filter(state="open").order_by("opened_at")
    answered = rows.exclude(state="open").order_by("-decided_at")
    context = campaign_context(found, "disputes", waiting=waiting, answered=answered)
    return render(request, "evaluator/disputes.html", context)


def dispute(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show an objection and answer it: upheld or rejected, in words that the organisation reads."""
    campaign = find_campaign(request, slug)
    rows = visible(Dispute).select_related("contact__campaign", "organisation")
    found = find(request, Dispute, "evaluator.change", among=rows, pk=pk, contact__campaign=campaign)
    if request.method == "POST" and request.POST.get("decision") in ("upheld", "rejected"):
        decision = cast(Literal["upheld", "rejected"], request.POST["decision"])
        try:
            decide_dispute(
                dispute=found,
                decision=decision,
                answer=request.POST.get("answer", ""),
                decided_by=viewer_of(request).label,
            )
        except NotDecidable:
            messages.error(request, _("That could not be done: it needs words, and a dispute that is open."))
            return redirect("evaluator:dispute", slug=slug, pk=pk)
        messages.success(request, _("Answered. The organisation can read it."))
        # What is upheld has something to be done about it, which that page leads to.
        if decision == "upheld":
            return redirect("evaluator:dispute", slug=slug, pk=pk)
        return redirect("evaluator:disputes", slug=slug)
    ratings = visible(RatingSession).filter(contact=found.contact, state="submitted")
    context = campaign_context(
        campaign,
        "disputes",
        dispute=found,
        ratings=ratings.exclude(role="calibration").select_related("shopper").order_by("role"),
    )
    return render(request, "evaluator/dispute.html", context)
