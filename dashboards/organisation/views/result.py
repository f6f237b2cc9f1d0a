from __future__ import annotations

import functools
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.editions.as_used import method_of
from benchmark.editions.errors import NotScorable
from benchmark.editions.first_contact import first_contact
from benchmark.editions.own_result import OwnResult, class_areas, own_result
from benchmark.editions.shown_names import shown_names
from benchmark.editions.stored_ranking import stored_ranking
from benchmark.scoring.curve import Curve
from benchmark.statistics.kaplan_meier import kaplan_meier
from dashboards.charts.area_profile import area_profile
from dashboards.charts.ranking_panel import ranking_panel
from dashboards.charts.waiting_curves import waiting_curves
from dashboards.charts.words import say
from dashboards.organisation.area_titles import area_titles
from dashboards.organisation.pages import Own, edition_context, own_edition, own_organisation
from dashboards.site.access.find import may, viewer_of
from dashboards.site.access.trail import did, saw
from dashboards.site.class_words import class_words
from dashboards.site.drawn import chart_language, drawn
from results.models import Campaign, OwnTarget
from results.queries.class_waits import class_waits
from scenarios.method import Method

_KEPT = 200
_DRAWN: dict[tuple[int, int, bool, str], dict[str, Any]] = {}
"""Charts of released rankings, which never change: drawing them takes half a second. The last 200, by
ranking, organisation, whether others are named, and language; some 50 kB each."""


def result(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a released result whole: score, sentence, place in the class, areas, waits, channels, figures."""
    own = own_edition(request, slug)
    saw(request, f"result:{own.campaign.slug}")
    told = result_parts(own)
    key = (own.run.pk, own.organisation.pk, own.campaign.names_others, chart_language())
    charts = _DRAWN.get(key)
    if charts is None:
        charts = {
            "panel": _panel(own, told),
            "profile": _profile(own, told),
            "waits": _waits(own, told["method"]),
        }
        if len(_DRAWN) >= _KEPT:
            _DRAWN.pop(next(iter(_DRAWN)), None)
        _DRAWN[key] = charts
    return render(
        request, "organisation/result.html", edition_context(own.campaign, "result", **told, **charts)
    )


def result_parts(own: Own) -> dict[str, Any]:
    """Return what a result says in words and numbers, for the page and for what is downloaded."""
    method = _method(own)
    level = method.confidence.fraction if method else 0.95
    found = own_result(run=own.run, organisation=own.organisation.pk, klass=own.klass, level=level)
    names = shown_names(
        campaign=own.campaign, run=own.run, among=found.among, own=own.organisation, language=chart_language()
    )
    indicators = method.indicators if method else {}
    return {
        "organisation": own.organisation,
        "klass": own.klass,
        "result": found,
        "method": method,
        "level": round(100 * level),
        "method_words": f"{own.run.method.slug} {own.run.method.version}",
        "names": names,
        "sentence": found.says(chart_language(), names=names),
        "first": None
        if method is None
        else first_contact(campaign=own.campaign, run=own.run, method=method, organisation=own.organisation),
        "areas": area_titles(own.campaign),
        "figures": [
            (
                indicators[each.name].title.say(chart_language()) if each.name in indicators else each.name,
                each,
            )
            for each in found.figures
        ],
    }


def _method(own: Own) -> Method | None:
    return _read_method(own.campaign.method_id, own.campaign.pk)


@functools.lru_cache(maxsize=64)
def _read_method(_document: int, campaign: int) -> Method | None:
    """Read and check a method once a process: documents are frozen."""
    try:
        return method_of(Campaign.objects.select_related("method").get(pk=campaign))
    except NotScorable:
        return None


def _panel(own: Own, told: dict[str, Any]) -> dict[str, Any] | None:
    found: OwnResult = told["result"]
    ranking = stored_ranking(
        run=own.run, among=found.among, title=class_words(own.klass.slug), names=told["names"]
    )
    return drawn(ranking_panel(ranking, language=chart_language()), name="panel") if ranking else None


def _profile(own: Own, told: dict[str, Any]) -> dict[str, Any] | None:
    areas = class_areas(run=own.run, klass=own.klass)
    mine = areas["organisation"] == own.organisation.slug
    if not mine.any():
        return None
    areas.loc[mine, "organisation"] = own.organisation.name
    present = set(areas.loc[mine, "area"])
    ordered = [each for each in told["method"].areas if each in present] if told["method"] else None
    chart = area_profile(
        areas,
        organisation=own.organisation.name,
        order=ordered,
        titles=told["areas"],
        language=chart_language(),
    )
    return drawn(chart, name="profile")


def _waits(own: Own, method: Method | None) -> dict[str, Any] | None:
    waits = class_waits(
        campaign=own.campaign.pk,
        klass=own.klass.pk,
        organisation=own.organisation.pk,
        at=own.run.score_run.made_at,
    )
    mine = [each for each in waits if each.own]
    limit = method.limits.phone.wait.seconds if method and method.limits.phone else None
    if not mine or limit is None:
        return None
    value = method.values.get("answer_time") if method else None
    curves = {
        own.organisation.name: kaplan_meier(
            seconds=[each.seconds for each in mine], answered=[each.answered for each in mine]
        ),
        say("class", chart_language()): kaplan_meier(
            seconds=[each.seconds for each in waits], answered=[each.answered for each in waits]
        ),
    }
    chart = waiting_curves(
        curves, limit=limit, value=Curve.of(value) if value else None, language=chart_language()
    )
    return drawn(chart, name="waits")


class TargetForm(forms.Form):
    """The share that the organisation wants to reach."""

    percent = forms.IntegerField(
        label=gettext_lazy("Share that the first person should help, in per cent"), min_value=1, max_value=99
    )


def target(request: HttpRequest) -> HttpResponse:
    """Set the organisation's own target for help by the first person reached."""
    may(request, "organisation.people")
    organisation = own_organisation(request)
    now = OwnTarget.objects.filter(organisation=organisation).first()
    start = {"percent": round(100 * now.first_contact) if now else 70}
    form = TargetForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        OwnTarget.objects.update_or_create(
            organisation=organisation,
            defaults={
                "first_contact": form.cleaned_data["percent"] / 100,
                "changed_by": viewer_of(request).label,
            },
        )
        did(request, "target.set", f"organisation:{organisation.slug}", percent=form.cleaned_data["percent"])
        messages.success(request, _("The target is set."))
        return redirect("organisation:home")
    return render(request, "organisation/target.html", {"form": form, "organisation": organisation})
