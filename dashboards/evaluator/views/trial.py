from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benchmark.fieldwork.aside import stop_aside
from benchmark.fieldwork.errors import NotTried
from benchmark.fieldwork.trial import ask_trial, served_by
from dashboards.charts.contact_timeline import contact_timeline
from dashboards.evaluator.trial_form import TrialForm, reason_words
from dashboards.site.access.find import find, viewer_of
from dashboards.site.access.trail import saw
from dashboards.site.drawn import chart_language, drawn
from dashboards.site.measured_words import measured_words
from probes.timeline import Timeline
from results.access.visible import visible
from results.models import Measurement, Touchpoint, Trial


def find_touchpoint(request: HttpRequest, slug: str, point: str) -> Touchpoint:
    """Return a touchpoint that the evaluator may change. Raises Http404."""
    rows = visible(Touchpoint).select_related("organisation__document", "organisation__klass")
    return find(request, Touchpoint, "evaluator.change", among=rows, organisation__slug=slug, slug=point)


@require_POST
def ask(request: HttpRequest, slug: str, point: str) -> HttpResponse:
    """Ask for a test contact; the next worker that serves the channel makes it."""
    found = find_touchpoint(request, slug, point)
    form = TrialForm(request.POST, touchpoint=found)
    if not form.is_valid():
        messages.error(request, _("Choose an enquiry and a language."))
        return redirect("evaluator:touchpoint", slug=slug, point=point)
    try:
        made = ask_trial(touchpoint=found, actor=viewer_of(request).label, **form.cleaned_data)
    except NotTried as error:
        messages.error(request, reason_words(error.why))
        return redirect("evaluator:touchpoint", slug=slug, point=point)
    return redirect("evaluator:trial", slug=slug, point=point, pk=made.pk)


def trial(request: HttpRequest, slug: str, point: str, pk: int) -> HttpResponse:
    """Show a test contact: what goes on now, and afterwards its timeline and what was measured."""
    found = _find(request, slug, point, pk)
    saw(request, f"trial:{found.pk}")
    chart = None
    if found.document and found.document.get("events"):
        timeline = Timeline.from_document(found.document, name=f"trial {found.pk}")
        chart = drawn(contact_timeline(timeline, language=chart_language()), name="trial")
    measured = [Measurement(**each) for each in found.measurements]
    context = _now(found) | {
        "chart": chart,
        "measured": [(measured_words(one.name), one) for one in measured],
    }
    return render(request, "evaluator/trial.html", context)


def trial_now(request: HttpRequest, slug: str, point: str, pk: int) -> HttpResponse:
    """Give the part of the page that changes; once it is over, the page comes anew as a whole."""
    found = _find(request, slug, point, pk)
    response = render(request, "evaluator/trial_now.html", _now(found))
    if not found.goes_on:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
def stop(request: HttpRequest, slug: str, point: str, pk: int) -> HttpResponse:
    """End a test contact at once, or take the wish back."""
    found = _find(request, slug, point, pk)
    if stop_aside(found, actor=viewer_of(request).label):
        messages.success(request, _("Stopped."))
    return redirect("evaluator:trial", slug=slug, point=point, pk=pk)


def _find(request: HttpRequest, slug: str, point: str, pk: int) -> Trial:
    touchpoint = find_touchpoint(request, slug, point)
    rows = visible(Trial).select_related("touchpoint__organisation", "worker")
    return find(request, Trial, "evaluator.change", among=rows, touchpoint=touchpoint, pk=pk)


def _now(found: Trial) -> dict[str, Any]:
    now = timezone.now()
    return {
        "trial": found,
        "touchpoint": found.touchpoint,
        "organisation": found.touchpoint.organisation,
        "reason": reason_words(found.reason),
        "phase_s": (now - found.phase_at).total_seconds() if found.phase_at else None,
        "total_s": (now - found.started_at).total_seconds() if found.started_at else None,
        "served": served_by(found.touchpoint) if found.state == "asked" else [],
    }
