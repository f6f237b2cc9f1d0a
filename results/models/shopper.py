from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from results.models.organisation import Organisation


class Shopper(models.Model):
    """Somebody who places and rates contacts. `label` is the pseudonym that results show."""

    label = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    phone = models.CharField(max_length=64, blank=True, default="")
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    """Only a verified phone is ever dialled."""
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    channels = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    """The channels served; empty for all."""
    most = models.PositiveIntegerField(null=True, blank=True)
    """The greatest number of contacts in a campaign; null for no limit of their own."""
    certified_at = models.DateTimeField(null=True, blank=True)
    certified_until = models.DateTimeField(null=True, blank=True)
    pools = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    """When everything that says who it was went; the ratings stay under the label."""

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.CheckConstraint(
                condition=Q(phone_verified_at__isnull=True) | ~Q(phone=""), name="shopper_verified_phone"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", email="", phone="", active=False),
                name="shopper_erased_is_empty",
            ),
        )

    def __str__(self) -> str:
        return self.label


class ConflictOfInterest(models.Model):
    """A shopper and an organisation that must not meet."""

    shopper = models.ForeignKey(Shopper, models.CASCADE, related_name="conflicts")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="conflicts")
    reason = models.CharField(max_length=500, blank=True, default="")
    declared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        constraints = (models.UniqueConstraint(fields=["shopper", "organisation"], name="conflict_once"),)

    def __str__(self) -> str:
        return f"{self.shopper_id} and {self.organisation_id}"
