from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from results.access.visible import visible
from results.models import Account, Role

POSTS = (
    ("team", gettext_lazy("Answers")),
    ("leader", gettext_lazy("Leads a team")),
    ("top", gettext_lazy("Top management")),
)
"""Where somebody stands in the organisation, for the rota."""


def colleagues() -> list[Role]:
    """Return who may sign in for the viewer's organisation now, by name."""
    rows = visible(Role).filter(role="organisation", ended_at__isnull=True).select_related("account")
    return list(rows.order_by("account__name", "pk"))


def called(account: Account | None) -> str:
    """Return what colleagues call somebody; whoever was erased has no name any more."""
    if account is None or account.erased_at is not None:
        return _("somebody who has left")
    return account.name or account.email or account.label


def names_by_label() -> dict[str, str]:
    """Return what everybody who is or was of the organisation is called, by the label that tables hold."""
    rows = visible(Role).filter(role="organisation").select_related("account")
    return {each.account.label: called(each.account) for each in rows}
