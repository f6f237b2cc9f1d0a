from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benchmark.fieldwork.control import set_state
from benchmark.fieldwork.status import campaign_status, worker_statuses
from dashboards.evaluator.pages import campaign_context, find_campaign
from dashboards.site.access.find import viewer_of
from results.queries.progress import progress


def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where one campaign stands: against its plan, by channel and class, and how contacts ended."""
    found = find_campaign(request, slug)
    now = timezone.now()
    which: dict[str, Any] = {
        "campaigns": [found.pk],
        "now": now,
        "released": [found.pk] if found.released_at else [],
    }
    whole = next(iter(progress(by="campaign", **which)), None)
    context = campaign_context(
        found,
        "campaign",
        progress=whole,
        channels=progress(by="channel", **which),
        classes=progress(by="klass", **which),
        status=campaign_status(found),
        workers=worker_statuses(),
    )
    return render(request, "evaluator/campaign.html", context)


@require_POST
def control(request: HttpRequest, slug: str) -> HttpResponse:
    """Pause, stop or let go on, as on the command line, with the evaluator's label in the trail."""
    found = find_campaign(request, slug, "evaluator.change")
    state = request.POST.get("state", "")
    if state in ("running", "paused", "stopped"):
        news = set_state(
            campaign=found,
            state=state,  # type: ignore[arg-type]
            actor=viewer_of(request).label,
            reason=request.POST.get("reason", "").strip()[:500],
        )
        if news:
            told = {
                "running": _("The fieldwork goes on."),
                "paused": _("Paused: nothing new is begun, what goes on ends by itself."),
                "stopped": _("Stopped: every call ends within two seconds."),
            }
            messages.success(request, told[state])
    back = "live" if request.POST.get("next") == "live" else "campaign"
    return redirect(f"evaluator:{back}", slug=slug)
