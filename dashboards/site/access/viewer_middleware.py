from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from results.access.viewer import PUBLIC, Viewer, looking
from results.models import Account, Role

AREAS = {"evaluator": "evaluator", "shopper": "shopper", "organisation": "organisation", "jury": "juror"}
"""The first part of a path and the role that its pages are for. Whatever lies elsewhere is for everybody."""


def viewer_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Say who looks (`request.viewer`) and in which role, and let the record answer for them only.

    A page of a role sends strangers to sign in and refuses everybody without that role. Somebody with
    several roles of a kind looks in the one chosen last (`role` in the session), else the first granted.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.roles = _roles(request)  # type: ignore[attr-defined]
        viewer = _viewer(request)
        request.viewer = viewer or PUBLIC  # type: ignore[attr-defined]
        with looking(viewer or PUBLIC):
            return get_response(request)

    def process_view(request: HttpRequest, *_: object) -> HttpResponse | None:
        wanted = AREAS.get(request.path.split("/")[1])
        if wanted is None or request.viewer.role == wanted:  # type: ignore[attr-defined]
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _roles(request: HttpRequest) -> list[Role]:
    if not isinstance(request.user, Account):
        return []
    # Asked at every page: what a role belongs to is read by the few pages that name it.
    found = Role.objects.filter(account=request.user.pk, ended_at__isnull=True)
    return list(found.order_by("granted_at", "pk"))


def _viewer(request: HttpRequest) -> Viewer | None:
    wanted = AREAS.get(request.path.split("/")[1])
    mine = [role for role in request.roles if role.role == wanted]  # type: ignore[attr-defined]
    if not mine:
        return None
    chosen = request.session.get(f"role:{wanted}")
    role = next((each for each in mine if each.pk == chosen), mine[0])
    return Viewer(
        role=role.role,
        label=f"account:{role.account_id}",
        account=role.account_id,
        award=role.award_id,
        organisation=role.organisation_id,
        shopper=role.shopper_id,
        owner=role.owner,
    )
