from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from benchmark.fieldwork.call_state import call_state
from benchmark.fieldwork.seat_rows import LONGEST_TURN, seat_turns, type_turn
from dashboards.shopper.own_contact import own_contact
from dashboards.shopper.seen_mark import seen_mark, unchanged
from dashboards.shopper.views.brief import brief_words
from dashboards.shopper.views.call import call_context
from dashboards.site.access.trail import saw
from results.models import Contact


@own_contact("shopper.place")
def chat(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Show the organisation's chat as the machine sees it, and let the shopper write in it."""
    if contact.channel != "chat":
        return redirect("shopper:call", pk=contact.pk)
    saw(request, f"contact:{contact.pk}")
    context = _context(contact) | brief_words(contact) | {"key": uuid4().hex, "longest": LONGEST_TURN}
    return render(request, "shopper/chat.html", context)


@own_contact("shopper.place")
def chat_part(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Give the part of the page that changes; nothing if it looks as the page shows it."""
    context = _context(contact)
    return unchanged(request, context["mark"]) or render(request, "shopper/chat_part.html", context)


@require_POST
@own_contact("shopper.place")
def chat_say(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Take a turn that the shopper typed, once, however often it is sent.

    By form or as JSON (`key`, `text`); a script is told whether it was taken: 409 if nobody can hear it.
    """
    script = request.content_type == "application/json"
    given = _given(request) if script else request.POST.dict()
    text, key = str(given.get("text", "")).strip(), str(given.get("key", "")).strip()
    state = call_state(contact=contact, now=timezone.now())
    may = state.step == "now" and state.leg == "connected" and not state.ending
    if may and state.attempt is not None and text and key:
        type_turn(attempt=state.attempt, key=key, text=text)
    if script:
        return JsonResponse({"taken": may and bool(text and key)}, status=200 if may else 409)
    return redirect("shopper:chat", pk=contact.pk)


def _given(request: HttpRequest) -> dict[str, Any]:
    try:
        given = json.loads(request.body)
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


def _context(contact: Contact) -> dict[str, Any]:
    context = call_context(contact)
    state = context["call"]
    turns = seat_turns(state.attempt) if state.attempt is not None else []
    shown = [(each.speaker, each.text, each.waits) for each in turns]
    talks = state.step == "now" and state.leg == "connected" and not state.ending
    mark = seen_mark([state.to_document(), shown])
    return context | {"turns": turns, "talks": talks, "mark": mark}
