"""What an organisation reads of itself once an edition is released. Points are 0 to 100, times seconds."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from benchmark.editions.development import development
from benchmark.statistics.kaplan_meier import kaplan_meier
from dashboards.api.guard import Token, noted
from dashboards.api.paging import After, Limit, Next, part_of
from dashboards.api.routes.names import Key, Slug
from dashboards.api.told_contact import ToldContact, told_contact
from dashboards.api.told_result import ToldResult, told_result
from dashboards.organisation.pages import own_edition, own_organisation
from dashboards.organisation.views.contact import find_contact
from results.access.visible import visible
from results.models import Campaign, Contact, Score
from results.queries.class_waits import Wait, class_waits
from results.queries.left_out import is_left_out

router = Router(auth=Token("organisation", "results"), by_alias=True)


class EditionLine(Schema):
    """A released edition and what it said; points and places are null where there is no score."""

    edition: str
    title: dict[str, str] = Field(description="By language: nb, sv, en.")
    starts_on: dt.date
    ends_on: dt.date
    demonstration: bool = Field(description="True: nobody is measured by it, its figures count for nothing.")
    class_: str = Field(alias="class", description="The class in which the organisation stood.")
    score: float | None
    low: float | None = Field(description="Lower end of the score's interval.")
    high: float | None
    n: int = Field(description="Contacts that the score rests on.")
    rank: int | None
    best: int | None = Field(description="The best place that is not ruled out.")
    worst: int | None
    ranked: int = Field(description="Organisations ranked in the class.")
    comparable: bool = Field(description="Scored by the very method of the edition before it.")


class Editions(Schema):
    """Released editions, the earliest first."""

    items: list[EditionLine]


class ContactLine(Schema):
    """A contact of the organisation's own."""

    contact: str
    channel: str
    enquiry: str
    planned_for: dt.datetime
    done_at: dt.datetime | None
    outcome: str = Field(description="How it ended; empty where it was never made.")
    not_run_reason: str
    score: float | None = Field(description="Points; null where it has none.")
    left_out: bool = Field(description="Whether scores made from now on go without it.")


class Contacts(Schema):
    """A part of the contacts, in the order of their names."""

    items: list[ContactLine]
    next: Next


class WaitLine(Schema):
    """A wait on the telephone."""

    seconds: float
    answered: bool = Field(description="False: nobody had answered after so many seconds.")


class AnsweredBy(Schema):
    """Share answered within some seconds, by Kaplan and Meier: a wait that was cut short counts as one."""

    seconds: int
    own: float | None
    own_low: float | None = Field(description="Interval of the own share, 95 %.")
    own_high: float | None
    of_class: float | None


class Waiting(Schema):
    """Waits on the telephone: each of one's own, and the curve beside that of the whole class."""

    own: list[WaitLine]
    class_n: int = Field(description="Waits in the class, one's own among them.")
    curve: list[AnsweredBy]


@router.get("/editions", response=Editions, summary="Released editions")
def read_own_editions(request: HttpRequest) -> Editions:
    """List the released editions in which the organisation took part, with score, interval and place."""
    own = own_organisation(request)
    noted(request, "api.read", f"organisation:{own.slug}", what="editions")
    told = development(organisation=own.pk, campaigns=list(visible(Campaign)))
    lines = [
        {
            "edition": each.campaign.slug,
            "title": each.campaign.title,
            "starts_on": each.campaign.starts_on,
            "ends_on": each.campaign.ends_on,
            "demonstration": each.campaign.demo,
            "class": each.klass,
            "ranked": each.size,
            **{
                name: getattr(each, name)
                for name in ("score", "low", "high", "n", "rank", "best", "worst", "comparable")
            },
        }
        for each in told
    ]
    return Editions.model_validate({"items": lines})


@router.get("/editions/{edition}", response=ToldResult, summary="A released result")
def read_own_result(request: HttpRequest, edition: Slug) -> ToldResult:
    """Tell the whole result: score, places, areas, channels, figures, each with n and interval."""
    own = own_edition(request, edition)
    noted(request, "api.read", f"result:{own.campaign.slug}")
    return told_result(own)


@router.get("/editions/{edition}/contacts", response=Contacts, summary="One's own contacts")
def read_own_contacts(
    request: HttpRequest, response: HttpResponse, edition: Slug, limit: Limit = 50, after: After = ""
) -> Contacts:
    """List the organisation's own contacts, in parts."""
    own = own_edition(request, edition)
    noted(request, "api.read", f"result:{own.campaign.slug}", what="contacts")
    rows = visible(Contact).filter(campaign=own.campaign, key__gt=after).select_related("enquiry")
    rows = rows.annotate(left_out=is_left_out())
    part = part_of(
        list(rows.order_by("key")[: limit + 1]), limit=limit, name=lambda each: each.key,
        request=request, response=response,
    )  # fmt: skip
    scores = dict(
        visible(Score)
        .filter(run=own.run.score_run, level="contact", column="total", contact__in=part.rows)
        .values_list("contact", "value")
    )
    lines = [
        {
            "contact": each.key,
            "channel": each.channel,
            "enquiry": each.enquiry.slug,
            "planned_for": each.due_at,
            "done_at": each.done_at,
            "outcome": each.outcome,
            "not_run_reason": each.not_run_reason,
            "score": scores.get(each.pk),
            "left_out": bool(each.left_out),
        }
        for each in part.rows
    ]
    return Contacts.model_validate({"items": lines, "next": part.next})


@router.get("/editions/{edition}/contacts/{contact}", response=ToldContact, summary="A contact, whole")
def read_own_contact(request: HttpRequest, edition: Slug, contact: Key) -> ToldContact:
    """Tell a contact whole: attempts with timelines and measurements, and how it was rated.

    Names of agents, numbers and addresses are taken out of everything that somebody wrote; no shopper is
    named.
    """
    own = own_edition(request, edition)
    found = find_contact(request, edition, contact)
    noted(request, "contact.seen", f"contact:{found.pk}")
    return told_contact(own, found)


@router.get("/editions/{edition}/waiting", response=Waiting, summary="Waits on the telephone")
def read_own_waiting(
    request: HttpRequest,
    edition: Slug,
    step: Annotated[int, Query(ge=10, le=300, description="Seconds between two points of the curve.")] = 30,
) -> Waiting:
    """Tell each of one's own waits, and the share answered as time goes on beside that of the class."""
    own = own_edition(request, edition)
    noted(request, "api.read", f"result:{own.campaign.slug}", what="waiting")
    waits = class_waits(
        campaign=own.campaign.pk,
        klass=own.klass.pk,
        organisation=own.organisation.pk,
        at=own.run.score_run.made_at,
    )
    mine = [each for each in waits if each.own]
    return Waiting(
        own=[WaitLine(seconds=round(each.seconds, 3), answered=each.answered) for each in mine],
        class_n=len(waits),
        curve=_curve(mine, waits, step),
    )


def _curve(mine: list[Wait], waits: list[Wait], step: int) -> list[AnsweredBy]:
    if not mine:
        return []
    own, whole = (
        kaplan_meier(
            seconds=[each.seconds for each in rows], answered=[each.answered for each in rows]
        )
        for rows in (mine, waits)
    )  # fmt: skip
    told = []
    for at in range(step, int(own.longest) + step, step):
        seen = at <= own.longest
        within = own.interval_at(at) if seen else None
        told.append(
            AnsweredBy(
                seconds=at,
                own=1 - own.at(at) if seen else None,
                own_low=1 - within.high if within else None,
                own_high=1 - within.low if within else None,
                of_class=1 - whole.at(at) if at <= whole.longest else None,
            )
        )
    return told
