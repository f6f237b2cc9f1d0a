from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dashboards.evaluator.pages import find_campaign
from dashboards.site.access.find import find, viewer_of
from results.access.visible import visible
from results.errors import NotRatable
from results.models import Contact
from results.rating.release_calibration import close_calibration, release_calibration


@require_POST
def calibrate(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Let every shopper of the campaign rate a contact, or (`do=close`) nobody any more."""
    campaign = find_campaign(request, slug, "evaluator.change")
    rows = visible(Contact).select_related("campaign")
    contact = find(request, Contact, "evaluator.change", among=rows, campaign=campaign, key=key)
    actor = viewer_of(request).label
    if request.POST.get("do") == "close":
        close_calibration(contact=contact, actor=actor)
        messages.success(request, _("Shoppers rate it no more."))
    else:
        try:
            release_calibration(contact=contact, actor=actor)
        except NotRatable:
            messages.error(request, _("Nobody was reached: there is nothing to rate."))
        else:
            messages.success(request, _("Every shopper of the campaign is asked to rate it."))
    return redirect("evaluator:contact", slug=slug, key=key)
