from django.db import models
from django.db.models import Q

from results.models.attempt import Attempt
from results.models.timeline import TimelineDocument
from results.models.words import STATUSES, one_of


class Measurement(models.Model):
    """A number derived from a timeline. Missing is not zero: the value is null exactly if not observed."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="measurements")
    timeline = models.ForeignKey(
        TimelineDocument, models.PROTECT, related_name="measurements", db_index=False
    )
    name = models.CharField(max_length=64)
    value = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=8)
    """`s` or `count`."""
    status = models.CharField(max_length=16)
    confidence = models.FloatField(default=1.0)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(fields=["timeline", "name"], name="measurement_once"),
            one_of("status", STATUSES, name="measurement_status"),
            one_of("unit", ("s", "count"), name="measurement_unit"),
            models.CheckConstraint(
                condition=Q(status="not_observed", value__isnull=True)
                | ~Q(status="not_observed") & Q(value__isnull=False),
                name="measurement_null_iff_unseen",
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0.0, confidence__lte=1.0), name="measurement_confidence"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.value} {self.unit} ({self.status})"
