from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dashboards.evaluator.pages import find_campaign
from dashboards.site.access.find import find, viewer_of
from results.access.visible import visible
from results.errors import NotReviewable
from results.leave_out import count_again, leave_out
from results.models import Contact


@require_POST
def counting(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Leave a contact out of the scores with a reason, or (`do=count`) let it count again."""
    campaign = find_campaign(request, slug, "evaluator.change")
    rows = visible(Contact).select_related("campaign")
    contact = find(request, Contact, "evaluator.change", among=rows, campaign=campaign, key=key)
    say = count_again if request.POST.get("do") == "count" else leave_out
    try:
        say(contact=contact, reason=request.POST.get("reason", ""), author=viewer_of(request).label)
    except NotReviewable:
        messages.error(request, _("That could not be done: it needs a reason, and a contact that has ended."))
    else:
        messages.success(request, _("Noted. The next scores go by it."))
    return redirect("evaluator:contact", slug=slug, key=key)
