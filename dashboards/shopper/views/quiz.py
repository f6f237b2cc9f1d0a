from __future__ import annotations

import random
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from benchmark.fieldwork.book import enquiry_of
from benchmark.fieldwork.quiz import answer_quiz, begin_quiz
from dashboards.site.access.find import find, viewer_of
from results.access.visible import visible
from results.models import Campaign, Contact, QuizSitting, Shopper


def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a campaign's quiz; mark it; say how many were right, never which."""
    campaign = find(request, Campaign, "shopper.campaign", among=visible(Campaign), slug=slug)
    passed = visible(QuizSitting).filter(campaign=campaign, passed=True).order_by("-answered_at").first()
    if passed is not None:
        return render(request, "shopper/quiz.html", {"campaign": campaign, "passed": passed})
    shopper = visible(Shopper).get()
    # Any draw will do: it is kept as it was drawn.
    sitting = begin_quiz(campaign=campaign, shopper=shopper, rng=random.SystemRandom())
    if sitting is None:
        return redirect("shopper:home")
    if request.method == "POST" and request.POST.get("sitting") == str(sitting.pk):
        ticked = {
            place: int(tick)
            for place in range(sitting.questions)
            if (tick := request.POST.get(f"q-{place}", "")).isdecimal()
        }
        done = answer_quiz(
            sitting=sitting.pk, ticked=ticked, now=timezone.now(), actor=viewer_of(request).label
        )
        words = {"right": done.right, "all": done.questions}
        if done.passed:
            messages.success(request, _("Passed: %(right)s of %(all)s.") % words)
            return redirect("shopper:home")
        messages.warning(
            request, _("%(right)s of %(all)s were right. Read your briefs, and try these instead.") % words
        )
        return redirect("shopper:quiz", slug=slug)
    questions = [
        {"place": place, "kind": each["kind"], "about": each["about"], "answers": each["answers"]}
        for place, each in enumerate(sitting.asked)
    ]
    context = {
        "campaign": campaign,
        "sitting": sitting,
        "questions": questions,
        "briefs": _briefs(campaign, shopper),
    }
    return render(request, "shopper/quiz.html", context)


def _briefs(campaign: Campaign, shopper: Shopper) -> list[dict[str, Any]]:
    language = get_language() or "en"
    mine = visible(Contact).filter(campaign=campaign, shopper=shopper).order_by("enquiry")
    enquiries = [enquiry_of(document) for document in mine.values_list("enquiry", flat=True).distinct()]
    return [
        {
            "title": each.title.say(language),
            "persona": each.persona.say(language),
            "role_play": each.brief.say(language),
            "facts": [fact.question.say(language) for fact in each.facts],
        }
        for each in enquiries
    ]
