from django.db import models
from django.db.models import Q

from results.models.account import Account
from results.models.attempt import Attempt
from results.models.contact import Contact
from results.models.organisation import Organisation
from results.models.review import Comment


class ListeningHour(models.Model):
    """An hour in which a team listens to its own contacts together (*medlytt*)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="listening_hours")
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=200, blank=True, default="")
    """A room, or where one meets on a screen."""
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)
    held_at = models.DateTimeField(null=True, blank=True)
    learned = models.TextField(blank=True, default="")
    """What the team takes with it, written when it was held."""

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=480), name="listening_minutes"),
        )

    def __str__(self) -> str:
        return self.title


class ListeningMoment(models.Model):
    """A moment of a contact on an hour's list: what is heard together, and why."""

    hour = models.ForeignKey(ListeningHour, models.CASCADE, related_name="moments")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    attempt = models.ForeignKey(Attempt, models.PROTECT, null=True, blank=True, related_name="+")
    offset_ms = models.FloatField(null=True, blank=True)
    comment = models.ForeignKey(Comment, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=500, blank=True, default="")
    place = models.PositiveSmallIntegerField()
    """In which order, from 1."""
    added_by = models.CharField(max_length=200)

    class Meta:
        """What the database itself holds."""

        ordering = ("place", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(offset_ms__isnull=True) | Q(attempt__isnull=False), name="listening_moment_of"
            ),
        )

    def __str__(self) -> str:
        return f"{self.hour_id}: {self.contact_id}"


class ListeningSeat(models.Model):
    """Somebody's turn to be in an hour, drawn by the rota or taken by hand; and whether they came."""

    hour = models.ForeignKey(ListeningHour, models.CASCADE, related_name="seats")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    came = models.BooleanField(null=True, blank=True)

    class Meta:
        """What the database itself holds."""

        constraints = (models.UniqueConstraint(fields=["hour", "account"], name="listening_seat_once"),)

    def __str__(self) -> str:
        return f"{self.hour_id}: {self.account_id}"


class Mention(models.Model):
    """A colleague who was named in a comment, and when they saw it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the database itself holds."""

        constraints = (models.UniqueConstraint(fields=["comment", "account"], name="mention_once"),)

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.account_id}"
