"""Letters that tell people that something has come: planned where it happens, sent later by the site."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from results.models import Account, Campaign, Notice, NoticeSent, NoticeStop, Participant, Role

KINDS = {"released": "organisation", "ballots": "juror"}
"""Each kind and the role whose people get it."""


def plan_notice(*, campaign: Campaign, kind: str, due_at: dt.datetime) -> None:
    """Let a round of letters go out from a moment on; planned again, it moves while it is not begun."""
    notice, made = Notice.objects.get_or_create(campaign=campaign, kind=kind, defaults={"due_at": due_at})
    if not made and notice.done_at is None and not notice.sent.exists():
        Notice.objects.filter(pk=notice.pk).update(due_at=due_at, tries=0)


def due_notices() -> QuerySet[Notice]:
    """Return the rounds whose time has come and that are not done, the oldest first."""
    return Notice.objects.filter(done_at__isnull=True, due_at__lte=timezone.now()).order_by("due_at", "pk")


def waiting_readers(notice: Notice) -> QuerySet[Account]:
    """Return who is still to get a round's letter: people of that role now, who want such letters."""
    roles = Role.objects.filter(account=OuterRef("pk"), role=KINDS[notice.kind], ended_at__isnull=True)
    if notice.kind == "released":
        theirs = Participant.objects.filter(campaign=notice.campaign_id).values("organisation")
        roles = roles.filter(organisation__in=theirs)
    else:
        roles = roles.filter(award=notice.campaign.award_id)
    sent = NoticeSent.objects.filter(notice=notice, account=OuterRef("pk"))
    stopped = NoticeStop.objects.filter(kind=notice.kind, account=OuterRef("pk"))
    rows = Account.objects.filter(Exists(roles), ~Exists(sent), ~Exists(stopped))
    return rows.filter(is_active=True, email__isnull=False).order_by("pk")


def stop_notices(*, account: Account, kind: str) -> None:
    """Send somebody no letters of a kind any more."""
    NoticeStop.objects.get_or_create(account=account, kind=kind)


def resume_notices(*, account: Account, kind: str) -> None:
    """Send somebody letters of a kind again."""
    NoticeStop.objects.filter(account=account, kind=kind).delete()
