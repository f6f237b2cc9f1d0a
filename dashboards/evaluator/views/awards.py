from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dashboards.evaluator.award_form import AwardForm
from dashboards.site.access.find import find, may, viewer_of
from results.access.visible import visible
from results.award_work import change_award, make_award, put_into_award, with_what_holds
from results.errors import AwardStays, BadAward
from results.models import Award, Campaign


def awards(request: HttpRequest) -> HttpResponse:
    """List awards with their editions; evaluators of all awards make them, name them and put campaigns in."""
    may(request, "evaluator.home")
    form = AwardForm()
    if request.method == "POST":
        may(request, "evaluator.house")
        what = request.POST.get("do", "")
        form = AwardForm(request.POST if what == "make" else None)
        if what == "take":
            return _take(request)
        if what == "change":
            return _change(request)
        if what != "make" or _made(request, form):
            return redirect("evaluator:awards")
    rows = visible(Campaign).select_related("award", "control").order_by("-starts_on", "slug")
    campaigns = list(with_what_holds(rows))
    editions: dict[int | None, list[Campaign]] = {}
    for each in campaigns:
        editions.setdefault(each.award_id, []).append(each)
    context = {
        "form": form,
        "lines": [
            {"award": each, "editions": editions.get(each.pk, [])}
            for each in visible(Award).order_by("name", "pk")
        ],
        "movable": _movable(campaigns),
        "wished": request.GET.get("campaign", ""),
    }
    return render(request, "evaluator/awards.html", context, status=422 if form.errors else 200)


def _movable(campaigns: list[Campaign]) -> list[Any]:
    """Campaigns that may still be put somewhere, those of no award first."""
    rows: list[Any] = list(campaigns)
    found = [each for each in rows if not each.published and not each.judged]
    return sorted(found, key=lambda each: each.award_id is not None)


def _made(request: HttpRequest, form: AwardForm) -> bool:
    if not form.is_valid():
        return False
    try:
        award = make_award(actor=viewer_of(request).label, **form.cleaned_data)
    except BadAward as refused:
        taken = _("Another award has this short name.")
        form.add_error("slug", taken if refused.word == "taken" else str(refused))
        return False
    messages.success(request, _("%(award)s is made.") % {"award": award.name})
    return True


def _change(request: HttpRequest) -> HttpResponse:
    award = find(request, Award, "evaluator.change", slug=request.POST.get("award", ""))
    names = {name: request.POST.get(name, "") for name in ("name", "house")}
    try:
        change_award(award=award, actor=viewer_of(request).label, **names)
    except BadAward:
        messages.error(request, _("An award needs a name, and neither name is longer than 200 letters."))
    else:
        messages.success(request, _("Saved."))
    return redirect("evaluator:awards")


def _take(request: HttpRequest) -> HttpResponse:
    award = find(request, Award, "evaluator.change", slug=request.POST.get("award", ""))
    campaign = find(request, Campaign, "evaluator.change", slug=request.POST.get("campaign", ""))
    try:
        put_into_award(campaign=campaign, award=award, actor=viewer_of(request).label)
    except AwardStays as refused:
        words = {
            "jury": _("It stays where it is: its jury has begun."),
            "published": _("It stays where it is: its edition is published."),
        }
        messages.error(request, words[refused.word])
    else:
        messages.success(
            request,
            _("%(campaign)s is an edition of %(award)s.") % {"campaign": campaign.slug, "award": award.name},
        )
    return redirect("evaluator:awards")
