from __future__ import annotations

import datetime as dt

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from dashboards.evaluator.trail_words import KINDS, action_words
from dashboards.site.access.find import may
from results.access.visible import visible
from results.models import Account, AuditEvent


class TrailForm(forms.Form):
    """Which part of the trail: by whom, of what kind, about what, and when."""

    actor = forms.ChoiceField(label=_("Who"), required=False)
    action = forms.ChoiceField(label=_("Kind"), required=False, choices=(("", _("All")), *KINDS))
    subject = forms.CharField(label=_("About"), required=False, max_length=100)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


def trail(request: HttpRequest) -> HttpResponse:
    """Show who saw and changed what, newest first; only evaluators of the whole house may."""
    may(request, "evaluator.house")
    names = dict(visible(Account).order_by("name").values_list("pk", "name"))
    form = TrailForm(request.GET or None)
    form.fields["actor"].choices = [  # type: ignore[attr-defined]
        ("", _("All")),
        *((f"account:{pk}", name or f"account:{pk}") for pk, name in names.items()),
        ("command", _("Command line")),
        ("stranger", _("Strangers")),
    ]
    rows = visible(AuditEvent).order_by("-pk")
    if form.is_bound and form.is_valid():
        rows = _narrowed(rows, form.cleaned_data)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    known = {f"account:{pk}": name for pk, name in names.items()}
    lines = [(each, known.get(each.actor) or each.actor, action_words(each.action)) for each in page]
    return render(request, "evaluator/trail.html", {"page": page, "lines": lines, "form": form})


def _narrowed(rows: QuerySet[AuditEvent], asked: dict[str, object]) -> QuerySet[AuditEvent]:
    actor, since, until = asked["actor"], asked["since"], asked["until"]
    if actor:
        # A command's label goes on with the person's name on that machine.
        rows = rows.filter(actor__startswith=actor) if actor == "command" else rows.filter(actor=actor)
    for name in ("action", "subject"):
        if asked[name]:
            rows = rows.filter(**{f"{name}__startswith": asked[name]})
    if isinstance(since, dt.date):
        rows = rows.filter(at__date__gte=since)
    if isinstance(until, dt.date):
        rows = rows.filter(at__date__lte=until)
    return rows
