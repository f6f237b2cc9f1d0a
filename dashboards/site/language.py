from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

_NORWEGIAN = {"no": "nb", "nn": "nb"}
"""Both written forms of Norwegian are read by everybody who reads one."""


def language_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Speak the language that was chosen, else the first that the browser asks for and we have."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = _language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def _language(request: HttpRequest) -> str:
    known = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in known:
        return chosen
    for wanted, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        short = wanted.partition("-")[0]
        short = _NORWEGIAN.get(short, short)
        if short in known:
            return short
    return settings.LANGUAGE_CODE
