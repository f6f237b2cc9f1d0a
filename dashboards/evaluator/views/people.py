from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dashboards.site.access.find import find, may, viewer_of
from dashboards.site.access.trail import did
from dashboards.site.people.invited import invited, take_back
from results.access.invitations import invite, renew
from results.access.visible import visible
from results.models import Award, Invitation, Organisation, Role, Shopper

_ROLES = (
    ("evaluator", gettext_lazy("Evaluator")),
    ("shopper", gettext_lazy("Shopper")),
    ("organisation", gettext_lazy("Organisation")),
    ("juror", gettext_lazy("Juror")),
)


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"),
        choices=(("nb", "Norsk"), ("sv", "Svenska"), ("en", "English")),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=_ROLES)
    award = forms.ModelChoiceField(
        label=gettext_lazy("Award"),
        queryset=Award.objects.none(),
        required=False,
        help_text=gettext_lazy("For an evaluator of one award, and for a juror."),
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=gettext_lazy("For somebody of an organisation."),
    )
    shopper = forms.ModelChoiceField(
        label=gettext_lazy("Shopper"),
        queryset=Shopper.objects.none(),
        required=False,
        to_field_name="label",
        help_text=gettext_lazy("For a shopper: the label in the plan."),
    )

    def __init__(self, *args: Any, house: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self._house = house
        for name, table, order in (
            ("award", Award, "name"),
            ("organisation", Organisation, "name"),
            ("shopper", Shopper, "label"),
        ):
            self.fields[name].queryset = visible(table).order_by(order)  # type: ignore[attr-defined]
            self.fields[name].empty_label = "–"  # type: ignore[attr-defined]
        self.fields["organisation"].label_from_instance = lambda each: each.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A role comes with what it belongs to, and with nothing else."""
        given = super().clean() or {}
        role = given.get("role")
        needs = {"shopper": "shopper", "organisation": "organisation", "juror": "award"}.get(str(role))
        if needs and not given.get(needs):
            self.add_error(needs, _("This role needs it."))
        if role == "evaluator" and not self._house and not given.get("award"):
            self.add_error("award", _("You can invite evaluators of your own award."))
        for name in ("award", "organisation", "shopper"):
            if name != needs and not (name == "award" and role == "evaluator"):
                given[name] = None
        return given


def people(request: HttpRequest) -> HttpResponse:
    """List who may sign in and in which role, and the invitations that are open."""
    may(request, "evaluator.home")
    roles = (
        visible(Role)
        .filter(ended_at__isnull=True)
        .select_related("account", "award", "organisation", "shopper")
    )
    invitations = visible(Invitation).filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return render(
        request,
        "evaluator/people.html",
        {
            "roles": roles.order_by("role", "account__name"),
            "invitations": invitations.select_related("award", "organisation", "shopper").order_by(
                "-created_at"
            ),
            "now": timezone.now(),
        },
    )


def invite_somebody(request: HttpRequest) -> HttpResponse:
    """Invite somebody: a letter goes out, and the link is shown this once."""
    may(request, "evaluator.home")
    wished: dict[str, Any] = {}
    if label := request.GET.get("shopper", ""):
        wished = {"role": "shopper", "shopper": label} | _known_of(
            visible(Shopper).filter(label=label).first()
        )
    elif slug := request.GET.get("organisation", ""):
        member = visible(Organisation).filter(slug=slug).first()
        wished = {"role": "organisation", "organisation": member}
    form = InviteForm(request.POST or None, house=viewer_of(request).award is None, initial=wished)
    if request.method == "POST" and form.is_valid():
        made = invite(invited_by=viewer_of(request).label, **form.cleaned_data)
        return invited(request, made, back="evaluator:people", words=_("People and invitations"))
    return render(request, "evaluator/invite.html", {"form": form})


def _known_of(shopper: Shopper | None) -> dict[str, Any]:
    """What the record knows of a shopper already: nobody types it again."""
    if shopper is None:
        return {}
    spoken = [each for each in shopper.languages if each in ("nb", "sv", "en")]
    known = {"email": shopper.email, "name": shopper.name, "language": spoken[0] if spoken else ""}
    return {name: value for name, value in known.items() if value}


@require_POST
def resend_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an invitation again with a new link, which is shown this once; the old one leads nowhere."""
    found = find(request, Invitation, "evaluator.see", pk=pk)
    made = renew(invitation=found, renewed_by=viewer_of(request).label)
    if made is None:
        messages.error(request, _("It was accepted or withdrawn meanwhile."))
        return redirect("evaluator:people")
    return invited(request, made, back="evaluator:people", words=_("People and invitations"))


@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role back: whoever has it is out of its pages with the next click. Never one's own."""
    found = find(request, Role, "evaluator.role", pk=pk)
    if found.account_id == viewer_of(request).account:
        messages.error(request, _("Nobody takes their own role back: ask a colleague."))
        return redirect("evaluator:people")
    if visible(Role).filter(pk=found.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
        did(request, "role.ended", f"role:{found.pk}")
        messages.success(request, _("Ended. They are out with their next click."))
    return redirect("evaluator:people")


@require_POST
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an invitation's link lead nowhere from now on."""
    found = find(request, Invitation, "evaluator.see", pk=pk)
    take_back(request, found)
    return redirect("evaluator:people")
