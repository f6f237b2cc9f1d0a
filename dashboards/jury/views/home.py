from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dashboards.jury.pages import find_jury, juror, phase
from dashboards.site.access.find import may
from results.access.visible import visible
from results.errors import NotVotable
from results.jury_standing import standings
from results.jury_work import declare_conflict
from results.models import Ballot, Jury, JuryConflict, OrganisationClass, Participant


def home(request: HttpRequest) -> HttpResponse:
    """Show each edition before the jury: its phase and dates, its classes, and what is left to do."""
    may(request, "jury.home")
    account = juror(request)
    juries = list(visible(Jury).select_related("campaign__award").order_by("-votes_until"))
    standing = standings(juries=juries, account=account.pk)
    mine = {(each.jury_id, each.klass_id): each for each in visible(Ballot).filter(jury__in=juries)}
    rows = visible(Participant).filter(campaign__in=[each.campaign_id for each in juries])
    classes: dict[int, list[OrganisationClass]] = {}
    for part in (
        rows.distinct("campaign", "klass__slug").order_by("campaign", "klass__slug").select_related("klass")
    ):
        classes.setdefault(part.campaign_id, []).append(part.klass)
    shown = [
        {
            "jury": jury,
            "phase": phase(jury),
            "classes": [
                {
                    "klass": each,
                    "bound": (jury.pk, each.pk) in standing.bound,
                    "ballot": mine.get((jury.pk, each.pk)),
                    "seen": (jury.pk, each.pk) in standing.seen,
                }
                for each in classes.get(jury.campaign_id, [])
            ],
        }
        for jury in juries
    ]
    return render(request, "jury/home.html", {"juries": shown})


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
