"""What follows an invitation, whoever made it: its letter, the page with its link, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dashboards.site.access.trail import did
from results.access.invitations import Invited
from results.access.visible import visible
from results.models import Invitation


def invited(request: HttpRequest, made: Invited, *, back: str, words: str | Promise) -> HttpResponse:
    """Write the letter in its reader's language, and show the link this once; `back` is the page before."""
    url = request.build_absolute_uri(reverse("invitation", args=[made.token]))
    told = {"invitation": made.invitation, "url": url}
    with translation.override(made.invitation.language):
        send_mail(
            _("You are invited to Svartid"),
            render_to_string("site/invitation_letter.txt", told),
            None,
            [made.invitation.email],
        )
    return render(request, "site/invited.html", told | {"back": reverse(back), "back_words": words})


def take_back(request: HttpRequest, invitation: Invitation) -> None:
    """Let an open invitation's link lead nowhere from now on. The caller has found it for the viewer."""
    still_open = visible(Invitation).filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    if still_open.filter(pk=invitation.pk).update(withdrawn_at=timezone.now()):
        did(request, "invitation.withdrawn", f"invitation:{invitation.pk}")
        messages.success(request, _("Withdrawn."))
