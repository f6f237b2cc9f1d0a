from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from benchmark.fieldwork.capabilities import JOINED, SERVABLE, WAITS_FOR_SHOPPER, Capabilities
from benchmark.fieldwork.live import live_attempts
from results.models import Campaign, CampaignControl, CampaignUse, Touchpoint, Worker

_FORGOTTEN_S = 86_400.0


@dataclass(frozen=True, slots=True)
class CampaignStatus:
    """Where a campaign stands. Counts are contacts, except `attempts` (by state)."""

    slug: str
    state: str
    demo: bool
    contacts: int
    planned: int
    running: int
    done: int
    endings: dict[str, int]
    """Contacts done, by outcome or by why they were never run."""
    attempts: dict[str, int]
    minutes: float
    """Minutes of telephone used."""
    next_due_at: datetime | None
    paused_touchpoints: dict[str, str]
    """Touchpoints that the circuit breaker paused, with the reason."""

    def to_document(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "campaign": self.slug,
            "state": self.state,
            "demo": self.demo,
            "contacts": self.contacts,
            "planned": self.planned,
            "running": self.running,
            "done": self.done,
            "endings": self.endings,
            "attempts": self.attempts,
            "minutes": round(self.minutes, 2),
            "next_due_at": self.next_due_at.isoformat() if self.next_due_at else None,
            "paused_touchpoints": self.paused_touchpoints,
        }


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """A worker as the record knows it; `silent_s` counts from its last heartbeat."""

    label: str
    host: str
    process: int
    alive: bool
    silent_s: float | None
    carries: int
    serves: dict[str, Any]

    def to_document(self) -> dict[str, Any]:
        """Return plain JSON values."""
        silent = None if self.silent_s is None else round(self.silent_s, 1)
        return {
            "worker": self.label,
            "host": self.host,
            "process": self.process,
            "alive": self.alive,
            "silent_s": silent,
            "carries": self.carries,
            "serves": self.serves,
        }


def status_document(campaign: Campaign | None = None) -> dict[str, Any]:
    """Return where one campaign stands (or all do), what is in contact just now, and the workers, as JSON."""
    rows = list(Campaign.objects.order_by("slug")) if campaign is None else [campaign]
    live = live_attempts(campaign=None if campaign is None else campaign.pk)
    return {
        "campaigns": [campaign_status(each).to_document() for each in rows],
        "live": [each.to_document() for each in live],
        "workers": [each.to_document() for each in worker_statuses()],
    }


def needs_somebody(document: dict[str, Any]) -> list[str]:
    """Return what of a status document somebody should look at, a sentence each."""
    found = [
        f"{each['campaign']}: {name} is paused ({why})"
        for each in document["campaigns"]
        for name, why in each["paused_touchpoints"].items()
    ]
    if not any(each["alive"] for each in document["workers"]):
        found += [
            f"{each['campaign']}: it runs, and no worker lives"
            for each in document["campaigns"]
            if each["state"] == "running" and each["done"] < each["contacts"]
        ]
    return found


def campaign_status(campaign: Campaign) -> CampaignStatus:
    """Count where a campaign stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT state,
                   CASE WHEN not_run_reason = '' THEN outcome ELSE 'not_run(' || not_run_reason || ')' END,
                   count(*)
               FROM results_contact WHERE campaign_id = %s GROUP BY 1, 2 ORDER BY 3 DESC, 2""",
            [campaign.pk],
        )
        rows = cursor.fetchall()
        cursor.execute(
            "SELECT state, count(*) FROM results_attempt WHERE campaign_id = %s GROUP BY 1 ORDER BY 1",
            [campaign.pk],
        )
        attempts = dict(cursor.fetchall())
        cursor.execute(
            "SELECT min(due_at) FROM results_attempt WHERE campaign_id = %s AND state = 'planned'",
            [campaign.pk],
        )
        next_due = cursor.fetchone()[0]
    by_state: dict[str, int] = {}
    for state, _, count in rows:
        by_state[state] = by_state.get(state, 0) + count
    paused = Touchpoint.objects.filter(contacts__campaign=campaign, paused=True).distinct()
    return CampaignStatus(
        slug=campaign.slug,
        state=CampaignControl.objects.get(campaign=campaign).state,
        demo=campaign.demo,
        contacts=sum(by_state.values()),
        planned=by_state.get("planned", 0),
        running=by_state.get("running", 0),
        done=by_state.get("done", 0),
        endings={ending: count for state, ending, count in rows if state == "done"},
        attempts=attempts,
        minutes=CampaignUse.objects.get(campaign=campaign).seconds / 60,
        next_due_at=next_due,
        paused_touchpoints={
            f"{each.organisation.slug}.{each.slug}": each.paused_reason
            for each in paused.select_related("organisation").order_by("organisation__slug", "slug")
        },
    )


def worker_statuses() -> list[WorkerStatus]:
    """Return every worker that has not signed off, the one heard last first, with what it carries.

    One that died a day ago and carries nothing any more is told no longer.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT * FROM (
                   SELECT w.id, extract(epoch FROM clock_timestamp() - w.heartbeat_at)::float AS silent,
                       (SELECT count(*) FROM results_attempt a
                        WHERE a.worker_id = w.id AND a.state IN ('claimed', 'contacting')) AS carries
                   FROM results_worker w WHERE w.stopped_at IS NULL
               ) known WHERE silent < %s OR carries > 0 ORDER BY silent""",
            [_FORGOTTEN_S],
        )
        rows = cursor.fetchall()
    by_id = Worker.objects.in_bulk([row[0] for row in rows])
    return [
        WorkerStatus(
            label=by_id[pk].label,
            host=by_id[pk].host,
            process=by_id[pk].process,
            alive=silent is not None and silent < 30.0,
            silent_s=silent,
            carries=carries,
            serves=by_id[pk].capabilities,
        )
        for pk, silent, carries in rows
    ]


def why_waiting(campaign: int, *, capabilities: Capabilities) -> dict[str, int]:
    """Count the open attempts of a campaign that such a worker cannot serve, by what they wait for."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT {_WHY}, count(*) FROM {JOINED}
                WHERE a.campaign_id = %(campaign)s AND a.state = 'planned' AND NOT ({SERVABLE})
                GROUP BY 1 ORDER BY 2 DESC, 1""",  # noqa: S608 - constants
            {**capabilities.parameters(), "campaign": campaign},
        )
        return dict(cursor.fetchall())


_WHY = f"""CASE
    WHEN t.paused THEN 'a touchpoint that is paused'
    WHEN NOT t.active THEN 'a touchpoint that is not active'
    WHEN q.mode = 'manual' THEN 'the shopper who makes it'
    WHEN NOT a.channel = ANY(%(channels)s::text[]) THEN 'a worker that serves ' || a.channel
    WHEN NOT q.language = ANY(%(languages)s::text[]) THEN 'a worker that speaks ' || q.language
    WHEN NOT q.mode = ANY(%(modes)s::text[]) THEN 'a worker that makes ' || q.mode || ' calls'
    WHEN q.mode = 'bridged' AND s.id IS NULL THEN 'a shopper'
    WHEN q.mode = 'bridged' AND a.channel = 'phone'
        AND NOT (s.active AND s.phone_verified_at IS NOT NULL AND s.phone <> '')
        THEN 'a shopper''s phone to be verified'
    WHEN {WAITS_FOR_SHOPPER} THEN 'the shopper to press Call now'
    WHEN %(anywhere)s::boolean AND t.address ~ '^[0-9]' THEN 'a worker with a SIP trunk in ' || o.country
    ELSE 'a worker with a SIP trunk' END"""
"""SQL: what an attempt waits for that is not servable."""


def left_for(campaign: int, *, capabilities: Capabilities) -> tuple[int, int]:
    """Count what is still open in a campaign: attempts that such a worker can serve, and all others."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT count(*) FILTER (WHERE a.state IN ('claimed', 'contacting') OR {SERVABLE}
                                        OR a.state = 'awaiting' AND a.channel = ANY(%(channels)s::text[])),
                    count(*)
                FROM {JOINED}
                WHERE a.campaign_id = %(campaign)s
                    AND a.state IN ('planned', 'claimed', 'contacting', 'awaiting')""",  # noqa: S608
            {**capabilities.parameters(), "campaign": campaign},
        )
        mine, everything = cursor.fetchone()
    return mine, everything - mine
