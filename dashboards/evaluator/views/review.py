from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from benchmark.editions.disagreements import disagreements
from dashboards.evaluator.answers import answer_lines
from dashboards.evaluator.pages import campaign_context, find_campaign
from dashboards.site.access.find import find, viewer_of
from dashboards.site.access.trail import saw
from dashboards.site.measured_words import measured_words
from results.access.visible import visible
from results.errors import NotReviewable
from results.models import RatingSession
from results.queries.contact_story import contact_story
from results.queries.review_queue import may_hold_a_name, review_queue
from results.review_rating import accept_rating, correct_rating, return_rating


def review(request: HttpRequest, slug: str) -> HttpResponse:
    """List the ratings that somebody should look at, and why."""
    found = find_campaign(request, slug)
    waiting = review_queue(campaign=found.pk, disagreeing=disagreements(found))
    asked = request.GET.get("reason", "")
    reasons = {
        word: sum(word in each.reasons for each in waiting)
        for word in ("disagree", "name", "returned", "random")
    }
    shown = [each for each in waiting if not asked or asked in each.reasons]
    context = campaign_context(
        found, "review", waiting=shown[:200], reasons=reasons, asked=asked, count=len(shown)
    )
    return render(request, "evaluator/review.html", context)


def review_one(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a rating beside what the machine measured; accept it, send it back, or correct an answer."""
    campaign = find_campaign(request, slug)
    rows = visible(RatingSession).select_related(
        "contact__campaign", "contact__organisation", "contact__touchpoint", "shopper", "questionnaire"
    )
    session = find(request, RatingSession, "evaluator.change", among=rows, pk=pk, contact__campaign=campaign)
    if request.method == "POST":
        try:
            told = _decide(request, session)
        except NotReviewable:
            messages.error(
                request, _("That could not be done: it needs a reason, and a rating that has been sent.")
            )
        else:
            messages.success(request, told)
            if request.POST.get("do") != "correct":
                return redirect("evaluator:review", slug=slug)
        return redirect("evaluator:review_one", slug=slug, pk=pk)
    saw(request, f"rating:{session.pk}")
    story = contact_story(session.contact)
    last = story.attempts[-1] if story.attempts else None
    areas = answer_lines(session)
    context = campaign_context(
        campaign,
        "review",
        session=session,
        areas=areas,
        measured=[(measured_words(one.name), one) for one in (last.measurements if last else ())],
        flagged=session.contact.key in disagreements(campaign),
        names=any(may_hold_a_name(line.comment) for area in areas for line in area.lines),
        reviews=session.reviews.order_by("-at"),
    )
    return render(request, "evaluator/review_one.html", context)


def _decide(request: HttpRequest, session: RatingSession) -> str:
    me, reason = viewer_of(request).label, request.POST.get("reason", "")
    what = request.POST.get("do", "")
    if what == "accept":
        accept_rating(session=session, reviewer=me)
        return _("Accepted.")
    if what == "return":
        return_rating(session=session, reviewer=me, reason=reason)
        return _("Sent back to the shopper.")
    if what == "correct":
        correct_rating(
            session=session, item=request.POST.get("item", ""), author=me, reason=reason, **_answer(request)
        )
        return _("Corrected. The shopper's own answer stays beside it.")
    raise NotReviewable("nothing was asked for")


def _answer(request: HttpRequest) -> dict[str, Any]:
    kind, _dot, value = request.POST.get("answer", "").partition(":")
    if kind == "not_applicable":
        return {"not_applicable": True}
    if kind in ("option", "number") and value.isdecimal():
        return {kind: int(value)}
    raise NotReviewable("no answer was chosen")
