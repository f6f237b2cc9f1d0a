from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.editions.errors import NotReleasable
from benchmark.editions.release import release, release_gates
from dashboards.evaluator.pages import campaign_context, find_campaign
from dashboards.site.access.find import viewer_of

_GATES: dict[str, tuple[str | Promise, str | Promise, str]] = {
    "real": (
        gettext_lazy("No demonstration"),
        gettext_lazy("Times of a demonstration are never published."),
        "",
    ),
    "done": (gettext_lazy("Every contact has ended"), gettext_lazy("Contacts left"), "contacts"),
    "rated": (gettext_lazy("No rating is half-way"), gettext_lazy("Ratings begun and not sent"), ""),
    "reviewed": (gettext_lazy("Reviews are done"), gettext_lazy("Ratings to look at"), "review"),
    "disputes": (gettext_lazy("Disputes are answered"), gettext_lazy("Disputes open"), "disputes"),
    "scored": (gettext_lazy("Scored after the last change"), gettext_lazy("Run svartid score"), ""),
    "ranked": (gettext_lazy("Ranked"), gettext_lazy("Run svartid rank"), ""),
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
