"""What is published of editions: for everybody, without a token."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from dashboards.api.paging import After, Limit, Next, part_of
from dashboards.api.routes.names import Slug
from results.access.viewer import PUBLIC, looking
from results.access.visible import visible
from results.models import Campaign, Publication

router = Router()


class Published(Schema):
    """An edition that is published."""

    edition: str
    title: dict[str, str] = Field(description="By language: nb, sv, en.")
    number: int = Field(description="1 for the first publication, one more for each correction.")
    reason: str = Field(description="What a correction corrects.")
    published_at: dt.datetime
    sha256: str = Field(description="Of the edition's document, as canonical JSON in UTF-8.")


class PublishedEditions(Schema):
    """A part of the published editions, in the order of their names."""

    items: list[Published]
    next: Next


class PublishedEdition(Published):
    """A published edition with its open data."""

    document: dict[str, Any] = Field(
        description="Everything that the edition publishes: classes, organisations, scores with intervals,"
        " method, sample. The public pages are made from it and say what each part means."
    )


@router.get("", response=PublishedEditions, auth=None, summary="Published editions")
def read_editions(
    request: HttpRequest, response: HttpResponse, limit: Limit = 50, after: After = ""
) -> PublishedEditions:
    """List the published editions, in parts. Demonstrations are not among them."""
    rows = _newest().filter(campaign__slug__gt=after).defer("document")
    part = part_of(
        list(rows.order_by("campaign__slug")[: limit + 1]), limit=limit,
        name=lambda each: each.campaign.slug, request=request, response=response,
    )  # fmt: skip
    return PublishedEditions(items=[_line(each) for each in part.rows], next=part.next)


@router.get("/{edition}", response=PublishedEdition, auth=None, summary="A published edition's open data")
def read_edition(request: HttpRequest, edition: Slug) -> PublishedEdition:  # noqa: ARG001 - ninja hands it over
    """Hand out the open data of a published edition: the newest publication, with corrections."""
    found = _newest().filter(campaign__slug=edition).first()
    if found is None:
        raise Http404
    return PublishedEdition(**_line(found).model_dump(), document=json.loads(found.document))


def _newest() -> QuerySet[Publication]:
    """The publications that count, of what everybody may see, whoever asks."""
    numbers = Publication.objects.filter(campaign=OuterRef("campaign")).order_by("-number")
    with looking(PUBLIC):
        campaigns = visible(Campaign)
    rows = Publication.objects.filter(campaign__in=campaigns, pk=Subquery(numbers.values("pk")[:1]))
    return rows.select_related("campaign")


def _line(found: Publication) -> Published:
    return Published(
        edition=found.campaign.slug,
        title=found.campaign.title,
        number=found.number,
        reason=found.reason,
        published_at=found.published_at,
        sha256=found.digest,
    )
