from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allauth.account.decorators import reauthentication_required  # type: ignore[import-untyped]
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from results.access.tokens import DAYS, SCOPES, make_token, revoke_token
from results.models import AccessToken, Account, Role

SCOPE_WORDS: dict[str, str | Promise] = {
    "results": gettext_lazy("Read our own released results"),
    "assignments": gettext_lazy("Read my assignments and their questions"),
    "ratings": gettext_lazy("Send my ratings"),
    "status": gettext_lazy("Read where campaigns stand"),
}
"""What a token may be for, as its owner reads it."""


_ROLES: dict[str, str | Promise] = {
    "organisation": gettext_lazy("Organisation"),
    "shopper": gettext_lazy("Shopper"),
    "evaluator": gettext_lazy("Evaluator"),
}


class TokenForm(forms.Form):
    """A new token: what it is for and how long it is good."""

    name = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=100,
        help_text=gettext_lazy("The program that will use it, so that you know it again."),
    )
    role = forms.TypedChoiceField(label=gettext_lazy("Role"), coerce=int)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What may it do?"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(label=gettext_lazy("How long is it good?"), coerce=int, initial=90)

    def __init__(self, *args: Any, roles: Sequence[Role], **more: Any) -> None:
        super().__init__(*args, **more)
        self._roles = {each.pk: each for each in roles}
        known = dict.fromkeys(scope for each in roles for scope in SCOPES[each.role])
        self.fields["role"].choices = [(each.pk, _called(each)) for each in roles]  # type: ignore[attr-defined]
        self.fields["scopes"].choices = [(each, SCOPE_WORDS[each]) for each in known]  # type: ignore[attr-defined]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (each, _("%(days)s days") % {"days": each}) for each in DAYS
        ]
        if len(roles) == 1:
            self.fields["role"].widget = forms.HiddenInput()
            self.fields["role"].initial = roles[0].pk
            if len(known) == 1:
                self.fields["scopes"].initial = list(known)

    def clean(self) -> dict[str, Any]:
        """What a token does goes with its role."""
        given = super().clean() or {}
        role = self._roles.get(given.get("role", 0))
        if role is not None and not set(given.get("scopes", ())) <= set(SCOPES[role.role]):
            self.add_error("scopes", _("That does not go with this role."))
        given["role"] = role
        return given


@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's own tokens: what each is for, when it was last used, until when it is good."""
    return render(request, "api/tokens.html", _context(request))


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token after saying again who one is; its secret is shown this once."""
    roles = _roles(request)
    if not roles:
        raise Http404
    form = TokenForm(request.POST or None, roles=roles)
    if request.method == "POST" and form.is_valid():
        made = make_token(made_by=_account(request).label, **form.cleaned_data)
        return render(request, "api/made_token.html", {"token": made.token, "secret": made.secret})
    return render(request, "api/new_token.html", {"form": form})


@require_POST
@login_required
def end_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one of one's own tokens back. Raises Http404 for anybody else's."""
    found = AccessToken.objects.filter(pk=pk, role__account=_account(request)).first()
    if found is None:
        raise Http404
    if revoke_token(token=found, revoked_by=_account(request).label):
        messages.success(request, _("Taken back. It lets nobody in any more."))
    return redirect("api:tokens")


def _context(request: HttpRequest) -> dict[str, Any]:
    now = timezone.now()
    rows = AccessToken.objects.filter(role__account=_account(request), revoked_at__isnull=True)
    lines = [
        {
            "token": each,
            "role": _called(each.role),
            "scopes": [SCOPE_WORDS[scope] for scope in each.scopes],
            "good": each.expires_at > now and each.role.ended_at is None,
        }
        for each in rows.select_related("role__award", "role__organisation", "role__shopper").order_by("-pk")
    ]
    return {"lines": lines, "may_make": bool(_roles(request))}


def _roles(request: HttpRequest) -> list[Role]:
    rows: list[Role] = request.roles  # type: ignore[attr-defined]
    return [each for each in rows if each.role in SCOPES]


def _called(role: Role) -> str:
    whom = role.organisation or role.shopper or role.award
    named = getattr(whom, "name", "") or getattr(whom, "label", "")
    return f"{_ROLES[role.role]} · {named}" if named else str(_ROLES[role.role])


def _account(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)
    return request.user
