from django.db import models
from django.db.models import Q

from results.models.attempt import Attempt
from results.models.contact import Contact
from results.models.organisation import Organisation
from results.models.rating import RatingSession
from results.models.words import one_of


class Review(models.Model):
    """The editor's word on a rating. Append-only: the newest one counts, the earlier ones stay."""

    session = models.ForeignKey(RatingSession, models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=16)
    reviewer = models.CharField(max_length=200)
    reason = models.TextField(blank=True, default="")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        constraints = (one_of("decision", ("approved", "returned", "rejected"), name="review_decision"),)

    def __str__(self) -> str:
        return f"{self.decision} by {self.reviewer}"


class Dispute(models.Model):
    """An organisation's objection to a contact, and what became of it."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="disputes")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="disputes")
    opened_by = models.CharField(max_length=200)
    text = models.TextField()
    opened_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=16, default="open")
    decided_by = models.CharField(max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(blank=True, default="")

    class Meta:
        """What the database itself holds."""

        constraints = (
            one_of("state", ("open", "upheld", "rejected", "withdrawn"), name="dispute_state"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | ~Q(state="open") & Q(decided_at__isnull=False),
                name="dispute_decided_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.state}"


class Comment(models.Model):
    """A word left while walking through a contact (*medlytt*), perhaps at a moment of its timeline."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="comments")
    attempt = models.ForeignKey(Attempt, models.PROTECT, null=True, blank=True, related_name="comments")
    offset_ms = models.FloatField(null=True, blank=True)
    author = models.CharField(max_length=200)
    role = models.CharField(max_length=16)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            one_of("role", ("evaluator", "shopper", "organisation", "jury"), name="comment_role"),
            models.CheckConstraint(
                condition=Q(offset_ms__isnull=True) | Q(attempt__isnull=False), name="comment_moment"
            ),
        )

    def __str__(self) -> str:
        return f"{self.author} on {self.contact_id}"
