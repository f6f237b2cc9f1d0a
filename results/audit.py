from typing import Any

from results.models import AuditEvent


def audit(*, actor: str, action: str, subject: str = "", detail: dict[str, Any] | None = None) -> AuditEvent:
    """Write into the audit trail who did what to whom; part of the caller's transaction.

    `actor` is a person's or a worker's label, or `svartid` for what runs by itself. `action` is a verb in
    the past (`campaign.paused`), `subject` a `kind:id`. Neither holds a person's name, mail or phone:
    what stands here can never be erased.
    """
    return AuditEvent.objects.create(actor=actor, action=action, subject=subject, detail=detail or {})
