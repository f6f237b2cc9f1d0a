from django.db import models


class AuditEvent(models.Model):
    """Who did what, when. The database refuses to change, remove or truncate it."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=200)
    """A person's label, a worker's, or `svartid` for what runs by itself."""
    action = models.CharField(max_length=64)
    """A verb in the past, such as `person.erased`, `campaign.paused`, `recording.purged`."""
    subject = models.CharField(max_length=200, blank=True, default="")
    """`kind:name`, such as `campaign:town-award`; never a name of a person that could be erased."""
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        """What the database itself holds."""

        indexes = (
            models.Index(fields=["subject", "at"], name="audit_subject"),
            models.Index(fields=["at"], name="audit_at"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
