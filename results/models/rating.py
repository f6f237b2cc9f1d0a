from django.db import models
from django.db.models import F, Q

from results.models.contact import Contact
from results.models.document import Document
from results.models.shopper import Shopper
from results.models.words import one_of


class RatingSession(models.Model):
    """A shopper's rating of a contact, from opening the form to submitting it."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="ratings")
    shopper = models.ForeignKey(Shopper, models.PROTECT, related_name="ratings")
    role = models.CharField(max_length=16, default="first")
    """`first` by who placed it, `second` by who rates it again, `calibration` by everybody, for practice."""
    questionnaire = models.ForeignKey(Document, models.PROTECT, related_name="+")
    language = models.CharField(max_length=8)
    app_version = models.CharField(max_length=64, blank=True, default="")
    origin = models.CharField(max_length=16, default="form")
    """`form`, or `import` from a house that has its own."""
    state = models.CharField(max_length=16, default="open")
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(
                fields=["contact", "role"],
                condition=~Q(state="withdrawn") & ~Q(role="calibration"),
                name="rating_role_once",
            ),
            models.UniqueConstraint(
                fields=["contact", "shopper"], condition=~Q(state="withdrawn"), name="rating_shopper_once"
            ),
            one_of("role", ("first", "second", "calibration"), name="rating_role"),
            one_of("origin", ("form", "import"), name="rating_origin"),
            one_of("state", ("open", "submitted", "withdrawn"), name="rating_state"),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False), name="rating_submitted_when"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(submitted_at__gte=F("opened_at")),
                name="rating_submitted_after",
            ),
        )

    def __str__(self) -> str:
        return f"{self.contact_id} by {self.shopper_id}"


class RatingAnswer(models.Model):
    """The answer to one item: an option, a number, words, or not applicable – exactly one of them."""

    session = models.ForeignKey(RatingSession, models.PROTECT, related_name="answers", db_index=False)
    item = models.CharField(max_length=64)
    option = models.PositiveSmallIntegerField(null=True, blank=True)
    """The place of the ticked answer in the item's scale, from 0."""
    number = models.IntegerField(null=True, blank=True)
    words = models.TextField(blank=True, default="")
    not_applicable = models.BooleanField(default=False)
    comment = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField()

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(fields=["session", "item"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(option__isnull=False, number__isnull=True, words="", not_applicable=False)
                | Q(option__isnull=True, number__isnull=False, words="", not_applicable=False)
                | Q(option__isnull=True, number__isnull=True, not_applicable=False)
                | Q(option__isnull=True, number__isnull=True, words="", not_applicable=True),
                name="answer_one_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.session_id}: {self.item}"


class RatingEvent(models.Model):
    """The audit trail of a rating: opened, answered, changed, submitted. Append-only.

    An answer that came from a telephone bears its `key`, so that one sent twice is kept once. `late` is one
    that came after a newer answer to the item, or after the rating was sent: kept, and it changes nothing.
    """

    session = models.ForeignKey(RatingSession, models.PROTECT, related_name="events", db_index=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=16)
    item = models.CharField(max_length=64, blank=True, default="")
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    language = models.CharField(max_length=8, blank=True, default="")
    app_version = models.CharField(max_length=64, blank=True, default="")
    key = models.CharField(max_length=36, blank=True, default="")
    """A UUID made by the browser with the tap; empty for what was not tapped."""
    tapped_at = models.DateTimeField(null=True, blank=True)
    """When it was tapped, by our clock; `at` is when it arrived."""

    class Meta:
        """What the database itself holds."""

        indexes = (models.Index(fields=["session", "at"], name="rating_event_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=["session", "key"], condition=~Q(key=""), name="rating_event_key_once"
            ),
            one_of(
                "kind",
                ("opened", "seen", "answered", "changed", "late", "submitted", "returned", "withdrawn"),
                name="rating_event_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.item}"
