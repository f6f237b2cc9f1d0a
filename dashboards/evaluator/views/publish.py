from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.editions.errors import NotReleasable, NotScorable
from benchmark.editions.release import release, release_gates
from benchmark.editions.release_again import corrected_since, newest_ranking, release_again
from benchmark.editions.released_run import released_run
from benchmark.editions.score_and_rank import score_and_rank
from dashboards.evaluator.pages import campaign_context, find_campaign
from dashboards.site.access.find import viewer_of
from results.models import Campaign, Publication

_GATES: dict[str, tuple[str | Promise, str | Promise, str]] = {
    "done": (gettext_lazy("Every contact has ended"), gettext_lazy("Contacts left"), "contacts"),
    "rated": (gettext_lazy("No rating is half-way"), gettext_lazy("Ratings begun and not sent"), ""),
    "reviewed": (gettext_lazy("Reviews are done"), gettext_lazy("Ratings to look at"), "review"),
    "disputes": (gettext_lazy("Disputes are answered"), gettext_lazy("Disputes open"), "disputes"),
    "scored": (
        gettext_lazy("Scored after the last change"),
        gettext_lazy("Something has changed since, or it was never scored"),
        "score",
    ),
    "ranked": (gettext_lazy("Ranked"), gettext_lazy("The newest scores have no ranking"), "score"),
}

_NOT_SCORED: dict[str, str | Promise] = {
    "questionnaire": gettext_lazy("It has no questionnaire."),
    "document": gettext_lazy("Its method or questionnaire, kept by an older Svartid, cannot be read."),
    "method": gettext_lazy("The method does not fit the questionnaire."),
    "fieldwork": gettext_lazy(
        "The fieldwork is not whole, or something in it does not fit the questionnaire."
    ),
    "scores": gettext_lazy("No contact has a score, so there is nothing to rank."),
    "few": gettext_lazy("There are too few contacts with a score."),
    "alike": gettext_lazy("The scores of each organisation are all alike, so chance cannot be told."),
    "apart": gettext_lazy("No shopper and no enquiry links all organisations, so they cannot be compared."),
    "other": gettext_lazy("It cannot be reckoned; svartid score and svartid rank say why."),
}


def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what must hold before organisations see their results, and release them when all of it does."""
    found = find_campaign(request, slug, "evaluator.change")
    if request.method == "POST" and request.POST.get("do") == "score":
        return _score(request, found)
    if request.method == "POST" and request.POST.get("do") == "again":
        return _release_again(request, found)
    if request.method == "POST":
        try:
            release(
                campaign=found,
                actor=viewer_of(request).label,
                names_others="names_others" in request.POST,
            )
        except NotReleasable:
            messages.error(request, _("Not yet: a gate is open."))
        else:
            messages.success(
                request,
                _("Released as a rehearsal. Nobody gets a letter.")
                if found.demo
                else _("Released. Organisations can see their results."),
            )
        return redirect("evaluator:publish", slug=slug)
    # What is released stays released: its gates, which take reading a whole fieldwork, are asked no more.
    asked = release_gates(found) if found.released_at is None else ()
    gates = [(gate, *_GATES[gate.word]) for gate in asked]
    context = campaign_context(
        found,
        "publish",
        gates=gates,
        ready=all(gate.met for gate, *_rest in gates),
        scorable=any(page == "score" and not gate.met for gate, _words, _why, page in gates),
        **_afterwards(found),
    )
    return render(request, "evaluator/publish.html", context)


def _afterwards(campaign: Campaign) -> dict[str, Any]:
    """What has happened to a released campaign since: corrections, and a ranking that nobody sees yet."""
    seen = released_run(campaign)
    if seen is None:
        return {}
    newest = newest_ranking(campaign)
    return {
        "seen": seen,
        "newer": newest if newest != seen else None,
        "corrected": corrected_since(seen),
        "published": Publication.objects.filter(campaign=campaign).exists(),
    }


def _release_again(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Let the newest ranking take the place of the released one."""
    try:
        release_again(campaign=campaign, actor=viewer_of(request).label)
    except NotReleasable:
        open_gates = [str(_GATES[gate.word][1]) for gate in release_gates(campaign) if not gate.met]
        why = _("Not yet: something is open, or has changed since the newest scores were made.")
        messages.error(request, " · ".join([why, *open_gates]))
    else:
        messages.success(request, _("Released. Organisations see the corrected results."))
    return redirect("evaluator:publish", slug=campaign.slug)


def _score(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Score and rank by the campaign's own method, as the command line does."""
    try:
        score_and_rank(campaign=campaign, actor=viewer_of(request).label)
    except NotScorable as error:
        why = _NOT_SCORED.get(error.word, _NOT_SCORED["other"])
        messages.error(request, _("It cannot be scored yet: %(why)s") % {"why": why})
    else:
        messages.success(request, _("Scored and ranked."))
    return redirect("evaluator:publish", slug=campaign.slug)
