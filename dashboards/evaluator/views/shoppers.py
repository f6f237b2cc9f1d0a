from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dashboards.site.access.find import find, may, viewer_of
from dashboards.site.access.trail import saw
from results.access.visible import visible
from results.change_shopper import declare_conflict, switch_shopper, verify_phone
from results.errors import NotChangeable
from results.models import Organisation, Role, Shopper
from results.queries.shopper_load import shopper_load


def shoppers(request: HttpRequest) -> HttpResponse:
    """List the shoppers with what each has left, and whether each can sign in."""
    may(request, "evaluator.home")
    rows = list(visible(Shopper).order_by("-active", "label"))
    load = shopper_load([each.pk for each in rows])
    signed = set(
        Role.objects.filter(shopper__in=rows, ended_at__isnull=True).values_list("shopper_id", flat=True)
    )
    lines = [{"shopper": each, "load": load.get(each.pk), "account": each.pk in signed} for each in rows]
    return render(request, "evaluator/shoppers.html", {"lines": lines})


def shopper(request: HttpRequest, label: str) -> HttpResponse:
    """Show one shopper: who it is, what is assigned, and whom they must not meet."""
    may(request, "evaluator.home")
    found = find(request, Shopper, "evaluator.shopper", label=label)
    if request.method == "POST":
        _change(request, found)
        return redirect("evaluator:shopper", label=label)
    saw(request, f"shopper:{found.pk}")
    load = shopper_load([found.pk]).get(found.pk)
    return render(
        request,
        "evaluator/shopper.html",
        {
            "shopper": found,
            "load": load,
            "conflicts": found.conflicts.select_related("organisation"),
            "account": Role.objects.filter(shopper=found, ended_at__isnull=True).exists(),
            "organisations": visible(Organisation).order_by("name").values_list("slug", "name"),
        },
    )


def _change(request: HttpRequest, found: Shopper) -> None:
    me, what = viewer_of(request).label, request.POST.get("do", "")
    try:
        if what == "verify":
            verify_phone(shopper=found, actor=me)
        elif what in ("activate", "deactivate"):
            switch_shopper(shopper=found, active=what == "activate", actor=me)
        elif what == "conflict":
            other = visible(Organisation).filter(slug=request.POST.get("organisation", "")).first()
            if other is None:
                messages.error(request, _("Choose an organisation."))
                return
            reason = request.POST.get("reason", "")
            declare_conflict(shopper=found, organisation=other, reason=reason, actor=me)
        else:
            return
    except NotChangeable:
        messages.error(request, _("That could not be done."))
    else:
        messages.success(request, _("Saved."))
