from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from benchmark.editions.reviews_waiting import reviews_waiting
from dashboards.site.access.find import may
from results.access.visible import visible
from results.models import Campaign, Dispute
from results.queries.progress import progress


def home(request: HttpRequest) -> HttpResponse:
    """Show every campaign with its progress against the plan, and what waits for somebody."""
    may(request, "evaluator.home")
    campaigns = list(visible(Campaign).select_related("award", "control").order_by("-starts_on", "slug"))
    ids = [each.pk for each in campaigns]
    released = [each.pk for each in campaigns if each.released_at]
    counted = progress(campaigns=ids, by="campaign", now=timezone.now(), released=released)
    made = {int(each.part): each for each in counted}
    reviews = reviews_waiting(campaigns)
    disputes: dict[int, int] = {}
    for campaign in visible(Dispute).filter(state="open").values_list("contact__campaign", flat=True):
        disputes[campaign] = disputes.get(campaign, 0) + 1
    lines = [
        {
            "campaign": each,
            "progress": made.get(each.pk),
            "reviews": reviews.get(each.pk, 0),
            "disputes": disputes.get(each.pk, 0),
        }
        for each in campaigns
    ]
    return render(request, "evaluator/home.html", {"lines": lines})
