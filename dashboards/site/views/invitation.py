from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress  # type: ignore[import-untyped]
from allauth.account.utils import perform_login  # type: ignore[import-untyped]
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from results.access.invitations import accept, open_invitation
from results.models import Account, Invitation


class AcceptForm(forms.Form):
    """The name that others see, and a password for whoever wants one."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, help_text=_("Colleagues see it. Nobody who was called does.")
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Leave it empty to be sent a code by e-mail each time."),
    )

    def __init__(self, *args: Any, account: Account, **more: Any) -> None:
        super().__init__(*args, **more)
        self._account = account

    def clean_password(self) -> str:
        """Check it as every password here is checked."""
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password, self._account)
        return password


def take_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody in by the link of their letter: the address it went to is proved by it."""
    invitation = open_invitation(token)
    if invitation is None:
        return render(request, "site/invitation_over.html", status=404)
    account = Account.objects.filter(email__iexact=invitation.email).first()
    if account is not None or request.user.is_authenticated:
        return _known(request, invitation, account)
    newcomer = Account(email=invitation.email, name=invitation.name, language=invitation.language)
    form = AcceptForm(request.POST or None, account=newcomer, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            newcomer.name = form.cleaned_data["name"]
            if form.cleaned_data["password"]:
                newcomer.set_password(form.cleaned_data["password"])
            else:
                newcomer.set_unusable_password()
            newcomer.save()
            EmailAddress.objects.create(
                user=newcomer, email=newcomer.email or "", primary=True, verified=True
            )
            accept(invitation, newcomer)
        response = perform_login(request, newcomer, redirect_url="/")
        return response if isinstance(response, HttpResponse) else redirect("home")
    return render(request, "site/invitation.html", {"invitation": invitation, "form": form})


def _known(request: HttpRequest, invitation: Invitation, account: Account | None) -> HttpResponse:
    """Somebody who has an account signs in first, and takes the invitation as themselves."""
    if not request.user.is_authenticated:
        return render(request, "site/invitation_known.html", {"invitation": invitation})
    if account is None or account.pk != request.user.pk:
        return render(request, "site/invitation_other.html", {"invitation": invitation}, status=403)
    if request.method == "POST":
        accept(invitation, account)
        return redirect("home")
    return render(request, "site/invitation_take.html", {"invitation": invitation})
