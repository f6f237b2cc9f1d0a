from django.db import models
from django.db.models import Q

from results.models.attempt import Attempt
from results.models.touchpoint import RecordingAgreement
from results.models.words import one_of

KINDS = ("sound", "timeline", "trace", "picture", "screenshot", "message", "transcript", "page", "other")


class Evidence(models.Model):
    """A piece of evidence of an attempt; its content lies in the evidence store under its SHA-256.

    Sound stands here only under an agreement, sealed, and with the date at which it is purged.
    """

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="evidence", db_index=False)
    name = models.CharField(max_length=300)
    """Its name in the attempt, which events cite."""
    kind = models.CharField(max_length=16)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, db_index=True)
    """Of the stored bytes; of sealed ones as they are sealed, so that they can be checked without the key."""
    size = models.BigIntegerField()
    """Bytes as they are stored."""
    encrypted = models.BooleanField(default=False)
    agreement = models.ForeignKey(
        RecordingAgreement, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    kept_at = models.DateTimeField(auto_now_add=True)
    purge_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)
    """When the content went; the row stays and says that there was one."""

    class Meta:
        """What the database itself holds."""

        indexes = (
            models.Index(fields=["purge_at"], condition=Q(purged_at__isnull=True), name="evidence_to_purge"),
        )
        constraints = (
            models.UniqueConstraint(fields=["attempt", "name"], name="evidence_name_once"),
            one_of("kind", KINDS, name="evidence_kind"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="evidence_sha256"),
            models.CheckConstraint(condition=Q(size__gte=0), name="evidence_size"),
            models.CheckConstraint(
                condition=~Q(kind="sound")
                | Q(encrypted=True, agreement__isnull=False, purge_at__isnull=False),
                name="evidence_sound_agreed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.kind})"
