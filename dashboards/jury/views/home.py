from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dashboards.jury.pages import find_jury, juror, phase
from dashboards.site.access.find import may
from results.access.visible import visible
from results.errors import NotVotable
from results.jury_work import bound_classes, declare_conflict, votes_are_seen
from results.models import Ballot, Jury, JuryConflict, OrganisationClass, Participant


def home(request: HttpRequest) -> HttpResponse:
    """Show each edition before the jury: its phase and dates, its classes, and what is left to do."""
    may(request, "jury.home")
    account = juror(request)
    juries = []
    for jury in visible(Jury).select_related("campaign__award").order_by("-votes_until"):
        bound = bound_classes(jury=jury, account=account.pk)
        mine = {each.klass_id: each for each in visible(Ballot).filter(jury=jury)}
        classes = OrganisationClass.objects.filter(
            pk__in=visible(Participant).filter(campaign=jury.campaign).values("klass")
        ).order_by("slug")
        juries.append(
            {
                "jury": jury,
                "phase": phase(jury),
                "classes": [
                    {
                        "klass": each,
                        "bound": each.pk in bound,
                        "ballot": mine.get(each.pk),
                        "seen": votes_are_seen(jury=jury, klass=each.pk, account=account.pk),
                    }
                    for each in classes
                ],
            }
        )
    return render(request, "jury/home.html", {"juries": juries})


def conflict(request: HttpRequest, slug: str) -> HttpResponse:
    """Declare a bond with an organisation: its whole class is taken away, and that cannot be taken back."""
    jury = find_jury(request, slug)
    account = juror(request)
    parts = visible(Participant).filter(campaign=jury.campaign).select_related("organisation", "klass")
    if request.method == "POST":
        part = parts.filter(organisation__slug=request.POST.get("organisation", "")).first()
        if part is None:
            raise Http404
        try:
            declare_conflict(
                jury=jury,
                account=account,
                organisation=part.organisation,
                reason=request.POST.get("reason", ""),
            )
        except NotVotable:
            messages.error(
                request, _("Your ballot in that class is locked. Write to the house, which must hear of it.")
            )
        else:
            messages.success(request, _("Noted. That class is no longer yours to judge."))
        return redirect("jury:home")
    return render(
        request,
        "jury/conflict.html",
        {
            "jury": jury,
            "parts": parts.order_by("organisation__name"),
            "declared": visible(JuryConflict).filter(jury=jury).select_related("organisation"),
        },
    )
