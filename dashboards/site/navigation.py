from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dashboards.site.access.allowed import allowed
from dashboards.site.access.find import viewer_of


class Place(NamedTuple):
    """A line of the rail: where it leads, what it says, whether one is there now."""

    url: str
    words: str | Promise
    here: bool


_PLACES: dict[str, tuple[tuple[str, str | Promise, str], ...]] = {
    "evaluator": (
        ("evaluator:home", _("Campaigns"), "evaluator.home"),
        ("evaluator:build", _("New campaign"), "evaluator.build"),
        ("evaluator:awards", _("Awards"), "evaluator.home"),
        ("evaluator:letters", _("Post"), "evaluator.home"),
        ("evaluator:organisations", _("Organisations"), "evaluator.home"),
        ("evaluator:shoppers", _("Shoppers"), "evaluator.home"),
        ("evaluator:people", _("People and invitations"), "evaluator.home"),
        ("evaluator:trail", _("Audit trail"), "evaluator.house"),
    ),
    "shopper": (
        ("shopper:home", _("My assignments"), "shopper.home"),
        ("shopper:calibration", _("Calibration"), "shopper.home"),
    ),
    "organisation": (
        ("organisation:home", _("Results"), "organisation.home"),
        ("organisation:actions", _("Action plan"), "organisation.home"),
        ("organisation:hours", _("Listening hours"), "organisation.home"),
        ("organisation:practice", _("Practice"), "organisation.home"),
        ("organisation:colleagues", _("Colleagues"), "organisation.home"),
    ),
    "juror": (("jury:home", _("To be judged"), "jury.home"),),
}
"""Each role's rail: the page's name, its words, the permission that shows it. A role's app adds its own."""


def navigation(request: HttpRequest) -> list[Place]:
    """Return the lines of the viewer's rail; the longest that the path begins with is where one is."""
    viewer = viewer_of(request)
    lines = [
        (reverse(name), words)
        for name, words, permission in _PLACES.get(viewer.role, ())
        if allowed(permission, viewer)
    ]
    begins = [url for url, _ in lines if request.path.startswith(url)]
    if viewer.role == "evaluator" and request.path.startswith("/evaluator/campaigns/"):
        begins = [reverse("evaluator:home")]
    here = max(begins, key=len, default="")
    return [Place(url, words, url == here) for url, words in lines]
