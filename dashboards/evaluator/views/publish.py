from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from benchmark.editions.errors import NotReleasable
from benchmark.editions.release import release, release_gates
from dashboards.evaluator.pages import campaign_context, find_campaign
from dashboards.site.access.find import viewer_of

_GATES: dict[str, tuple[str | Promise, str | Promise, str]] = {
    "real": (later("No demonstration"), later("Times of a demonstration are never published."), ""),
    "done": (later("Every contact has ended"), later("Contacts left"), "contacts"),
    "rated": (later("No rating is half-way"), later("Ratings begun and not sent"), ""),
    "reviewed": (later("Reviews are done"), later("Ratings to look at"), "review"),
    "disputes": (later("Disputes are answered"), later("Disputes open"), "disputes"),
    "scored": (later("Scored after the last change"), later("Run svartid score"), ""),
    "ranked": (later("Ranked"), later("Run svartid rank"), ""),
}


def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what must hold before organisations see their results, and release them when all of it does."""
    found = find_campaign(request, slug, "evaluator.change")
    if request.method == "POST":
        try:
            release(campaign=found, actor=viewer_of(request).label)
        except NotReleasable:
            messages.error(request, _("Not yet: a gate is open."))
        else:
            messages.success(request, _("Released. Organisations can see their results."))
        return redirect("evaluator:publish", slug=slug)
    gates = [(gate, *_GATES[gate.word]) for gate in release_gates(found)]
    context = campaign_context(found, "publish", gates=gates, ready=all(gate.met for gate, *_rest in gates))
    return render(request, "evaluator/publish.html", context)
