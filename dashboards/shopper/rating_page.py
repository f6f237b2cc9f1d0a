"""What the pages of a rating share: contacts of one's own and those of a calibration are rated alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.shopper.asked_items import asked_items
from dashboards.shopper.taps import read_taps, taps_of_form
from dashboards.site.access.find import viewer_of
from results.errors import BadAnswer, RatingIncomplete
from results.models import RatingSession
from results.rating.given_answer import GivenAnswer
from results.rating.kept_answers import kept_answers
from results.rating.questionnaire_of import questionnaire_of
from results.rating.save_answers import save_answers
from results.rating.submit_rating import submit_rating
from results.rating.what_is_missing import Missing, what_is_missing
from scenarios.item import Item
from scenarios.questionnaire import Questionnaire


def show_rating(request: HttpRequest, session: RatingSession, **more: Any) -> HttpResponse:
    """Show the questionnaire with what was answered; what it lacks too, once somebody tried to send it."""
    questionnaire, _asked = _questions(session)
    answers = kept_answers(session)
    missing = _missing(session, questionnaire, answers)
    tried = "missing" in request.GET
    newest = session.reviews.order_by("-at", "-pk").first()
    areas = asked_items(
        questionnaire=questionnaire,
        channel=session.contact.channel,
        answers=answers,
        say_why=missing.words,
        missing=missing.answer if tried else (),
    )
    context = {
        "session": session,
        "contact": session.contact,
        "areas": areas,
        "count": sum(len(area.items) for area in areas),
        "answered": sum(not each.empty for each in answers.values()),
        "lacking": [
            item for area in areas for item in area.items if item.missing or (tried and item.say_why)
        ],
        "returned": newest if newest is not None and newest.decision == "returned" else None,
        **more,
    }
    return render(request, "shopper/rate.html", context)


def take_answers(request: HttpRequest, session: RatingSession) -> JsonResponse:
    """Save what a browser sent; answer with what stands now, so that every tab shows the same.

    Nothing in it tells what an answer is worth, only which ones need words beside them.
    """
    questionnaire, asked = _questions(session)
    now = timezone.now()
    try:
        taps = read_taps(request.body, questionnaire=questionnaire, asked=asked, now=now)
    except BadAnswer:
        return JsonResponse({"error": "unreadable"}, status=400)
    saved = save_answers(session=session.pk, taps=taps.read, now=now)
    session.refresh_from_db(fields=["state"])
    answers = kept_answers(session)
    missing = _missing(session, questionnaire, answers)
    return JsonResponse(
        {
            "done": [tap.key for tap in taps.read],
            "wrong": taps.wrong,
            "late": list(saved.late),
            "open": session.state == "open",
            "answers": {
                item: {"tick": each.tick, "words": each.words, "comment": each.comment}
                for item, each in answers.items()
            },
            "say_why": list(missing.words),
        }
    )


def send_rating(request: HttpRequest, session: RatingSession, *, home: str, form: str) -> HttpResponse:
    """Send a rating, or say what it lacks: as JSON to a script, else by leading to the page that shows it.

    A form without `saved` was sent without script and brings all its answers with it.
    """
    questionnaire, asked = _questions(session)
    now = timezone.now()
    if "saved" not in request.POST:
        taps = taps_of_form(request.POST, questionnaire=questionnaire, asked=asked, now=now)
        save_answers(session=session.pk, taps=taps, now=now)
    scripted = "application/json" in request.headers.get("Accept", "")
    try:
        submit_rating(session=session.pk, now=now, actor=viewer_of(request).label)
    except RatingIncomplete as lacks:
        count = len(lacks.answer) + len(lacks.words)
        words = ngettext(
            "One question still needs an answer or a few words.",
            "%(count)s questions still need an answer or a few words.",
            count,
        ) % {"count": count}
        if scripted:
            return JsonResponse({"sent": False, "next": f"{form}?missing=1", "words": words})
        messages.warning(request, words)
        return redirect(f"{form}?missing=1")
    messages.success(request, _("Sent to the editors."))
    return JsonResponse({"sent": True, "next": home}) if scripted else redirect(home)


def _questions(session: RatingSession) -> tuple[Questionnaire, Mapping[str, Item]]:
    questionnaire = questionnaire_of(session.questionnaire_id)
    return questionnaire, {item.item: item for item in questionnaire.asked(session.contact.channel)}


def _missing(
    session: RatingSession, questionnaire: Questionnaire, answers: Mapping[str, GivenAnswer]
) -> Missing:
    return what_is_missing(questionnaire=questionnaire, channel=session.contact.channel, answers=answers)
