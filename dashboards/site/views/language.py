from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from results.models import Account


def choose_language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on, here and in letters, and go back to where one was."""
    wanted, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    if request.method == "POST" and wanted in dict(settings.LANGUAGES):
        remember_language(response, wanted)
        if isinstance(request.user, Account) and request.user.language != wanted:
            request.user.language = wanted
            request.user.save(update_fields=["language"])
    return response


def remember_language(response: HttpResponse, language: str) -> None:
    """Let this browser speak a language for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
