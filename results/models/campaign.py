from django.db import models
from django.db.models import F, Q

from results.models.award import Award
from results.models.document import Document
from results.models.organisation import Organisation, OrganisationClass
from results.models.words import CampaignState, one_of


class Campaign(models.Model):
    """One fieldwork period. Its documents, seed and caps are frozen once it has a contact (a trigger)."""

    slug = models.CharField(max_length=64, unique=True)
    award = models.ForeignKey(Award, models.PROTECT, null=True, blank=True, related_name="campaigns")
    title = models.JSONField(default=dict, blank=True)
    """The title by language."""
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    method = models.ForeignKey(Document, models.PROTECT, related_name="+")
    questionnaire = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    seed = models.BigIntegerField()
    cap_touchpoint_day = models.PositiveIntegerField(default=2)
    """Contacts with one touchpoint on one day; counted and held by the database."""
    cap_organisation_day = models.PositiveIntegerField(null=True, blank=True)
    cap_minutes = models.PositiveIntegerField(null=True, blank=True)
    """Minutes of telephone in the whole fieldwork."""
    cap_simultaneous = models.PositiveIntegerField(null=True, blank=True)
    """Attempts in progress at the same time; held by the database."""
    demo = models.BooleanField(default=False)
    """A demonstration: its times follow a demo clock, and wherever it is shown or published it is marked."""
    created_at = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_again_at = models.DateTimeField(null=True, blank=True)
    """When the newest ranking took the place of the released one; rankings made until then are seen."""
    names_others = models.BooleanField(default=False)
    """Whether the release tells an organisation who the others of its class are; else they are letters."""
    dispute_days = models.PositiveSmallIntegerField(default=21)
    """Days from the release in which an organisation may object to a contact. Project's own choice."""

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_days_rise"),
            models.CheckConstraint(condition=Q(cap_touchpoint_day__gte=1), name="campaign_cap_touchpoint"),
            models.CheckConstraint(
                condition=Q(released_again_at__isnull=True) | Q(released_again_at__gte=F("released_at")),
                name="campaign_released_again",
            ),
        )

    def __str__(self) -> str:
        return self.slug


class CampaignControl(models.Model):
    """What an evaluator has told a campaign: run, pause, stop; and what it has used of its budget.

    Apart from the campaign, so that the stop button never waits for a lock on it. A row exists for each
    campaign (a trigger makes it), at first paused.
    """

    campaign = models.OneToOneField(Campaign, models.CASCADE, primary_key=True, related_name="control")
    state = models.CharField(max_length=16, default=CampaignState.PAUSED)
    stop_requested_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.CharField(max_length=200, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        """What the database itself holds."""

        constraints = (one_of("state", tuple(CampaignState.values), name="control_state"),)

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.state}"


class CampaignUse(models.Model):
    """What a campaign has used of its budget; counted by the database's triggers, read by everybody."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, primary_key=True, related_name="use")
    in_progress = models.IntegerField(default=0)
    """Attempts claimed or contacting; counted only if the campaign caps them."""
    seconds = models.FloatField(default=0.0)
    """Seconds from start to end of all telephone attempts that ended."""

    class Meta:
        """What the database itself holds."""

        constraints = (models.CheckConstraint(condition=Q(in_progress__gte=0), name="use_in_progress"),)

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.seconds:.0f} s"


class Participant(models.Model):
    """An organisation in a campaign: its class there, and its document as used."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="participants")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="participations")
    klass = models.ForeignKey(OrganisationClass, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    class Meta:
        """What the database itself holds."""

        constraints = (models.UniqueConstraint(fields=["campaign", "organisation"], name="participant_once"),)

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.campaign_id}"
