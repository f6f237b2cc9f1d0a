from django.db import models
from django.db.models import Q


class KnownRecording(models.Model):
    """The look of a recording that a touchpoint plays.

    With `heard` 0 it only may be one and waits for the touchpoint's next call: not heard again there it is
    discarded, so that of a person's voice nothing is kept.

    Energies in 16 bands every 10 ms as float32, from which no sound can be made again.
    """

    touchpoint = models.CharField(max_length=200)
    """`organisation.touchpoint`, as timelines name it."""
    fingerprint = models.CharField(max_length=64)
    bands = models.BinaryField()
    """zlib of float32, little-endian, row by row."""
    frames = models.PositiveIntegerField()
    heard = models.PositiveIntegerField(default=1)
    """The calls in which it was heard."""
    first_heard_at = models.DateTimeField(auto_now_add=True)
    last_heard_at = models.DateTimeField(auto_now=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(fields=["touchpoint", "fingerprint"], name="recording_known_once"),
            models.CheckConstraint(condition=Q(heard__gte=0), name="recording_heard"),
        )

    def __str__(self) -> str:
        return f"{self.fingerprint} at {self.touchpoint}"
