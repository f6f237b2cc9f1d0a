from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.organisation.pages import own_organisation
from dashboards.organisation.people import called, colleagues
from dashboards.site.access.find import find, may, viewer_of
from dashboards.site.access.trail import did
from results.access.visible import visible
from results.models import Account, Action, Contact


class ActionForm(forms.Form):
    """What is to be done, who answers for it, and until when."""

    text = forms.CharField(label=gettext_lazy("What is to be done"), max_length=500, widget=forms.Textarea)
    owner = forms.ChoiceField(label=gettext_lazy("Who answers for it"))
    due_on = forms.DateField(
        label=gettext_lazy("Until when"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(str(each.account_id), called(each.account)) for each in colleagues()]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """What became of it."""

    outcome = forms.CharField(label=gettext_lazy("What became of it"), max_length=500, required=False)


def actions(request: HttpRequest) -> HttpResponse:
    """List the action plan: what is open by its day, then what has ended."""
    may(request, "organisation.home")
    rows = visible(Action).select_related("owner", "contact__campaign", "campaign")
    return render(
        request,
        "organisation/actions.html",
        {
            "open": [
                (each, called(each.owner)) for each in rows.filter(state="open").order_by("due_on", "pk")
            ],
            "ended": [
                (each, called(each.owner)) for each in rows.exclude(state="open").order_by("-ended_at")[:30]
            ],
            "today": timezone.localdate(),
        },
    )


def new_action(request: HttpRequest) -> HttpResponse:
    """Put a line into the action plan, perhaps about a contact."""
    may(request, "organisation.home")
    organisation = own_organisation(request)
    about = _about(request.POST.get("contact") or request.GET.get("contact", ""))
    start = {"owner": str(viewer_of(request).account)}
    form = ActionForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = Action.objects.create(
                organisation=organisation,
                contact=about,
                campaign=about.campaign if about else None,
                text=form.cleaned_data["text"],
                owner=Account.objects.get(pk=int(form.cleaned_data["owner"])),
                due_on=form.cleaned_data["due_on"],
                made_by=viewer_of(request).label,
            )
            did(request, "action.made", f"action:{made.pk}")
        messages.success(request, _("It stands in the plan."))
        return redirect("organisation:actions")
    return render(request, "organisation/new_action.html", {"form": form, "about": about})


def action(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a line of the plan; change it while it is open, or end it."""
    rows = visible(Action).select_related("owner", "contact__campaign", "organisation")
    found = find(request, Action, "organisation.own", among=rows, pk=pk)
    start = {"text": found.text, "owner": str(found.owner_id), "due_on": found.due_on}
    changing = request.method == "POST" and request.POST.get("do") == "change"
    form = ActionForm(request.POST if changing else None, initial=start)
    if request.method == "POST" and found.state == "open":
        if changing and form.is_valid():
            with transaction.atomic():
                found.text, found.due_on = form.cleaned_data["text"], form.cleaned_data["due_on"]
                found.owner = Account.objects.get(pk=int(form.cleaned_data["owner"]))
                found.save(update_fields=["text", "due_on", "owner"])
                did(request, "action.changed", f"action:{found.pk}")
            messages.success(request, _("Changed."))
            return redirect("organisation:actions")
        if request.POST.get("do") in ("done", "dropped"):
            _end(request, found, request.POST["do"])
            return redirect("organisation:actions")
    return render(
        request,
        "organisation/action.html",
        {
            "action": found,
            "form": form,
            "end": EndForm(),
            "owner": called(found.owner),
            "today": timezone.localdate(),
        },
    )


def _end(request: HttpRequest, found: Action, state: str) -> None:
    with transaction.atomic():
        changed = Action.objects.filter(pk=found.pk, state="open").update(
            state=state, outcome=request.POST.get("outcome", "").strip()[:500], ended_at=timezone.now()
        )
        if changed:
            did(request, f"action.{state}", f"action:{found.pk}")


def _about(pk: str) -> Contact | None:
    if not pk.isdecimal():
        return None
    return visible(Contact).select_related("campaign").filter(pk=int(pk)).first()
