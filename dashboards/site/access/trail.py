from typing import Any

from django.http import HttpRequest

from dashboards.site.access.find import viewer_of
from results.audit import audit


def saw(request: HttpRequest, subject: str, **detail: Any) -> None:
    """Note in the audit trail that the viewer looked at something about a contact or a person."""
    audit(
        actor=viewer_of(request).label,
        action=f"{subject.partition(':')[0]}.seen",
        subject=subject,
        detail=detail,
    )


def did(request: HttpRequest, action: str, subject: str, **detail: Any) -> None:
    """Note in the audit trail what the viewer changed; part of the caller's transaction."""
    audit(actor=viewer_of(request).label, action=action, subject=subject, detail=detail)
