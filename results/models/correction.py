from django.db import models
from django.db.models import Q

from results.models.rating import RatingSession


class RatingCorrection(models.Model):
    """An editor's correction of one answer. Append-only: the newest counts, the shopper's own answer stays.

    Like an answer it is an option, a number, words, or not applicable; it never lacks a reason.
    """

    session = models.ForeignKey(RatingSession, models.PROTECT, related_name="corrections", db_index=False)
    item = models.CharField(max_length=64)
    option = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.IntegerField(null=True, blank=True)
    words = models.TextField(blank=True, default="")
    not_applicable = models.BooleanField(default=False)
    reason = models.TextField()
    author = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        indexes = (models.Index(fields=["session", "item", "at"], name="correction_newest"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(option__isnull=False, number__isnull=True, words="", not_applicable=False)
                | Q(option__isnull=True, number__isnull=False, words="", not_applicable=False)
                | Q(option__isnull=True, number__isnull=True, not_applicable=False)
                | Q(option__isnull=True, number__isnull=True, words="", not_applicable=True),
                name="correction_one_kind",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.session_id}: {self.item}"
