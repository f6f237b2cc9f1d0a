from django.db import models
from django.db.models import Q

from results.models.touchpoint import Touchpoint
from results.models.words import OUTCOMES, one_of
from results.models.worker import Worker

TRIAL_STATES = ("asked", "running", "ended", "refused")


class Trial(models.Model):
    """A test contact: one try at a touchpoint outside every campaign, to see whether it is described rightly.

        asked ─▶ running ─▶ ended
           └────────┴─────▶ refused(reason)

    It has no contact, so no sample, score or rating can ever hold it. Its timeline and measurements stand in
    the row itself; evidence is not kept.
    """

    touchpoint = models.ForeignKey(Touchpoint, models.PROTECT, related_name="trials")
    enquiry = models.CharField(max_length=64, blank=True, default="")
    """The library's name of what is asked; empty only to reach a person."""
    language = models.CharField(max_length=8, default="nb")
    asked_by = models.CharField(max_length=200)
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

        indexes = (models.Index(fields=["touchpoint", "-asked_at"], name="trial_newest"),)
        constraints = (
            models.UniqueConstraint(
                fields=["touchpoint"],
                condition=Q(state__in=("asked", "running")),
                name="trial_one_a_touchpoint",
            ),
            one_of("state", TRIAL_STATES, name="trial_state"),
            one_of("outcome", OUTCOMES, name="trial_outcome", empty=True),
            models.CheckConstraint(
                condition=Q(state="ended") & ~Q(outcome="") | ~Q(state="ended") & Q(outcome=""),
                name="trial_outcome_fits",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(started_at__isnull=False, beat_at__isnull=False),
                name="trial_running_since",
            ),
        )

    def __str__(self) -> str:
        return f"trial {self.pk} at {self.touchpoint_id}: {self.state}"

    @property
    def goes_on(self) -> bool:
        """Whether it may still become something."""
        return self.state in ("asked", "running")
