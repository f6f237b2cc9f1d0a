from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from dashboards.shopper.practice import quiz_before
from dashboards.site.access.find import find, viewer_of
from results.access.visible import visible
from results.models import Contact

_View = Callable[..., HttpResponseBase]


def own_contact(permission: str = "shopper.contact") -> Callable[[_View], _View]:
    """Hand a view the shopper's contact of the address's `pk`, for both guards; else nothing is there.

    `shopper.contact` is for whoever places or rates it, `shopper.place` for the one who places it alone.
    Where the campaign asks for a quiz that is not passed yet, the quiz comes first. The contact comes with
    its campaign, organisation, touchpoint and enquiry.
    """

    def around(view: _View) -> _View:
        @wraps(view)
        def found(request: HttpRequest, pk: int, **more: Any) -> HttpResponseBase:
            rows = visible(Contact).select_related(
                "campaign__questionnaire", "organisation", "touchpoint", "enquiry"
            )
            contact = find(request, Contact, permission, among=rows, pk=pk)
            shopper = viewer_of(request).shopper
            if shopper is not None and quiz_before(shopper, contact.campaign_id):
                return redirect("shopper:quiz", slug=contact.campaign.slug)
            return view(request, contact, **more)

        return found

    return around
