from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from benchmark.fieldwork.live import live_attempts
from dashboards.evaluator.pages import campaign_context, find_campaign
from dashboards.site.listening import listen
from results.access.visible import visible
from results.models import Attempt, Campaign
from results.queries.progress import progress


def live(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is being dialled, waited and answered at this moment on all hosts."""
    found = find_campaign(request, slug)
    return render(request, "evaluator/live.html", campaign_context(found, "live", **_now(found)))


def live_rows(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the part of the page that changes, fetched anew whenever the stream says so."""
    found = find_campaign(request, slug)
    return render(request, "evaluator/live_rows.html", {"campaign": found, **_now(found)})


def live_stream(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """Tell by server-sent events that something of the campaign changed; the page then asks for its rows."""
    found = find_campaign(request, slug)
    response = StreamingHttpResponse(_events(found.pk), content_type="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _events(campaign: int) -> Iterator[str]:
    yield "retry: 2000\n\n"
    for news in listen(campaign):
        yield "event: changed\ndata: \n\n" if news else ": still here\n\n"


def _now(campaign: Campaign) -> dict[str, object]:
    mine = visible(Attempt).filter(campaign=campaign)
    rows = mine.select_related("contact__organisation", "touchpoint")
    # Which they are is asked first: else thousands of planned ones are joined for the sake of six.
    coming = mine.filter(state="planned").order_by("due_at", "pk")[:6]
    return {
        "attempts": live_attempts(campaign=campaign.pk),
        "ended": rows.filter(ended_at__isnull=False).order_by("-ended_at")[:12],
        "next_up": rows.filter(pk__in=coming.values("pk")).order_by("due_at", "pk"),
        "progress": next(iter(progress(campaigns=[campaign.pk], by="campaign", now=timezone.now())), None),
    }
