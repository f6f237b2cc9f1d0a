from django.db import models


class Award(models.Model):
    """An award: the prize that comes again every year, with one campaign an edition."""

    slug = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    house = models.CharField(max_length=200, blank=True, default="")
    """The house that gives it."""
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
