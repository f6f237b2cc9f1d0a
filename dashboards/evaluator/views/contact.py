from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards.evaluator.letter_words import letter_lines
from dashboards.evaluator.pages import campaign_context, find_campaign
from dashboards.site.access.find import find
from dashboards.site.access.trail import saw
from dashboards.site.drawn_timeline import drawn_timeline
from dashboards.site.measured_words import measured_words
from results.access.visible import visible
from results.evidence import read_evidence
from results.models import Contact, Evidence, Exclusion
from results.queries.contact_story import contact_story

_SHOWN = {"picture", "screenshot", "page", "message", "transcript", "trace", "timeline", "other"}


def contact(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show one contact whole: its attempts on a time axis, what was measured, and how it was rated."""
    campaign = find_campaign(request, slug)
    rows = visible(Contact).select_related(
        "campaign",
        "organisation",
        "touchpoint",
        "enquiry",
        "shopper",
        "second_shopper",
        "klass",
        "calibration",
    )
    found = find(request, Contact, "evaluator.see", among=rows, campaign=campaign, key=key)
    saw(request, f"contact:{found.pk}")
    story = contact_story(found, letters=True)
    attempts = []
    for each in story.attempts:
        number = str(each.attempt.number)
        attempts.append(
            {
                "attempt": each.attempt,
                "chart": drawn_timeline(each.timeline.document, name=number) if each.timeline else None,
                "measured": [(measured_words(one.name), one) for one in each.measurements],
                "letters": letter_lines(each.letters),
                "evidence": [one for one in each.evidence if one.kind in _SHOWN],
                "sound": [one for one in each.evidence if one.kind == "sound"],
            }
        )
    words = list(visible(Exclusion).filter(contact=found).order_by("-pk"))
    context = campaign_context(
        campaign,
        "contacts",
        contact=found,
        attempts=attempts,
        ratings=story.ratings,
        words=words,
        left_out=bool(words) and words[0].excluded,
    )
    return render(request, "evaluator/contact.html", context)


def evidence(request: HttpRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """Hand out a piece of evidence as a file, never to be run or drawn inside the site."""
    campaign = find_campaign(request, slug)
    rows = visible(Evidence).select_related("attempt__campaign", "attempt__contact")
    piece = rows.filter(pk=pk, attempt__contact__key=key, attempt__campaign=campaign).first()
    if piece is None or piece.purged_at is not None or piece.kind not in _SHOWN or piece.encrypted:
        raise Http404
    find(
        request,
        Contact,
        "evaluator.see",
        among=visible(Contact).select_related("campaign"),
        pk=piece.attempt.contact_id,
    )
    saw(request, f"evidence:{piece.pk}")
    response = HttpResponse(read_evidence(piece), content_type="application/octet-stream")
    name = piece.name.replace('"', "").replace("/", "-")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
