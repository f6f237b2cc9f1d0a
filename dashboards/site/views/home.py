from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dashboards.site.access.viewer_middleware import AREAS

_HOMES = {role: f"/{area}/" for area, role in AREAS.items()}


def home(request: HttpRequest) -> HttpResponse:
    """Lead to the one role's pages; let somebody with several choose; tell a stranger what this is."""
    if not request.user.is_authenticated:
        return render(request, "site/welcome.html")
    roles = request.roles  # type: ignore[attr-defined]
    if len(roles) == 1:
        return redirect(_HOMES[roles[0].role])
    return render(request, "site/roles.html", {"roles": roles})


def choose_role(request: HttpRequest) -> HttpResponse:
    """Look in another of one's roles from now on."""
    if request.method != "POST" or not request.user.is_authenticated:
        return redirect("home")
    wanted = request.POST.get("role", "")
    role = next((each for each in request.roles if str(each.pk) == wanted), None)  # type: ignore[attr-defined]
    if role is None:
        return redirect("home")
    request.session[f"role:{role.role}"] = role.pk
    return redirect(_HOMES[role.role])
