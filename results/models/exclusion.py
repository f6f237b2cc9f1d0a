from django.db import models
from django.db.models import Q

from results.models.contact import Contact


class Exclusion(models.Model):
    """An evaluator's word that a contact does not count, or counts again. Append-only: the newest holds.

    What happened stays in the record and is shown; scores made afterwards leave the contact out. It never
    lacks a reason, which the organisation reads.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="exclusions", db_index=False)
    excluded = models.BooleanField()
    """False where an earlier word is taken back."""
    reason = models.TextField()
    author = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        indexes = (models.Index(fields=["contact", "id"], name="exclusion_newest"),)
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="exclusion_has_a_reason"),)

    def __str__(self) -> str:
        return f"{self.contact_id}: {'left out' if self.excluded else 'counts again'}"
