from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from results.models.words import OUTCOMES, one_of
from results.models.worker import Worker

ASIDE_STATES = ("asked", "running", "ended", "refused")


class Aside(models.Model):
    """What a worker makes beside every campaign because somebody asked for it: a test or a practice contact.

        asked ─▶ running ─▶ ended
           └────────┴─────▶ refused(reason)

    It has no contact, so no sample, score or rating can ever hold it. Its timeline and measurements stand in
    the row itself; evidence is not kept.
    """

    enquiry = models.CharField(max_length=64, blank=True, default="")
    """The library's name of what is asked; empty only to reach a person."""
    language = models.CharField(max_length=8, default="nb")
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=16, default="asked")
    reason = models.CharField(max_length=500, blank=True, default="")
    """Why it was not made, or what went wrong on our own side."""
    worker = models.ForeignKey(Worker, models.SET_NULL, null=True, blank=True, related_name="+")
    beat_at = models.DateTimeField(null=True, blank=True)
    """When its worker was last heard of."""
    stop_requested_at = models.DateTimeField(null=True, blank=True)
    phase = models.CharField(max_length=16, blank=True, default="")
    """What goes on just now: one of the fieldwork's phases."""
    phase_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=32, blank=True, default="")
    document = models.JSONField(null=True, blank=True)
    """The timeline, as `probes.timeline` writes it."""
    measurements = models.JSONField(default=list, blank=True)

    class Meta:
        """What the database itself holds."""

        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            one_of("state", ASIDE_STATES, name="%(class)s_state"),
            one_of("outcome", OUTCOMES, name="%(class)s_outcome", empty=True),
            models.CheckConstraint(
                condition=Q(state="ended") & ~Q(outcome="") | ~Q(state="ended") & Q(outcome=""),
                name="%(class)s_outcome_fits",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(started_at__isnull=False, beat_at__isnull=False),
                name="%(class)s_running_since",
            ),
        )

    @property
    def goes_on(self) -> bool:
        """Whether it may still become something."""
        return self.state in ("asked", "running")

    @classmethod
    def kind(cls) -> str:
        """Return what it is in one word, as the audit trail and folders name it."""
        return str(cls._meta.model_name)

    @classmethod
    def table(cls) -> str:
        """Return its table's name."""
        return cls._meta.db_table
