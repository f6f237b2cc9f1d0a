from django.contrib.postgres.fields import ArrayField
from django.db import models

from results.models.document import Document


class OrganisationClass(models.Model):
    """The industry or category in which organisations compete."""

    slug = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return self.slug


class Organisation(models.Model):
    """Who is measured. What may change from year to year stands in `document`, as used in `Participant`."""

    slug = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=2000)
    klass = models.ForeignKey(OrganisationClass, models.PROTECT, related_name="organisations")
    country = models.CharField(max_length=2)
    clock = models.CharField(max_length=64)
    """The IANA time zone of its opening hours."""
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    website = models.CharField(max_length=2000, blank=True, default="")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(country__regex=r"^[A-Z]{2}$"), name="organisation_country"
            ),
        )

    def __str__(self) -> str:
        return self.slug
