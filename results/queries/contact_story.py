from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from results.models import Attempt, Contact, Letter, RatingSession, TimelineDocument


@dataclass(slots=True)
class AttemptStory:
    """An attempt with the timeline that counts and what was measured on it."""

    attempt: Attempt
    timeline: TimelineDocument | None
    measurements: list[Any] = field(default_factory=list)
    evidence: list[Any] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    """What came back in writing, the earliest first; empty unless it was asked for."""


@dataclass(slots=True)
class ContactStory:
    """All that the record holds of a contact, in the order in which it happened."""

    contact: Contact
    attempts: list[AttemptStory]
    ratings: list[RatingSession]


def contact_story(contact: Contact, *, letters: bool = False) -> ContactStory:
    """Read a contact's attempts, timelines, measurements, evidence and ratings, in seven queries.

    `letters`: also what came back in writing, in one more.
    """
    attempts = contact.attempts.select_related("worker").prefetch_related(
        Prefetch("timelines", TimelineDocument.objects.order_by("-number").prefetch_related("measurements")),
        "evidence",
    )
    if letters:
        attempts = attempts.prefetch_related(
            Prefetch("letters", Letter.objects.order_by("received_at", "pk"))
        )
    stories = []
    for attempt in attempts.order_by("number"):
        newest = next(iter(attempt.timelines.all()), None)
        measured = sorted(newest.measurements.all(), key=lambda each: each.pk) if newest else []
        came_back = list(attempt.letters.all()) if letters else []
        stories.append(AttemptStory(attempt, newest, measured, list(attempt.evidence.all()), came_back))
    ratings = contact.ratings.exclude(state="withdrawn").exclude(role="calibration")
    ratings = ratings.select_related("shopper").prefetch_related("reviews")
    return ContactStory(contact, stories, list(ratings.order_by("role")))
