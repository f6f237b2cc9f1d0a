from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dashboards.organisation.pages import own_organisation
from dashboards.organisation.people import POSTS, called
from dashboards.organisation.people import colleagues as of_the_organisation
from dashboards.site.access.find import find, may, viewer_of
from dashboards.site.access.trail import did
from dashboards.site.people.invited import invited, take_back
from results.access.invitations import invite
from results.access.visible import visible
from results.models import Invitation, Role


class ColleagueForm(forms.Form):
    """Whom to invite, and where they stand."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"),
        choices=(("nb", "Norsk"), ("sv", "Svenska"), ("en", "English")),
    )
    post = forms.ChoiceField(label=gettext_lazy("Post"), choices=POSTS)
    owner = forms.BooleanField(label=gettext_lazy("May invite colleagues too"), required=False)


def colleagues(request: HttpRequest) -> HttpResponse:
    """List who reads the results, and invite more; only owners may invite."""
    may(request, "organisation.home")
    organisation = own_organisation(request)
    owner = viewer_of(request).owner
    form = ColleagueForm(request.POST or None)
    if request.method == "POST":
        may(request, "organisation.people")
        if form.is_valid():
            made = invite(
                role="organisation",
                organisation=organisation,
                invited_by=viewer_of(request).label,
                **form.cleaned_data,
            )
            return invited(request, made, back="organisation:colleagues", words=_("Colleagues"))
    open_ones = visible(Invitation).filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return render(
        request,
        "organisation/colleagues.html",
        {
            "organisation": organisation,
            "owner": owner,
            "form": form if owner else None,
            "posts": POSTS,
            "people": [
                (each, called(each.account), dict(POSTS).get(each.post or "team"))
                for each in of_the_organisation()
            ],
            "invitations": open_ones.order_by("-created_at") if owner else (),
            "now": timezone.now(),
            "self": viewer_of(request).account,
        },
    )


@require_POST
def change_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a colleague's post or ownership, or end their access; there is always an owner left."""
    may(request, "organisation.people")
    found = find(request, Role, "organisation.own", pk=pk, ended_at__isnull=True)
    what = request.POST.get("do", "")
    with transaction.atomic():
        owners = {each.pk for each in visible(Role).filter(owner=True, ended_at__isnull=True)}
        if what == "end" and owners != {found.pk}:
            found.ended_at = timezone.now()
        elif what == "owner":
            found.owner = not found.owner
            if found.pk in owners and len(owners) == 1:
                found.owner = True
        elif what in dict(POSTS):
            found.post = what
        if what == "end" and found.ended_at is None:
            messages.error(request, _("Somebody must be able to invite: make somebody else an owner first."))
        else:
            found.save(update_fields=["ended_at", "owner", "post"])
            did(request, "role.ended" if found.ended_at else "role.changed", f"role:{found.pk}")
    return redirect("organisation:colleagues")


@require_POST
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an invitation's link lead nowhere from now on."""
    may(request, "organisation.people")
    found = find(request, Invitation, "organisation.own", pk=pk)
    take_back(request, found)
    return redirect("organisation:colleagues")
