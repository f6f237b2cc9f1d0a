"""Keys for machines, and what was answered to what they sent."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from results.models.account import Role

MAY = ("results", "assignments", "ratings", "status")
"""What a token may be for; `results.access.tokens.SCOPES` says which of them goes with which role."""


class AccessToken(models.Model):
    """A key with which a program acts in one role of one person. Only the hash of its secret is kept.

    It is good until it expires, is taken back, or the role ends, whichever comes first.
    """

    role = models.ForeignKey(Role, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    """What it is for, in its owner's words; empty once the person is erased."""
    scopes = ArrayField(models.CharField(max_length=16))
    token_hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the secret."""
    hint = models.CharField(max_length=8)
    """How the secret ends, so that one knows which of several it is."""
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=200, blank=True, default="")
    last_used_at = models.DateTimeField(null=True, blank=True)
    minute = models.DateTimeField(null=True, blank=True)
    """The minute that `used` counts, for the limit of requests."""
    used = models.PositiveIntegerField(default=0)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.CheckConstraint(
                condition=Q(token_hash__regex=r"^[0-9a-f]{64}$"),  # noqa: S106 - a pattern
                name="token_is_hashed",
            ),
            models.CheckConstraint(condition=Q(scopes__contained_by=list(MAY)), name="token_scopes"),
            models.CheckConstraint(condition=Q(scopes__len__gte=1), name="token_for_something"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="token_expires"),
        )

    def __str__(self) -> str:
        return f"token:{self.pk}"


class SentOnce(models.Model):
    """What was answered to a sending, by the key that its program gave it: sent again, it is told again."""

    token = models.ForeignKey(AccessToken, models.CASCADE, related_name="sendings", db_index=False)
    key = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    """SHA-256 of address and content: another content under the same key is a mistake of the program's."""
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        indexes = (models.Index(fields=["at"], name="sent_once_at"),)
        constraints = (models.UniqueConstraint(fields=["token", "key"], name="sent_once"),)

    def __str__(self) -> str:
        return f"{self.token_id}: {self.key}"
