from __future__ import annotations

from typing import NamedTuple

from django.http import Http404, HttpRequest
from django.utils import timezone

from dashboards.site.access.find import find, viewer_of
from results.access.visible import visible
from results.jury_work import bound_classes
from results.models import Account, Jury, OrganisationClass, Participant


class Judged(NamedTuple):
    """A class as a juror has it before them."""

    jury: Jury
    klass: OrganisationClass
    account: Account


def find_jury(request: HttpRequest, slug: str) -> Jury:
    """Return the jury of an edition of the juror's award. Raises Http404."""
    rows = visible(Jury).select_related("campaign__award", "run__score_run")
    rows = rows.defer("run__summary", "run__score_run__summary")  # as large as the edition
    return find(request, Jury, "jury.see", among=rows, campaign__slug=slug)


def find_class(request: HttpRequest, slug: str, klass: str) -> Judged:
    """Return a class that the juror may judge; one in which they are bound is not there. Raises Http404."""
    jury = find_jury(request, slug)
    parts = visible(Participant).filter(campaign=jury.campaign, klass__slug=klass).select_related("klass")
    part = parts.first()
    account = juror(request)
    if part is None or part.klass_id in bound_classes(jury=jury, account=account.pk):
        raise Http404
    return Judged(jury, part.klass, account)


def juror(request: HttpRequest) -> Account:
    """Return the account of whoever looks. Raises Http404 for nobody."""
    if not isinstance(request.user, Account) or request.user.pk != viewer_of(request).account:
        raise Http404
    return request.user


def phase(jury: Jury) -> str:
    """Return where a jury stands: declare, vote, discuss or closed."""
    now = timezone.now()
    if jury.closed_at is not None:
        return "closed"
    if now < jury.votes_from:
        return "declare"
    return "vote" if now < jury.votes_until else "discuss"
