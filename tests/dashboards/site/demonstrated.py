"""An edition of the town that is a demonstration for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_MARK = """
from django.db import connection, transaction
from results.models import Campaign
with transaction.atomic(), connection.cursor() as cursor:
    # What has contacts is frozen: a real campaign never becomes a demonstration, nor the other way round.
    cursor.execute("SET LOCAL session_replication_role = replica")
    Campaign.objects.filter(slug={slug!r}).update(demo={demo})
"""


@contextmanager
def demonstrated(site: Any, slug: str) -> Iterator[None]:
    """Let a campaign be a demonstration while something is looked at."""
    site.run(_MARK.format(slug=slug, demo=True))
    try:
        yield
    finally:
        site.run(_MARK.format(slug=slug, demo=False))
