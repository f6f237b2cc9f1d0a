from django.db import models
from django.db.models import F, Q

from results.models.campaign import Campaign
from results.models.shopper import Shopper


class QuizSitting(models.Model):
    """One go at a campaign's quiz: what was asked, what was answered, and whether that was enough.

    All are kept. Begun when the questions are shown, and answered once.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="quiz_sittings")
    shopper = models.ForeignKey(Shopper, models.PROTECT, related_name="quiz_sittings")
    begun_at = models.DateTimeField(auto_now_add=True)
    """When the questions were drawn."""
    asked = models.JSONField()
    """The questions drawn, with the places of their right answers; never shown."""
    answered_at = models.DateTimeField(null=True, blank=True)
    """When it was answered; null before."""
    answers = models.JSONField(default=dict, blank=True)
    """The places ticked, by question."""
    right = models.PositiveSmallIntegerField(null=True, blank=True)
    """Questions answered rightly."""
    questions = models.PositiveSmallIntegerField()
    """How many were asked."""
    pass_mark = models.FloatField()
    """The share that is enough, 0–1, as the campaign set it."""
    passed = models.BooleanField(default=False)
    """Whether that was enough."""

    class Meta:
        """What the database itself holds."""

        indexes = (models.Index(fields=["shopper", "campaign"], name="quiz_of_shopper"),)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "shopper"], condition=Q(answered_at__isnull=True), name="quiz_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, right__isnull=True, passed=False)
                | Q(answered_at__isnull=False, right__isnull=False),
                name="quiz_answered_when",
            ),
            models.CheckConstraint(
                condition=Q(right__isnull=True) | Q(right__lte=F("questions")), name="quiz_right_of_all"
            ),
            models.CheckConstraint(condition=Q(pass_mark__gt=0, pass_mark__lte=1), name="quiz_pass_mark"),
        )

    def __str__(self) -> str:
        return f"{self.shopper_id} in {self.campaign_id}: {self.right}/{self.questions}"
