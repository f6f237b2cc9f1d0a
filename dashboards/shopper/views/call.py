from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from benchmark.fieldwork.call_now import ask_for_call, ask_to_hang_up
from benchmark.fieldwork.call_state import CallState, call_state
from benchmark.fieldwork.seat_rows import end_typing
from dashboards.shopper.call_words import now_words, steps, why_words
from dashboards.shopper.own_contact import own_contact
from dashboards.shopper.seen_mark import seen_mark, unchanged
from dashboards.shopper.views.brief import brief_words
from dashboards.site.access.find import viewer_of
from dashboards.site.access.trail import saw
from dashboards.site.listening import listen_contact
from results.models import Contact
from results.rating.open_rating import is_ratable


@own_contact("shopper.place")
def call(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Show the button that lets Svartid dial, and what goes on from then to both hang-ups."""
    if contact.channel == "chat":
        return redirect("shopper:chat", pk=contact.pk)
    saw(request, f"contact:{contact.pk}")
    context = call_context(contact) | brief_words(contact)
    return render(request, "shopper/call.html", context)


@own_contact("shopper.place")
def call_part(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Give the part of the page that changes; nothing if it looks as the page shows it."""
    context = call_context(contact)
    return unchanged(request, context["mark"]) or render(request, "shopper/call_part.html", context)


@own_contact("shopper.place")
def call_stream(_request: HttpRequest, contact: Contact) -> HttpResponseBase:
    """Tell by server-sent events that something of the contact changed; the page then asks for its part."""
    response = StreamingHttpResponse(_events(contact.pk), content_type="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"
    return response


@require_POST
@own_contact("shopper.place")
def call_now(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Take the wish to be connected now. What stands in the way is said by the page that follows."""
    ask_for_call(contact=contact, now=timezone.now(), actor=viewer_of(request).label)
    return _back(contact)


@require_POST
@own_contact("shopper.place")
def call_hang_up(request: HttpRequest, contact: Contact) -> HttpResponse:
    """End what goes on: as a caller hangs up, or as somebody in a chat takes leave."""
    state = call_state(contact=contact, now=timezone.now())
    talks = state.step == "now" and state.leg == "connected" and state.attempt is not None
    if contact.channel == "chat" and talks and state.attempt is not None:
        end_typing(attempt=state.attempt)
    else:
        ask_to_hang_up(contact=contact, actor=viewer_of(request).label)
    return _back(contact)


def call_context(contact: Contact) -> dict[str, Any]:
    """Return what a page of a contact that goes on shows of it."""
    contact.refresh_from_db(fields=["state", "outcome", "not_run_reason"])
    state = call_state(contact=contact, now=timezone.now())
    return {
        "contact": contact,
        "call": state,
        "said": _said(state, contact),
        "steps": steps(state),
        "ratable": is_ratable(contact) and contact.campaign.questionnaire_id is not None,
        "mark": seen_mark(state.to_document()),
    }


def _said(state: CallState, contact: Contact) -> Any:
    if state.step == "now":
        return now_words(state, channel=contact.channel)
    return why_words(state.hindrance.why.value) if state.hindrance else None


def _back(contact: Contact) -> HttpResponse:
    return redirect("shopper:chat" if contact.channel == "chat" else "shopper:call", pk=contact.pk)


def _events(contact: int) -> Iterator[str]:
    yield "retry: 2000\n\n"
    for news in listen_contact(contact):
        yield "event: changed\ndata: \n\n" if news else ": still here\n\n"
