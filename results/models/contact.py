from django.db import models
from django.db.models import F, Q

from results.models.campaign import Campaign
from results.models.document import Document
from results.models.organisation import Organisation, OrganisationClass
from results.models.shopper import Shopper
from results.models.touchpoint import Touchpoint
from results.models.words import CHANNELS, OUTCOMES, ContactState, one_of


class Contact(models.Model):
    """The sampling unit: organisation × channel × scenario, planned for a day and time.

    Done means exactly one terminal word: an `outcome`, or why it was never run (`not_run_reason`).
    The database refuses to leave `done`, and to reach it while an attempt is open.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="contacts", db_index=False)
    key = models.CharField(max_length=200)
    """Its name in the plan, unique in the campaign."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts", db_index=False)
    klass = models.ForeignKey(OrganisationClass, models.PROTECT, related_name="+", db_index=False)
    touchpoint = models.ForeignKey(Touchpoint, models.PROTECT, related_name="contacts")
    channel = models.CharField(max_length=16)
    enquiry = models.ForeignKey(Document, models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=8)
    mode = models.CharField(max_length=16, default="automatic")
    shopper = models.ForeignKey(Shopper, models.PROTECT, null=True, blank=True, related_name="contacts")
    second_shopper = models.ForeignKey(
        Shopper, models.PROTECT, null=True, blank=True, related_name="second_contacts"
    )
    """Rates the same contact again, unseen; null where no double rating is planned."""
    due_at = models.DateTimeField()
    window_ends_at = models.DateTimeField()
    """The last moment at which it may begin."""
    state = models.CharField(max_length=16, default=ContactState.PLANNED)
    outcome = models.CharField(max_length=32, blank=True, default="")
    not_run_reason = models.CharField(max_length=100, blank=True, default="")
    """`no_window`, `quota:<name>`, `cancelled` …"""
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the database itself holds."""

        indexes = (
            models.Index(fields=["campaign", "state", "due_at"], name="contact_due"),
            models.Index(fields=["campaign", "due_at", "key"], name="contact_in_order"),
            models.Index(fields=["organisation", "campaign"], name="contact_organisation"),
        )
        constraints = (
            models.UniqueConstraint(fields=["campaign", "key"], name="contact_key"),
            one_of("channel", CHANNELS, name="contact_channel"),
            one_of("state", tuple(ContactState.values), name="contact_state"),
            one_of("outcome", OUTCOMES, name="contact_outcome", empty=True),
            one_of("mode", ("automatic", "bridged", "manual"), name="contact_mode"),
            models.CheckConstraint(
                condition=Q(state="done", outcome="") & ~Q(not_run_reason="")
                | Q(state="done", not_run_reason="") & ~Q(outcome="")
                | Q(outcome="", not_run_reason="") & ~Q(state="done"),
                name="contact_one_ending",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False) | ~Q(state="done") & Q(done_at__isnull=True),
                name="contact_done_when",
            ),
            models.CheckConstraint(condition=Q(window_ends_at__gte=F("due_at")), name="contact_window_rises"),
            models.CheckConstraint(
                condition=Q(second_shopper__isnull=True)
                | Q(shopper__isnull=False) & ~Q(second_shopper=F("shopper")),
                name="contact_two_shoppers",
            ),
        )

    def __str__(self) -> str:
        return self.key


class Assignment(models.Model):
    """A contact in a shopper's hands: to place and rate (`first`), or to rate again (`second`)."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="assignments")
    shopper = models.ForeignKey(Shopper, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=8, default="first")
    state = models.CharField(max_length=16, default="offered")
    due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(
                fields=["contact", "role"],
                condition=Q(state__in=("offered", "accepted", "done")),
                name="assignment_role_once",
            ),
            models.UniqueConstraint(
                fields=["contact", "shopper"],
                condition=Q(state__in=("offered", "accepted", "done")),
                name="assignment_shopper_once",
            ),
            one_of("role", ("first", "second"), name="assignment_role"),
            one_of(
                "state",
                ("offered", "accepted", "done", "declined", "withdrawn"),
                name="assignment_state",
            ),
        )

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.shopper_id} ({self.role})"
