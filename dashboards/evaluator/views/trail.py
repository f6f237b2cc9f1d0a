from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards.site.access.find import may
from results.access.visible import visible
from results.models import Account, AuditEvent


def trail(request: HttpRequest) -> HttpResponse:
    """Show who saw and changed what, newest first; only evaluators of the whole house may."""
    may(request, "evaluator.house")
    rows = visible(AuditEvent).order_by("-pk")
    asked = {name: request.GET.get(name, "") for name in ("actor", "subject", "action")}
    for name, value in asked.items():
        if value:
            rows = rows.filter(**{f"{name}__startswith": value})
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    ids = {int(each.actor.partition(":")[2]) for each in page if each.actor.startswith("account:")}
    names = {
        f"account:{pk}": name for pk, name in visible(Account).filter(pk__in=ids).values_list("pk", "name")
    }
    lines = [(each, names.get(each.actor, each.actor)) for each in page]
    return render(request, "evaluator/trail.html", {"page": page, "lines": lines, "asked": asked})
