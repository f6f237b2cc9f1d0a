from django.db import models
from django.db.models import Q

from results.models.attempt import Attempt
from results.models.shopper import Shopper
from results.models.words import one_of


class ReportedFigure(models.Model):
    """What a shopper timed or counted by themselves, beside what a machine measured of the same attempt.

    Both are kept; the method says which counts, and where they are far apart the contact is flagged. Who was
    wrong says so in a new row: the newest counts.
    """

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="reported")
    shopper = models.ForeignKey(Shopper, models.PROTECT, related_name="reported")
    name = models.CharField(max_length=64)
    """Which number it is, by the words of the measurements, such as answer_time or transfers."""
    value = models.FloatField()
    """The number, in `unit`."""
    unit = models.CharField(max_length=8)
    """`s` or `count`."""
    at = models.DateTimeField(auto_now_add=True)
    """When it was told, in UTC."""

    class Meta:
        """What the database itself holds."""

        constraints = (
            one_of("unit", ("s", "count"), name="reported_unit"),
            models.CheckConstraint(condition=Q(value__gte=0.0), name="reported_not_negative"),
            models.CheckConstraint(condition=Q(name__regex="^[a-z_]+$"), name="reported_name"),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.value} {self.unit}, told"
