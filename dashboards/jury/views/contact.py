from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from benchmark.editions.jury_evidence import nominees_for
from dashboards.charts.contact_timeline import contact_timeline
from dashboards.evaluator.answers import answer_lines
from dashboards.jury.pages import find_class
from dashboards.organisation.masked import masked
from dashboards.site.access.find import find
from dashboards.site.access.trail import saw
from dashboards.site.drawn import chart_language, drawn
from dashboards.site.measured_words import measured_words
from probes.timeline import Timeline
from results.access.visible import visible
from results.models import Contact, Organisation
from results.queries.contact_story import contact_story


def contact(request: HttpRequest, slug: str, klass: str, pk: int) -> HttpResponse:
    """Show a nominee's contact: its timeline, what was measured, what was said; blind, without its name."""
    judged = find_class(request, slug, klass)
    rows = visible(Contact).select_related("campaign", "organisation", "klass", "enquiry")
    found = find(
        request, Contact, "jury.contact", among=rows, pk=pk, campaign=judged.jury.campaign, klass=judged.klass
    )
    saw(request, f"contact:{found.pk}")
    blind = judged.jury.blind
    name = next(
        each.name
        for each in nominees_for(
            jury=judged.jury, klass=judged.klass, account=judged.account.pk, language=chart_language()
        )
        if each.organisation.pk == found.organisation_id
    )
    story = contact_story(found)
    attempts = []
    for each in story.attempts:
        chart = None
        if each.timeline is not None and each.timeline.document.get("events"):
            timeline = Timeline.from_document(each.timeline.document, name=f"attempt {each.attempt.pk}")
            timeline.touchpoint = "" if blind else timeline.touchpoint
            chart = drawn(
                contact_timeline(timeline, language=chart_language()), name=str(each.attempt.number)
            )
        attempts.append(
            {
                "attempt": each.attempt,
                "chart": chart,
                "measured": [(measured_words(one.name), one) for one in each.measurements],
            }
        )
    return render(
        request,
        "jury/contact.html",
        {
            "jury": judged.jury,
            "klass": judged.klass,
            "contact": found,
            "name": name,
            "attempts": attempts,
            "ratings": [
                _areas(answer_lines(each), found.organisation, blind=blind)
                for each in story.ratings
                if each.state == "submitted" and each.role == "first"
            ],
        },
    )


def _areas(areas: list[Any], organisation: Organisation, *, blind: bool) -> list[dict[str, Any]]:
    """Mask names; blind, the organisation's own is one of them."""
    nobody = Organisation(name="", slug="") if blind else organisation

    def clean(text: str) -> str:
        said = masked(text, organisation=nobody)
        if blind:
            for word in (organisation.name, organisation.name.split()[0], organisation.slug):
                said = said.replace(word, "…").replace(word.lower(), "…")
        return said

    return [
        {
            "title": area.title,
            "lines": [
                {
                    "ask": line.ask,
                    "answer": clean(line.corrected or line.answer),
                    "comment": clean(line.comment),
                }
                for line in area.lines
            ],
        }
        for area in areas
    ]
