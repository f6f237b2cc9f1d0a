from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benchmark.editions.reviews_waiting import reviews_waiting
from dashboards.site.access.find import find
from results.access.visible import visible
from results.models import Campaign, Dispute


class Tab(NamedTuple):
    """A page of a campaign: its address, its words, how much waits there, whether one is there."""

    url: str
    words: str | Promise
    waiting: int
    here: bool


_TABS = (
    ("campaign", _("Overview")),
    ("live", _("Live")),
    ("contacts", _("Contacts")),
    ("review", _("Review")),
    ("disputes", _("Disputes")),
    ("publish", _("Publish")),
)


def find_campaign(request: HttpRequest, slug: str, permission: str = "evaluator.see") -> Campaign:
    """Return a campaign of the evaluator's. Raises Http404."""
    rows = visible(Campaign).select_related("award", "control", "use", "method")
    rows = rows.defer("method__canonical", "method__text")  # pages name it, and need not read it
    return find(request, Campaign, permission, among=rows, slug=slug)


def campaign_context(campaign: Campaign, here: str, **more: Any) -> dict[str, Any]:
    """Return what every page of a campaign shows: its name and its tabs, with what waits behind them."""
    waiting = {
        "review": reviews_waiting([campaign]).get(campaign.pk, 0),
        "disputes": visible(Dispute).filter(contact__campaign=campaign, state="open").count(),
    }
    tabs = [
        Tab(reverse(f"evaluator:{name}", args=[campaign.slug]), words, waiting.get(name, 0), name == here)
        for name, words in _TABS
    ]
    return {"campaign": campaign, "tabs": tabs, "here": here, **more}
