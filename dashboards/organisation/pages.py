from __future__ import annotations

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benchmark.editions.released_run import released_run
from dashboards.site.access.find import find, viewer_of
from results.access.visible import visible
from results.models import Campaign, Dispute, Organisation, OrganisationClass, Participant, RankingRun


class Tab(NamedTuple):
    """A page of an edition: its address, its words, how much waits there, whether one is there."""

    url: str
    words: str | Promise
    waiting: int
    here: bool


class Own(NamedTuple):
    """An edition as the organisation sees it: the campaign, itself, its class there, the released ranking."""

    campaign: Campaign
    organisation: Organisation
    klass: OrganisationClass
    run: RankingRun


_TABS = (("result", _("Result")), ("contacts", _("Contacts")), ("disputes", _("Objections")))


def own_organisation(request: HttpRequest) -> Organisation:
    """Return the viewer's organisation. Raises Http404."""
    found = (
        visible(Organisation).filter(pk=viewer_of(request).organisation or 0).select_related("klass").first()
    )
    if found is None:
        raise Http404
    return found


def find_edition(request: HttpRequest, slug: str) -> Campaign:
    """Return a released campaign in which the viewer's organisation took part. Raises Http404."""
    rows = visible(Campaign).select_related("award")
    return find(request, Campaign, "organisation.edition", among=rows, slug=slug)


def own_edition(request: HttpRequest, slug: str) -> Own:
    """Return an edition with the organisation's place in it. Raises Http404 where nothing was ranked."""
    campaign = find_edition(request, slug)
    part = visible(Participant).filter(campaign=campaign).select_related("organisation", "klass").first()
    run = released_run(campaign)
    if part is None or run is None:
        raise Http404
    return Own(campaign, part.organisation, part.klass, run)


def edition_context(campaign: Campaign, here: str, **more: Any) -> dict[str, Any]:
    """Return what every page of an edition shows: its name and its tabs, with what waits behind them."""
    waiting = {"disputes": visible(Dispute).filter(contact__campaign=campaign, state="open").count()}
    tabs = [
        Tab(reverse(f"organisation:{name}", args=[campaign.slug]), words, waiting.get(name, 0), name == here)
        for name, words in _TABS
    ]
    return {"campaign": campaign, "tabs": tabs, "here": here, **more}
