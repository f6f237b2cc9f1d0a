from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.editions.as_used import method_of, questionnaire_of
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
from dashboards.organisation.pages import Own, edition_context, own_edition, own_organisation
from dashboards.site.access.find import may, viewer_of
from dashboards.site.access.trail import did, saw
from dashboards.site.drawn import chart_language, drawn
from results.models import OwnTarget
from results.queries.class_waits import class_waits
from scenarios.method import Method


def result(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a released result whole: score, sentence, place in the class, areas, waits, channels, figures."""
    own = own_edition(request, slug)
    saw(request, f"result:{own.campaign.slug}")
    told = result_parts(own)
    charts = {
        "panel": _panel(own, told),
        "profile": _profile(own, told),
        "waits": _waits(own, told["method"]),
    }
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
        "areas": area_titles(own),
        "figures": [
            (
                indicators[each.name].title.say(chart_language()) if each.name in indicators else each.name,
                each,
            )
            for each in found.figures
        ],
    }


def area_titles(own: Own) -> dict[str, str]:
    """Return the areas' titles in the reader's language, in the order of the method's areas."""
    try:
        sheet = questionnaire_of(own.campaign)
    except NotScorable:
        return {}
    titles = {area.area: area.title.say(chart_language()) for area in sheet.areas}
    method = _method(own)
    for name in method.areas if method else ():
        titles.setdefault(str(name), _AREAS.get(str(name), (str(name),) * 3)[_PLACE[chart_language()]])
    return titles


_PLACE = {"nb": 0, "sv": 1, "en": 2}
_AREAS = {"waiting": ("Ventetid", "Väntetid", "Waiting")}
"""What machines measure has no questions and so no title in a questionnaire."""


def _method(own: Own) -> Method | None:
    try:
        return method_of(own.campaign)
    except NotScorable:
        return None


def _panel(own: Own, told: dict[str, Any]) -> dict[str, Any] | None:
    found: OwnResult = told["result"]
    ranking = stored_ranking(
        run=own.run, among=found.among, title=own.klass.name or own.klass.slug, names=told["names"]
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
    waits = class_waits(campaign=own.campaign.pk, klass=own.klass.pk, organisation=own.organisation.pk)
    mine = [each for each in waits if each.own]
    limit = method.limits.phone.wait if method and method.limits.phone else None
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
        curves, limit=float(limit), value=Curve.of(value) if value else None, language=chart_language()
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
