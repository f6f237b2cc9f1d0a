from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dashboards.organisation.pages import edition_context, find_edition
from dashboards.organisation.views.contact import find_contact
from dashboards.site.access.find import find, viewer_of
from results.access.visible import visible
from results.errors import NotDisputable
from results.models import Dispute
from results.open_dispute import disputes_until, open_dispute, withdraw_dispute


def disputes(request: HttpRequest, slug: str) -> HttpResponse:
    """List the organisation's objections of an edition and what became of them."""
    campaign = find_edition(request, slug)
    rows = visible(Dispute).filter(contact__campaign=campaign).select_related("contact__organisation")
    until = disputes_until(campaign)
    context = edition_context(
        campaign,
        "disputes",
        disputes=rows.order_by("-opened_at"),
        until=until,
        may_dispute=until is not None and until > timezone.now(),
    )
    return render(request, "organisation/disputes.html", context)


def dispute(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Object to a contact, with a reason, while the window is open."""
    campaign = find_edition(request, slug)
    found = find_contact(request, slug, key)
    if request.method == "POST":
        try:
            open_dispute(
                contact=found, text=request.POST.get("text", "")[:4000], opened_by=viewer_of(request).label
            )
        except NotDisputable as refused:
            messages.error(request, _refused(refused.word))
        else:
            messages.success(request, _("Your objection is with the house. You can read the answer here."))
            return redirect("organisation:disputes", slug=slug)
    until = disputes_until(campaign)
    context = edition_context(
        campaign,
        "disputes",
        contact=found,
        until=until,
        may_dispute=until is not None and until > timezone.now(),
        open=visible(Dispute).filter(contact=found, state="open").first(),
    )
    return render(request, "organisation/dispute.html", context)


@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an objection back before it is answered."""
    campaign = find_edition(request, slug)
    rows = visible(Dispute).select_related("contact__campaign")
    found = find(request, Dispute, "organisation.contact", among=rows, pk=pk, contact__campaign=campaign)
    try:
        withdraw_dispute(dispute=found, withdrawn_by=viewer_of(request).label)
    except NotDisputable as refused:
        messages.error(request, _refused(refused.word))
    else:
        messages.success(request, _("Taken back."))
    return redirect("organisation:disputes", slug=slug)


def _refused(word: str) -> str:
    return {
        "words": _("An objection says why."),
        "over": _("The time for objections is over."),
        "open": _("An objection to this contact is being looked at already."),
    }.get(word, _("It has been answered already."))
