from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benchmark.fieldwork.aside import stop_aside
from benchmark.fieldwork.errors import NotTried
from benchmark.fieldwork.practice import ask_practice
from dashboards.charts.contact_timeline import contact_timeline
from dashboards.organisation.pages import own_organisation
from dashboards.organisation.practice_words import now, why_not
from dashboards.organisation.views.practice import PracticeForm, own_phone
from dashboards.site.access.find import find, may, viewer_of
from dashboards.site.drawn import chart_language, drawn
from dashboards.site.measured_words import measured_words
from probes.errors import BadSettings
from probes.named import named_enquiry
from probes.timeline import Timeline
from results.access.visible import visible
from results.keep_document import read_document
from results.models import Measurement, PracticeCall
from scenarios.organisation import Organisation

_FIGURES = ("answer_time", "ring_time", "talk_time", "hold_time")


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Let a simulated citizen ring the viewer's own phone."""
    may(request, "organisation.home")
    organisation, phone = own_organisation(request), own_phone()
    form = PracticeForm(request.POST, organisation=organisation)
    if phone is None or not form.is_valid() or not form.enquiries:
        messages.error(request, _("Choose what it is about, and a language."))
        return redirect("organisation:practice")
    enquiry = form.cleaned_data["enquiry"] or secrets.choice(form.enquiries)[0]
    try:
        made = ask_practice(
            phone=phone,
            enquiry=enquiry,
            language=form.cleaned_data["language"],
            actor=viewer_of(request).label,
        )
    except NotTried as error:
        messages.error(request, str(why_not(error.why)))
        return redirect("organisation:practice")
    return redirect("organisation:practice_call", pk=made.pk)


def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a practice call: what goes on, and afterwards how it went beside what was asked."""
    found = _find(request, pk)
    context = _context(found)
    if not found.goes_on:
        context |= _looked_back(found)
    return render(request, "organisation/practice_call.html", context)


def call_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the part of the page that changes; once it is over, the page comes anew as a whole."""
    found = _find(request, pk)
    response = render(request, "organisation/practice_now.html", _context(found))
    if not found.goes_on:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """End a practice call at once, or take the wish back."""
    found = _find(request, pk)
    if stop_aside(found, actor=viewer_of(request).label):
        messages.success(request, _("Stopped."))
    return redirect("organisation:practice_call", pk=pk)


def _find(request: HttpRequest, pk: int) -> PracticeCall:
    rows = visible(PracticeCall).select_related("phone__organisation__document")
    return find(request, PracticeCall, "organisation.practice", among=rows, pk=pk)


def _context(found: PracticeCall) -> dict[str, Any]:
    since = found.started_at or found.asked_at
    return {
        "call": found,
        "now": now(found.phase),
        "total_s": ((found.ended_at or timezone.now()) - since).total_seconds(),
        "reason": why_not(found.reason),
    }


def _looked_back(found: PracticeCall) -> dict[str, Any]:
    measured = {each["name"]: Measurement(**each) for each in found.measurements}
    figures = [(measured_words(name), measured[name]) for name in _FIGURES if name in measured]
    context: dict[str, Any] = {"figures": [each for each in figures if each[1].value is not None]}
    if found.document and found.document.get("events"):
        timeline = Timeline.from_document(found.document, name=f"practice call {found.pk}")
        timeline.touchpoint = ""
        context["chart"] = drawn(contact_timeline(timeline, language=chart_language()), name="practice")
    return context | _asked(found)


def _asked(found: PracticeCall) -> dict[str, Any]:
    """Who called and what they wanted, with the organisation's own right answers where it has told them."""
    try:
        enquiry = named_enquiry(found.enquiry)
    except BadSettings:
        return {}
    row = found.phone.organisation.document
    own = read_document(row) if row is not None else None
    right = own.answers.get(found.enquiry, {}) if isinstance(own, Organisation) else {}
    reads = get_language() or "en"
    return {
        "title": enquiry.title.say(reads),
        "persona": enquiry.persona.say(reads),
        "opening": enquiry.opening.say(found.language),
        "question": enquiry.question.say(found.language) if enquiry.question else "",
        "facts": [(fact.question.say(found.language), right.get(fact.id, "")) for fact in enquiry.facts],
        "speaks": enquiry.opening.language_for(found.language),
    }
