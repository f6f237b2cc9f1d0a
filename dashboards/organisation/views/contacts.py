from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards.organisation.pages import edition_context, own_edition
from dashboards.site.outcome_words import channel_words, outcome_words
from results.access.visible import visible
from results.models import Comment, Contact, Dispute, Score
from results.queries.left_out import is_left_out

_PAGE = 30


def contacts(request: HttpRequest, slug: str) -> HttpResponse:
    """List the organisation's own contacts with their scores and what was said of them, thirty a page."""
    own = own_edition(request, slug)
    asked = {name: request.GET.get(name, "") for name in ("channel", "outcome", "order")}
    here = visible(Contact).filter(campaign=own.campaign)
    rows = here.select_related("enquiry", "organisation").annotate(left_out=is_left_out())
    for name in ("channel", "outcome"):
        if asked[name]:
            rows = rows.filter(**{name: asked[name]})
    scores = {
        each.contact_id: each.value
        for each in visible(Score).filter(
            run=own.run.score_run, level="contact", column="total", contact__isnull=False
        )
    }
    found = sorted(rows.order_by("due_at", "key"), key=lambda each: _key(scores.get(each.pk), asked["order"]))
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    ids = [each.pk for each in page]
    said: dict[int, int] = {}
    for pk in visible(Comment).filter(contact__in=ids).values_list("contact", flat=True):
        said[pk] = said.get(pk, 0) + 1
    disputed = dict(
        visible(Dispute).filter(contact__in=ids).order_by("opened_at").values_list("contact", "state")
    )
    lines = [
        {
            "contact": each,
            "score": scores.get(each.pk),
            "comments": said.get(each.pk, 0),
            "dispute": disputed.get(each.pk, ""),
        }
        for each in page
    ]
    context = edition_context(
        own.campaign,
        "contacts",
        page=page,
        lines=lines,
        asked=asked,
        channels=[
            (each, channel_words(each))
            for each in sorted(set(here.values_list("channel", flat=True).distinct()))
        ],
        outcomes=[
            (each, outcome_words(each))
            for each in here.exclude(outcome="")
            .order_by("outcome")
            .values_list("outcome", flat=True)
            .distinct()
        ],
    )
    return render(request, "organisation/contacts.html", context)


def _key(score: float | None, order: str) -> tuple[int, float]:
    """By score, those without one last; in the order of time where nothing was asked."""
    if order not in ("score", "-score"):
        return (0, 0.0)
    if score is None:
        return (1, 0.0)
    return (0, -score if order == "-score" else score)
