from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benchmark.fieldwork.errors import NotLogged
from benchmark.fieldwork.log_contact import log_contact
from dashboards.shopper.own_contact import own_contact
from dashboards.shopper.views.brief import brief_words
from dashboards.site.access.find import viewer_of
from dashboards.site.access.trail import saw
from dashboards.site.outcome_words import outcome_words
from probes.errors import BadDocument
from probes.manual.clocked import clocked_log
from results.models import Contact
from results.models.words import IN_WRITING
from results.rating.open_rating import is_ratable

_WRITTEN = (*IN_WRITING, "sms")
_TALKED = (
    "answered_by_person",
    "answered_by_machine_only",
    "wait_limit_reached",
    "no_answer",
    "busy",
    "closed",
)
_WROTE = ("replied", "auto_reply_only", "no_reply")


@own_contact("shopper.place")
def clock(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Show the clock with which a shopper logs a contact that they make alone.

    Everything that is pressed stays in the browser until the record has it.
    """
    saw(request, f"contact:{contact.pk}")
    waiting = contact.attempts.filter(state="planned").exists()
    context = {
        "contact": contact,
        "open": waiting and contact.mode in ("manual", "bridged"),
        "writes": contact.channel in _WRITTEN,
        "outcomes": [(word, outcome_words(word)) for word in _outcomes(contact.channel)],
        "ratable": is_ratable(contact) and contact.campaign.questionnaire_id is not None,
        **brief_words(contact),
    }
    return render(request, "shopper/clock.html", context)


@require_POST
@own_contact("shopper.place")
def clock_log(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Take a logged contact (JSON, see `clocked_log`), once, however often it is sent.

    200 with `next`, where the shopper goes on · 409 it can never be stored (`said` says why) · 400 the log is
    wrong.
    """
    shopper = contact.shopper
    assert shopper is not None
    try:
        log = clocked_log(
            _given(request),
            organisation=contact.organisation.slug,
            touchpoint=contact.touchpoint.slug,
            channel=contact.channel,
            by=shopper.label,
            now=timezone.now(),
        )
        log.enquiry = contact.enquiry.slug
        log_contact(contact=contact, log=log, now=timezone.now(), actor=viewer_of(request).label)
    except BadDocument as error:
        return JsonResponse({"said": _("The log could not be read."), "detail": str(error)}, status=400)
    except NotLogged as error:
        return JsonResponse({"said": _refused(error.why)}, status=409)
    contact.refresh_from_db()
    rate = is_ratable(contact) and contact.campaign.questionnaire_id is not None
    return JsonResponse({"next": reverse("shopper:rate" if rate else "shopper:contact", args=[contact.pk])})


def _refused(why: str) -> str:
    if why == "not_yours":
        return _("The machine makes this contact; it cannot be logged.")
    return _("This contact is stored already, or goes on just now.")


def _outcomes(channel: str) -> tuple[str, ...]:
    return (*_WROTE, *_TALKED) if channel in _WRITTEN else _TALKED


def _given(request: HttpRequest) -> dict[str, Any]:
    try:
        given = json.loads(request.body)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise BadDocument("the log is no JSON object")
    return given
