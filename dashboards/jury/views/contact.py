from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from benchmark.editions.jury_evidence import nominee_name
from dashboards.evaluator.answers import answer_lines
from dashboards.jury.pages import Judged, find_class
from dashboards.organisation.masked import masked
from dashboards.organisation.moments import moments, playable, sound_starts_ms
from dashboards.site.access.find import find
from dashboards.site.access.trail import did, saw
from dashboards.site.drawn import chart_language
from dashboards.site.drawn_timeline import drawn_timeline
from dashboards.site.measured_words import measured_words
from dashboards.site.sound_part import sound_part
from probes.timeline import Timeline
from results.access.visible import visible
from results.models import Comment, Contact, Evidence, Organisation
from results.queries.contact_story import AttemptStory, contact_story


def contact(request: HttpRequest, slug: str, klass: str, pk: int) -> HttpResponse:
    """Show a nominee's contact: its timeline, what was measured, what was said; blind, without its name.

    With its sound where the organisation's agreement lets it be heard; never in a blind award, for who
    answers says who they are.
    """
    judged = find_class(request, slug, klass)
    found = _find(request, judged, pk)
    saw(request, f"contact:{found.pk}")
    blind = judged.jury.blind
    name = nominee_name(
        jury=judged.jury, klass=judged.klass, organisation=found.organisation, language=chart_language()
    )
    story = contact_story(found)
    attempts = [_attempt(each, blind=blind) for each in story.attempts]
    return render(
        request,
        "jury/contact.html",
        {
            "jury": judged.jury,
            "klass": judged.klass,
            "contact": found,
            "name": name,
            "attempts": attempts,
            "notes": visible(Comment).filter(contact=found).order_by("at"),
            "silenced": blind and any(playable(each.evidence) for each in story.attempts),
            "ratings": [
                _areas(answer_lines(each), found.organisation, blind=blind)
                for each in story.ratings
                if each.state == "submitted" and each.role == "first"
            ],
        },
    )


@require_POST
def note(request: HttpRequest, slug: str, klass: str, pk: int) -> HttpResponse:
    """Keep a juror's own note on a contact: no other juror, evaluator or organisation reads it."""
    judged = find_class(request, slug, klass)
    found = _find(request, judged, pk)
    text = request.POST.get("text", "").replace("\x00", "").strip()[:4000]
    if text:
        made = Comment.objects.create(contact=found, author=judged.account.label, role="jury", text=text)
        did(request, "comment.made", f"comment:{made.pk}")
    else:
        messages.error(request, _("A note needs words."))
    return redirect("jury:contact", slug=slug, klass=klass, pk=pk)


def sound(request: HttpRequest, slug: str, klass: str, pk: int, piece: int) -> HttpResponse:
    """Let a nominee's contact be heard where its agreement allows it, and the award is not blind."""
    judged = find_class(request, slug, klass)
    found = _find(request, judged, pk)
    rows = visible(Evidence).select_related("attempt", "agreement")
    heard = playable(list(rows.filter(pk=piece, attempt__contact=found)))
    if judged.jury.blind or heard is None:
        raise Http404
    return sound_part(request, heard)


def _find(request: HttpRequest, judged: Judged, pk: int) -> Contact:
    rows = visible(Contact).select_related("campaign", "organisation", "klass", "enquiry")
    return find(
        request, Contact, "jury.contact", among=rows, pk=pk, campaign=judged.jury.campaign, klass=judged.klass
    )


def _attempt(story: AttemptStory, *, blind: bool) -> dict[str, Any]:
    chart, steps, starts = None, [], 0.0
    heard = None if blind else playable(story.evidence)
    if story.timeline is not None:
        chart = drawn_timeline(story.timeline.document, name=str(story.attempt.number), blind=blind)
    if story.timeline is not None and chart is not None and heard is not None:
        timeline = Timeline.from_document(story.timeline.document, name=f"attempt {story.attempt.pk}")
        steps = moments(timeline, comments=[], language=chart_language())
        starts = sound_starts_ms(timeline)
    return {
        "attempt": story.attempt,
        "chart": chart,
        "measured": [(measured_words(one.name), one) for one in story.measurements],
        "sound": heard,
        "steps": steps,
        "sound_starts_ms": starts,
    }


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
