"""Run, pause, resume and stop: what an evaluator tells a campaign."""

from typing import Literal

from django.db import connection, transaction
from django.utils import timezone

from benchmark.fieldwork.breaker import RELEASED
from benchmark.fieldwork.errors import NoSuchCampaign, NoSuchTouchpoint
from benchmark.fieldwork.pulse import CHANNEL
from results.audit import audit
from results.models import Campaign, CampaignControl, CampaignState, Contact, Touchpoint

_DONE = {
    CampaignState.RUNNING: "campaign.resumed",
    CampaignState.PAUSED: "campaign.paused",
    CampaignState.STOPPED: "campaign.stopped",
}


def find_campaign(slug: str) -> Campaign:
    """Return a campaign by its name. Raises NoSuchCampaign naming those that there are."""
    found = Campaign.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Campaign.objects.order_by("slug").values_list("slug", flat=True)[:10]) or "none yet"
        raise NoSuchCampaign(f"there is no campaign {slug!r} in the record (it has {known})")
    return found


def campaign_channels(campaign: Campaign) -> tuple[str, ...]:
    """Return the channels of a campaign in which workers make contacts, in order; shoppers log the others."""
    rows = Contact.objects.filter(campaign=campaign).exclude(mode="manual")
    return tuple(sorted(rows.order_by().values_list("channel", flat=True).distinct()))


@transaction.atomic
def set_state(
    *, campaign: Campaign, state: Literal["running", "paused", "stopped"], actor: str, reason: str = ""
) -> bool:
    """Tell a campaign what to do, and every worker that it was told; return whether it was news.

    Paused: nothing new is begun, what goes on ends by itself. Stopped: all calls end within two seconds.
    """
    row = CampaignControl.objects.select_for_update().get(campaign=campaign)
    wanted = CampaignState(state)
    if row.state == wanted:
        return False
    row.state, row.changed_by, row.reason = wanted, actor, reason
    row.stop_requested_at = timezone.now() if wanted is CampaignState.STOPPED else None
    row.save()
    audit(
        actor=actor,
        action=_DONE[wanted],
        subject=f"campaign:{campaign.slug}",
        detail={"reason": reason} if reason else {},
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, campaign.slug])
    return True


def begin_campaign(*, campaign: Campaign, actor: str) -> str:
    """Let a campaign that nobody has touched yet run, and return the state it is in.

    What an evaluator paused or stopped stays so: a command that is started again, by a person or by a
    machine's restart, must not take back the stop button. `svartid resume` does.
    """
    row = CampaignControl.objects.get(campaign=campaign)
    if row.state == CampaignState.PAUSED and not row.changed_by:
        set_state(campaign=campaign, state="running", actor=actor, reason="svartid run")
        return str(CampaignState.RUNNING)
    return str(row.state)


def why_not_running(campaign: Campaign) -> str:
    """Return who paused or stopped a campaign and why, and how it goes on, in a sentence."""
    row = CampaignControl.objects.get(campaign=campaign)
    why = f": {row.reason}" if row.reason else ""
    return (
        f"{campaign.slug} was {row.state} by {row.changed_by or 'nobody yet'}{why}"
        f" – `svartid resume {campaign.slug}` lets it go on"
    )


@transaction.atomic
def release_touchpoint(*, name: str, actor: str) -> None:
    """Let a touchpoint be contacted again that the circuit breaker paused (`organisation.touchpoint`).

    Raises NoSuchTouchpoint.
    """
    organisation, _, slug = name.partition(".")
    count = Touchpoint.objects.filter(organisation__slug=organisation, slug=slug).update(
        paused=False, paused_at=None, paused_reason="", failures=0
    )
    if not count:
        raise NoSuchTouchpoint(f"there is no touchpoint {name!r} – write it like fjordvik.switchboard")
    audit(actor=actor, action=RELEASED, subject=f"touchpoint:{name}")
