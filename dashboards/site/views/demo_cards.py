from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from results.access.demo_people import demo_people
from results.models import Role

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def demo_cards() -> list[Role]:
    """Return as whom one may sign in by a card: nobody, unless `svartid serve --demo-cards` serves it."""
    return demo_people() if getattr(settings, "DEMO_CARDS", False) else []


def sign_in_by_card(request: HttpRequest, role: int) -> HttpResponse:
    """Sign in as somebody of an example, without a password. Raises Http404 wherever cards are not served.

    Cards are served to this machine only (`settings.DEMO_CARDS`), and they lead to invented people whose
    awards hold demonstrations alone.
    """
    card = next((each for each in demo_cards() if each.pk == role), None)
    if card is None or request.method != "POST":
        raise Http404
    login(request, card.account, backend=_BACKEND)
    request.session[f"role:{card.role}"] = card.pk
    return redirect("home")
