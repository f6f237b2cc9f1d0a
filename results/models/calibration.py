from django.db import models
from django.db.models import F, Q

from results.models.campaign import Campaign
from results.models.contact import Contact
from results.models.score import ScoreRun
from results.models.shopper import Shopper
from results.models.words import one_of


class Calibration(models.Model):
    """A contact whose recording or transcript every shopper of the campaign rates, to be compared.

    Those ratings are sessions of the role `calibration`: they never count for the organisation.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="calibrations")
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="calibration")
    released_at = models.DateTimeField(auto_now_add=True)
    """From then on the campaign's shoppers rate it."""
    released_by = models.CharField(max_length=200)
    """Who released it: a label."""
    closed_at = models.DateTimeField(null=True, blank=True)
    """From then on nobody rates it any more; null while it is open."""

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("released_at")),
                name="calibration_closed_after",
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.contact_id}"


class ShopperSeverity(models.Model):
    """How far a shopper's ratings lie above (+, mild) or below (−, strict) the others', as a run found it.

    Append-only, beside the score run that it belongs to: `calibration` compares ratings of the same contacts,
    `fieldwork` is the mixed model's prediction over all of a campaign's contacts.
    """

    run = models.ForeignKey(ScoreRun, models.CASCADE, related_name="severities")
    shopper = models.ForeignKey(Shopper, models.PROTECT, related_name="severities")
    source = models.CharField(max_length=16)
    """`calibration` or `fieldwork`."""
    effect = models.FloatField()
    """On the scale of scores, 0–100."""
    error = models.FloatField(null=True, blank=True)
    """Standard error; null where one contact alone cannot tell it."""
    contacts = models.PositiveIntegerField()
    """Contacts that it rests on."""
    raters = models.PositiveIntegerField()
    """Shoppers compared, this one included."""

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(fields=["run", "shopper", "source"], name="severity_once"),
            one_of("source", ("calibration", "fieldwork"), name="severity_source"),
        )

    def __str__(self) -> str:
        return f"{self.shopper_id}: {self.effect:+.1f}"
