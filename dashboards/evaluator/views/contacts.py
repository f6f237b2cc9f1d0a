from __future__ import annotations

import datetime as dt

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards.evaluator.pages import campaign_context, find_campaign
from dashboards.site.outcome_words import channel_words, outcome_words
from results.access.visible import visible
from results.models import Campaign, Contact, Exclusion, Participant
from results.queries.left_out import is_left_out

_PAGE = 30
_LEFT_OUT = "left_out"
"""Asked for beside the states: those that an evaluator has said do not count."""
_CHOOSABLE = 250
"""Of so many organisations one is chosen from a list; of more it is looked for by name."""
_over: dict[tuple[int, dt.datetime], tuple[list[str], list[str]]] = {}
"""What was found in released campaigns, which are over, by id and release: else tens of thousands of contacts
were gone through at every visit."""


def contacts(request: HttpRequest, slug: str) -> HttpResponse:
    """List a campaign's contacts with filters, thirty a page."""
    found = find_campaign(request, slug)
    asked = {name: request.GET.get(name, "") for name in ("state", "channel", "outcome", "organisation", "q")}
    rows = (
        visible(Contact)
        .filter(campaign=found)
        .select_related("organisation", "shopper", "enquiry", "touchpoint")
        .annotate(left_out=is_left_out())
    )
    members = visible(Participant).filter(campaign=found)
    many = members.count() > _CHOOSABLE
    for name, column in (
        ("state", "state"),
        ("channel", "channel"),
        ("outcome", "outcome"),
        ("organisation", "organisation__name__icontains" if many else "organisation__slug"),
    ):
        if asked[name] and asked[name] != _LEFT_OUT:
            rows = rows.filter(**{column: asked[name]})
    if asked["state"] == _LEFT_OUT:
        spoken_of = visible(Exclusion).filter(contact__campaign=found).values("contact")
        rows = rows.filter(pk__in=spoken_of, left_out=True)
    if asked["q"]:
        rows = rows.filter(key__icontains=asked["q"])
    page = Paginator(rows.order_by("due_at", "key"), _PAGE).get_page(request.GET.get("page"))
    channels, outcomes = _found_in(found)
    context = campaign_context(
        found,
        "contacts",
        page=page,
        asked=asked,
        channels=[(each, channel_words(each)) for each in channels],
        outcomes=[(each, outcome_words(each)) for each in outcomes],
        many=many,
        organisations=()
        if many
        else members.values_list("organisation__slug", "organisation__name").order_by("organisation__name"),
    )
    return render(request, "evaluator/contacts.html", context)


def _found_in(campaign: Campaign) -> tuple[list[str], list[str]]:
    """Return the channels and outcomes of a campaign's contacts; of a released one they are asked once."""
    over = (campaign.pk, campaign.released_at) if campaign.released_at is not None else None
    if over is not None and over in _over:
        return _over[over]
    here = visible(Contact).filter(campaign=campaign)
    found = (
        sorted(set(here.values_list("channel", flat=True).distinct())),
        sorted(set(here.exclude(outcome="").values_list("outcome", flat=True).distinct())),
    )
    if over is not None:
        _over[over] = found
    return found
