from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse

from dashboards.public.publication import shown_publications
from dashboards.site.access.viewer_middleware import AREAS
from dashboards.site.views.demo_cards import demo_cards
from results.models import Role

_MOST = 4
"""Published editions on the front page; the others are one step away. Project's own choice."""
_HOMES = {role: f"/{area}/" for area, role in AREAS.items()}


def home(request: HttpRequest) -> HttpResponse:
    """Lead to the one role's pages; let somebody with several choose; tell a stranger what this is."""
    if not request.user.is_authenticated:
        context = {"cards": demo_cards(), "editions": shown_publications()[:_MOST]}
        return render(request, "site/welcome.html", context)
    roles = request.roles  # type: ignore[attr-defined]
    if len(roles) == 1:
        return redirect(_home_of(roles[0]))
    return render(request, "site/roles.html", {"roles": _named(roles)})


def choose_role(request: HttpRequest) -> HttpResponse:
    """Look in another of one's roles from now on."""
    if request.method != "POST" or not request.user.is_authenticated:
        return redirect("home")
    wanted = request.POST.get("role", "")
    role = next((each for each in request.roles if str(each.pk) == wanted), None)  # type: ignore[attr-defined]
    if role is None:
        return redirect("home")
    request.session[f"role:{role.role}"] = role.pk
    return redirect(_home_of(role))


def soon(request: HttpRequest) -> HttpResponse:
    """Say what will be here, to somebody whose role has no pages on this site yet."""
    if not request.user.is_authenticated:
        return redirect("home")
    return render(request, "site/soon.html", {"mine": _named(request.roles)})  # type: ignore[attr-defined]


def _named(roles: list[Role]) -> list[Role]:
    """Read what the roles belong to, for the pages that say it."""
    prefetch_related_objects(roles, "award", "organisation", "shopper")
    return roles


def _home_of(role: Role) -> str:
    """The role's own pages, or the page that says they are to come: nobody signs in to find nothing."""
    try:
        resolve(_HOMES[role.role])
    except Resolver404:
        return reverse("soon")
    return _HOMES[role.role]
