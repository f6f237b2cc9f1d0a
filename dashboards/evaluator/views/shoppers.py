from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards.site.access.find import find, may
from dashboards.site.access.trail import saw
from results.access.visible import visible
from results.models import Role, Shopper
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
        },
    )
