from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dashboards.evaluator.answers import AreaLines, answer_lines
from dashboards.organisation.masked import masked
from dashboards.organisation.moments import playable, said_of
from dashboards.organisation.pages import edition_context, own_edition
from dashboards.organisation.people import colleagues
from dashboards.site.access.find import find, viewer_of
from dashboards.site.access.trail import saw
from dashboards.site.drawn_timeline import drawn_timeline
from dashboards.site.measured_words import measured_words
from dashboards.site.sound_part import sound_part
from results.access.visible import visible
from results.evidence import read_evidence
from results.models import (
    Comment,
    Contact,
    Dispute,
    Evidence,
    Exclusion,
    ListeningHour,
    Mention,
    Organisation,
    Score,
)
from results.open_dispute import disputes_until
from results.queries.contact_story import contact_story

_SHOWN = {"picture", "screenshot", "page", "message", "transcript"}
"""What an organisation may take home; technical traces may tell of a shopper's own phone."""


def find_contact(request: HttpRequest, slug: str, key: str) -> Contact:
    """Return a contact of the organisation's own in a released edition. Raises Http404."""
    rows = visible(Contact).select_related("campaign", "organisation", "touchpoint", "enquiry", "klass")
    return find(request, Contact, "organisation.contact", among=rows, campaign__slug=slug, key=key)


def contact(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show one contact whole: what happened, what was measured, how it was rated, what is said of it."""
    own = own_edition(request, slug)
    found = find_contact(request, slug, key)
    saw(request, f"contact:{found.pk}")
    story = contact_story(found)
    comments = list(visible(Comment).filter(contact=found).select_related("attempt").order_by("at"))
    score = (
        visible(Score).filter(run=own.run.score_run, level="contact", column="total", contact=found).first()
    )
    word = visible(Exclusion).filter(contact=found).order_by("-pk").first()
    seen_now(found)
    attempts = [_attempt(each) for each in story.attempts]
    context = edition_context(
        own.campaign,
        "contacts",
        contact=found,
        score=score,
        left_out=masked(word.reason, organisation=found.organisation) if word and word.excluded else "",
        left_out_since=word is not None and word.at > own.run.score_run.made_at,
        attempts=attempts,
        any_timeline=any(each["chart"] for each in attempts),
        ratings=[
            _masked_areas(answer_lines(each), found.organisation)
            for each in story.ratings
            if each.state == "submitted" and each.role == "first"
        ],
        said=said_of(comments),
        colleagues=[each for each in colleagues() if each.account_id != viewer_of(request).account],
        hours=visible(ListeningHour).filter(held_at__isnull=True).order_by("starts_at"),
        disputes=visible(Dispute).filter(contact=found).order_by("-opened_at"),
        disputes_until=disputes_until(own.campaign),
        may_dispute=(disputes_until(own.campaign) or timezone.now()) > timezone.now(),
    )
    return render(request, "organisation/contact.html", context)


def evidence(request: HttpRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """Hand out a piece of evidence as a file, never to be run or drawn inside the site."""
    piece = _piece(request, slug, key, pk)
    if piece.kind not in _SHOWN or piece.encrypted or piece.purged_at is not None:
        raise Http404
    saw(request, f"evidence:{piece.pk}")
    response = HttpResponse(read_evidence(piece), content_type="application/octet-stream")
    name = piece.name.replace('"', "").replace("/", "-")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def sound(request: HttpRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """Let a contact's sound be heard here where an agreement allows it; a part of it if one is asked for."""
    piece = playable([_piece(request, slug, key, pk)])
    if piece is None:
        raise Http404
    return sound_part(request, piece)


def seen_now(found: Contact) -> None:
    """Note that whoever was mentioned in a comment on this contact has looked at it now."""
    mine = visible(Mention).filter(comment__contact=found, seen_at__isnull=True)
    mine.update(seen_at=timezone.now())


def _piece(request: HttpRequest, slug: str, key: str, pk: int) -> Evidence:
    found = find_contact(request, slug, key)
    rows = visible(Evidence).select_related("attempt", "agreement")
    piece = rows.filter(pk=pk, attempt__contact=found).first()
    if piece is None:
        raise Http404
    return piece


def _attempt(each: Any) -> dict[str, Any]:
    number = str(each.attempt.number)
    return {
        "attempt": each.attempt,
        "chart": drawn_timeline(each.timeline.document, name=number) if each.timeline else None,
        "measured": [(measured_words(one.name), one) for one in each.measurements],
        "evidence": [one for one in each.evidence if one.kind in _SHOWN and one.purged_at is None],
        "sound": playable(each.evidence),
    }


def _masked_areas(areas: list[AreaLines], organisation: Organisation) -> list[dict[str, Any]]:
    return [
        {
            "title": area.title,
            "lines": [
                {
                    "ask": line.ask,
                    "answer": masked(line.corrected or line.answer, organisation=organisation),
                    "comment": masked(line.comment, organisation=organisation) if line.comment else "",
                    "corrected": bool(line.corrected),
                }
                for line in area.lines
            ],
        }
        for area in areas
    ]
