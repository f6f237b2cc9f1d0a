from django.db import models
from django.db.models import Q

from results.models.aside import Aside
from results.models.touchpoint import Touchpoint


class Trial(Aside):
    """A test contact: one try at a touchpoint, to see whether it is described rightly."""

    touchpoint = models.ForeignKey(Touchpoint, models.PROTECT, related_name="trials")
    asked_by = models.CharField(max_length=200)

    class Meta(Aside.Meta):
        """What the database itself holds."""

        indexes = (models.Index(fields=["touchpoint", "-asked_at"], name="trial_newest"),)
        constraints = (
            models.UniqueConstraint(
                fields=["touchpoint"],
                condition=Q(state__in=("asked", "running")),
                name="trial_one_a_touchpoint",
            ),
            *Aside.Meta.constraints,
        )

    def __str__(self) -> str:
        return f"trial {self.pk} at {self.touchpoint_id}: {self.state}"
