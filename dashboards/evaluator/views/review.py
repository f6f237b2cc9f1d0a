from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from benchmark.editions.shopper_signs import shopper_signs
from benchmark.editions.to_review import to_review
from dashboards.evaluator.answers import answer_lines
from dashboards.evaluator.letter_words import letter_lines
from dashboards.evaluator.pages import campaign_context, find_campaign
from dashboards.evaluator.sign_words import contact_sign, review_reason, sign_words
from dashboards.site.access.find import find, viewer_of
from dashboards.site.access.trail import saw
from dashboards.site.measured_words import measured_words
from results.access.visible import visible
from results.errors import NotReviewable
from results.models import Campaign, RatingSession
from results.queries.contact_story import contact_story
from results.queries.possible_names import may_hold_a_name
from results.queries.review_queue import REASONS, review_counts
from results.review_rating import accept_rating, correct_rating, return_rating


def review(request: HttpRequest, slug: str) -> HttpResponse:
    """List the ratings that somebody should look at, and why."""
    found = find_campaign(request, slug)
    waiting = to_review(found)
    asked = request.GET.get("reason", "")
    reasons = [(word, review_reason(word), sum(word in each.reasons for each in waiting)) for word in REASONS]
    shown = [each for each in waiting if not asked or asked in each.reasons]
    context = campaign_context(
        found,
        "review",
        waiting=[(each, [review_reason(word) for word in each.reasons]) for each in shown[:200]],
        reasons=reasons,
        asked=asked,
        count=len(shown),
        unreviewed=review_counts([found.pk]).get(found.pk, 0),
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
            return _onwards(request.POST.get("do", ""), campaign, pk)
        return redirect("evaluator:review_one", slug=slug, pk=pk)
    saw(request, f"rating:{session.pk}")
    story = contact_story(session.contact, letters=True)
    last = story.attempts[-1] if story.attempts else None
    areas, signs = answer_lines(session), shopper_signs(campaign)
    context = campaign_context(
        campaign,
        "review",
        session=session,
        areas=areas,
        measured=[(measured_words(one.name), one) for one in (last.measurements if last else ())],
        letters=letter_lines([one for each in story.attempts for one in each.letters]),
        flagged=session.contact.key in signs.disagreeing,
        odd=[contact_sign(word) for word in sorted(signs.contacts.get(session.contact.key, ()))],
        conspicuous=session.shopper.label in signs.shoppers,
        names=any(may_hold_a_name(line.comment) for area in areas for line in area.lines),
        reviews=session.reviews.order_by("-at"),
    )
    return render(request, "evaluator/review_one.html", context)


def signs(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what about each shopper's work is conspicuous: reasons to look again, never to leave out."""
    found = find_campaign(request, slug)
    saw(request, f"campaign:{found.slug}:signs")
    panel = [
        (each, [(sign_words(sign.name), sign) for sign in each.signs if sign.flagged])
        for each in shopper_signs(found).panel
    ]
    return render(request, "evaluator/signs.html", campaign_context(found, "review", panel=panel))


def _onwards(what: str, campaign: Campaign, pk: int) -> HttpResponse:
    """Stay with a rating that was corrected; lead to the next one if asked for; else back to the queue."""
    if what == "correct":
        return redirect("evaluator:review_one", slug=campaign.slug, pk=pk)
    waiting = to_review(campaign) if what == "accept_next" else []
    if waiting:
        return redirect("evaluator:review_one", slug=campaign.slug, pk=waiting[0].session)
    return redirect("evaluator:review", slug=campaign.slug)


def _decide(request: HttpRequest, session: RatingSession) -> str:
    me, reason = viewer_of(request).label, request.POST.get("reason", "")
    what = request.POST.get("do", "")
    if what in ("accept", "accept_next"):
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
