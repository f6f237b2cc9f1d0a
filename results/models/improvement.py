"""What an organisation means to do with its results: its plan, and the share it wants to reach."""

from django.db import models
from django.db.models import Q

from results.models.account import Account
from results.models.campaign import Campaign
from results.models.contact import Contact
from results.models.organisation import Organisation
from results.models.words import one_of


class Action(models.Model):
    """A line of an organisation's action plan: what, who, until when."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="actions")
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=500)
    area = models.CharField(max_length=64, blank=True, default="")
    owner = models.ForeignKey(Account, models.PROTECT, related_name="+")
    """The colleague who answers for it."""
    due_on = models.DateField()
    state = models.CharField(max_length=16, default="open")
    outcome = models.CharField(max_length=500, blank=True, default="")
    """What became of it."""
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the database itself holds."""

        indexes = (models.Index(fields=["organisation", "state", "due_on"], name="action_due"),)
        constraints = (
            one_of("state", ("open", "done", "dropped"), name="action_state"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | ~Q(state="open") & Q(ended_at__isnull=False),
                name="action_ended_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.pk}"


class OwnTarget(models.Model):
    """The share of first-contact help that an organisation has set itself, 0 to 1."""

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, primary_key=True, related_name="own_target"
    )
    first_contact = models.FloatField()
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.CheckConstraint(
                condition=Q(first_contact__gt=0.0, first_contact__lt=1.0), name="own_target_share"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.first_contact}"
