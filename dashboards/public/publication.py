"""Published editions, as those who look may find them."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from results.access.visible import visible
from results.models import Publication


def newest_publications() -> QuerySet[Publication]:
    """Return the newest publication of every edition, the latest edition first; documents are left out."""
    newest = Publication.objects.filter(campaign=OuterRef("campaign")).order_by("-number").values("pk")[:1]
    return (
        visible(Publication)
        .filter(pk=Subquery(newest))
        .select_related("campaign__award")
        .defer("document")
        .order_by("-campaign__ends_on", "campaign__slug")
    )


def shown_publications() -> QuerySet[Publication]:
    """Return the editions of the front page: real ones, and an example's where its cards are served."""
    rows = newest_publications()
    return rows if getattr(settings, "DEMO_CARDS", False) else rows.filter(campaign__demo=False)


@lru_cache(maxsize=16)
def read_publication(key: int) -> dict[str, Any]:
    """Return the document of a publication, which never changes; the last sixteen are kept."""
    text = Publication.objects.values_list("document", flat=True).get(pk=key)
    document: dict[str, Any] = json.loads(text)
    return document
