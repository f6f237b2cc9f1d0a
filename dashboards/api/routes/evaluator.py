"""What evaluators' programs read of campaigns under way: how far they are, and whether they are stuck."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from benchmark.fieldwork.status import campaign_status, worker_statuses
from dashboards.api.guard import Token, noted
from dashboards.api.paging import After, Limit, Next, part_of
from dashboards.api.routes.names import Slug
from dashboards.site.access.find import find, viewer_of
from results.access.visible import visible
from results.models import Campaign
from results.queries.progress import Progress, progress

router = Router(auth=Token("evaluator", "status"))

_AWARD = "The short name of the award whose edition it is; null where it is none's."


class Counted(Schema):
    """How far something has come, in contacts."""

    part: str = Field(description="A channel or a class; the campaign itself for the whole.")
    contacts: int
    done: int
    running: int
    due: int = Field(description="Those whose time has come.")
    reached: int = Field(description="Done, and answered or replied to by a person.")
    behind: int = Field(description="Those that should have been made and are not.")


class CampaignLine(Schema):
    """A campaign and where it stands."""

    campaign: str
    award: str | None = Field(description=_AWARD)
    title: dict[str, str]
    starts_on: dt.date
    ends_on: dt.date
    state: Literal["running", "paused", "stopped"]
    demonstration: bool
    released_at: dt.datetime | None
    progress: Counted | None = Field(description="null before it is planned.")


class Campaigns(Schema):
    """A part of the campaigns, in the order of their names."""

    items: list[CampaignLine]
    next: Next


class CampaignStatus(Schema):
    """Where a campaign stands, whole."""

    campaign: str
    award: str | None = Field(description=_AWARD)
    state: Literal["running", "paused", "stopped"]
    demonstration: bool
    contacts: int
    planned: int
    running: int
    done: int
    endings: dict[str, int] = Field(description="Contacts done, by outcome or by why they were never made.")
    attempts: dict[str, int] = Field(description="By state.")
    minutes: float = Field(description="Minutes of telephone used.")
    next_due_at: dt.datetime | None
    paused_touchpoints: dict[str, str] = Field(description="Paused after failures, each with why.")
    channels: list[Counted]
    classes: list[Counted]
    workers_alive: int | None = Field(description="null for an evaluator of one award.")


@router.get("/campaigns", response=Campaigns, summary="Campaigns and how far they are")
def read_campaigns(
    request: HttpRequest, response: HttpResponse, limit: Limit = 50, after: After = ""
) -> Campaigns:
    """List the campaigns that the evaluator sees, in parts."""
    rows = visible(Campaign).filter(slug__gt=after).select_related("award", "control").order_by("slug")
    part = part_of(
        list(rows[: limit + 1]), limit=limit, name=lambda each: each.slug, request=request, response=response
    )
    noted(request, "api.read", "campaigns")
    released = [each.pk for each in part.rows if each.released_at]
    ids = [each.pk for each in part.rows]
    counted = {
        int(each.part): each
        for each in progress(campaigns=ids, by="campaign", now=timezone.now(), released=released)
    }
    lines = [
        {
            "campaign": each.slug,
            "award": each.award.slug if each.award else None,
            "title": each.title,
            "starts_on": each.starts_on,
            "ends_on": each.ends_on,
            "state": each.control.state,
            "demonstration": each.demo,
            "released_at": each.released_at,
            "progress": _counted(counted[each.pk], each.slug) if each.pk in counted else None,
        }
        for each in part.rows
    ]
    return Campaigns.model_validate({"items": lines, "next": part.next})


@router.get("/campaigns/{campaign}", response=CampaignStatus, summary="A campaign, by channel and class")
def read_campaign(request: HttpRequest, campaign: Slug) -> CampaignStatus:
    """Tell where a campaign stands: endings, what is paused and why, channels, classes."""
    rows = visible(Campaign).select_related("award")
    found = find(request, Campaign, "evaluator.see", among=rows, slug=campaign)
    noted(request, "api.read", f"campaign:{found.slug}")
    status, now = campaign_status(found), timezone.now()
    released = [found.pk] if found.released_at else []
    by_channel = progress(campaigns=[found.pk], by="channel", now=now, released=released)
    by_class = progress(campaigns=[found.pk], by="klass", now=now, released=released)
    house = viewer_of(request).award is None
    return CampaignStatus.model_validate(
        {
            **status.to_document(),
            "award": found.award.slug if found.award else None,
            "demonstration": status.demo,
            "channels": [_counted(each, each.part) for each in by_channel],
            "classes": [_counted(each, each.part) for each in by_class],
            "workers_alive": sum(each.alive for each in worker_statuses()) if house else None,
        }
    )


def _counted(told: Progress, part: str) -> dict[str, object]:
    names = ("contacts", "done", "running", "due", "reached", "behind")
    return {"part": part, **{name: getattr(told, name) for name in names}}
