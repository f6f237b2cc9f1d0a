from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from results.models.organisation import Organisation
from results.models.words import CHANNELS, one_of


class Touchpoint(models.Model):
    """One address of an organisation in one channel.

    `paused` is the circuit breaker: set by hand or after technical failures in a row, never contacted
    while it is set.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="touchpoints")
    slug = models.CharField(max_length=64)
    channel = models.CharField(max_length=16)
    address = models.CharField(max_length=2000)
    """As it is dialled, sent to or opened: a number without spaces, a SIP address, a mailbox, a page."""
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    """The touchpoint's part of the organisation's document."""
    active = models.BooleanField(default=True)
    paused = models.BooleanField(default=False)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_reason = models.CharField(max_length=500, blank=True, default="")
    failures = models.PositiveSmallIntegerField(default=0)
    """Technical failures in a row; 0 after any attempt that counts."""

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(fields=["organisation", "slug"], name="touchpoint_once"),
            one_of("channel", CHANNELS, name="touchpoint_channel"),
            models.CheckConstraint(
                condition=Q(paused=False) | Q(paused_at__isnull=False), name="touchpoint_paused_when"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}.{self.slug}"


class RecordingAgreement(models.Model):
    """The organisation's dated agreement that sound of calls at a touchpoint is kept, and for how long."""

    touchpoint = models.ForeignKey(Touchpoint, models.PROTECT, related_name="agreements")
    agreed_on = models.DateField()
    document = models.CharField(max_length=2000)
    """The name of the file that holds the agreement."""
    keep_days = models.PositiveIntegerField()
    withdrawn_on = models.DateField(null=True, blank=True)
    """From this day on nothing more may be kept, and what was kept is purged."""

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(fields=["touchpoint", "agreed_on", "document"], name="agreement_once"),
            models.CheckConstraint(condition=Q(keep_days__gte=1), name="agreement_keeps_a_day"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=models.F("agreed_on")),
                name="agreement_withdrawn_after",
            ),
        )

    def __str__(self) -> str:
        return f"{self.document} ({self.agreed_on})"
