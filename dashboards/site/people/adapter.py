from typing import Any

from allauth.account.adapter import DefaultAccountAdapter  # type: ignore[import-untyped]
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from dashboards.site.views.language import remember_language
from results.models import Account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: an invitation lets people in. Letters speak the reader's language."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Refuse: accounts come from invitations."""
        return False

    def post_login(self, request: HttpRequest, user: Account, **more: Any) -> HttpResponse:
        """Speak the language of whoever signed in."""
        response: HttpResponse = super().post_login(request, user, **more)
        remember_language(response, user.language)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter in the language of whoever gets it, where we know them."""
        user = context.get("user")
        with translation.override(getattr(user, "language", None) or translation.get_language()):
            super().send_mail(template_prefix, email, context)
