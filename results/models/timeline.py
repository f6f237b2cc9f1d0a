from django.db import models
from django.db.models import Q

from results.models.attempt import Attempt


class TimelineDocument(models.Model):
    """The whole timeline of an attempt as the probe wrote it, or as a later detector read it again.

    Append-only: a better detector adds a row with a higher `number`; the highest one counts.
    """

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="timelines", db_index=False)
    number = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveSmallIntegerField()
    """`svartid_timeline`, the version of the document's form."""
    document = models.JSONField()
    made_by = models.CharField(max_length=200, blank=True, default="")
    """The code, or the person and reason, behind it."""
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        constraints = (models.UniqueConstraint(fields=["attempt", "number"], name="timeline_number_once"),)

    def __str__(self) -> str:
        return f"timeline {self.number} of {self.attempt_id}"


class TimelineEvent(models.Model):
    """One event of an attempt. Append-only.

    `number` counts the events of a timeline document in order of their offset; an event told while
    the attempt goes on belongs to no document yet and has `timeline` null.
    """

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="events", db_index=False)
    timeline = models.ForeignKey(
        TimelineDocument, models.PROTECT, null=True, blank=True, related_name="events"
    )
    number = models.PositiveIntegerField()
    offset_ms = models.FloatField()
    kind = models.CharField(max_length=32)
    source = models.CharField(max_length=16)
    confidence = models.FloatField(default=1.0)
    detail = models.JSONField(default=dict, blank=True)
    evidence = models.CharField(max_length=300, blank=True, default="")
    """The name of the piece of evidence that shows it."""

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(
                fields=["attempt", "timeline", "number"], nulls_distinct=False, name="event_number_once"
            ),
            # New channels bring new kinds: their words are the probes' to check, not a migration's.
            models.CheckConstraint(condition=Q(kind__regex=r"^[a-z_]+$"), name="event_kind"),
            models.CheckConstraint(condition=Q(source__regex=r"^[a-z_]+$"), name="event_source"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0.0, confidence__lte=1.0), name="event_confidence"
            ),
        )

    def __str__(self) -> str:
        return f"{self.offset_ms:.0f} ms {self.kind}"
