from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from benchmark.fieldwork.call_now import Hindrance
from benchmark.fieldwork.rehearsal import RehearsalState, ask_rehearsal, ask_to_end, rehearsal_state
from dashboards.charts.contact_timeline import contact_timeline
from dashboards.shopper.call_words import now_words, steps, why_words
from dashboards.shopper.own_contact import own_contact
from dashboards.shopper.seen_mark import seen_mark, unchanged
from dashboards.shopper.views.brief import brief_words
from dashboards.site.drawn import chart_language, drawn
from dashboards.site.measured_words import measured_words
from probes.phone.measure import measure
from probes.timeline import Timeline
from results.models import Contact

_SHOWN = ("answer_time", "queue_time", "talk_time", "transfers")


@own_contact("shopper.place")
def rehearse(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Let the shopper practise a contact with the practice town; nothing of it counts."""
    context = _context(contact) | brief_words(contact)
    state = context["call"]
    if state is not None and state.step == "over" and state.timeline:
        context |= _looked_back(state)
    return render(request, "shopper/rehearse.html", context)


@own_contact("shopper.place")
def rehearse_part(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Give the part of the page that changes; once it is over, the whole page, with what came of it."""
    context = _context(contact)
    if found := unchanged(request, context["mark"]):
        return found
    response = render(request, "shopper/rehearse_part.html", context)
    if context["call"] is not None and context["call"].step == "over":
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@own_contact("shopper.place")
def rehearse_begin(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Ask for a rehearsal."""
    found = ask_rehearsal(contact=contact)
    if found is not None:
        context = _context(contact, found) | brief_words(contact)
        return render(request, "shopper/rehearse.html", context, status=409)
    return redirect("shopper:rehearse", pk=contact.pk)


@require_POST
@own_contact("shopper.place")
def rehearse_hang_up(_request: HttpRequest, contact: Contact) -> HttpResponse:
    """End a rehearsal."""
    ask_to_end(contact=contact)
    return redirect("shopper:rehearse", pk=contact.pk)


def _context(contact: Contact, found: Hindrance | None = None) -> dict[str, Any]:
    state = rehearsal_state(contact=contact)
    said = why_words(found.why.value) if found else None
    if state is not None and found is None:
        said = now_words(state, channel="phone") if state.step == "now" else _trouble(state)
    return {
        "contact": contact,
        "call": state,
        "said": said,
        "steps": steps(state) if state is not None else [],
        "mark": seen_mark(state.to_document() if state is not None else {}),
    }


def _trouble(state: RehearsalState) -> Any:
    return why_words(state.error if state.error in ("no_town", "no_worker") else "") if state.error else None


def _looked_back(state: RehearsalState) -> dict[str, Any]:
    timeline = Timeline.from_document(state.timeline or {}, name=f"rehearsal {state.rehearsal}")
    found = measure(timeline)
    figures = [(measured_words(name), found[name]) for name in _SHOWN if name in found]
    chart = drawn(contact_timeline(timeline, language=chart_language()), name="rehearsal")
    return {"figures": [each for each in figures if each[1].value is not None], "chart": chart}
