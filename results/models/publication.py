from django.db import models
from django.db.models import Q

from results.models.campaign import Campaign
from results.models.score import RankingRun
from results.models.words import one_of


class Publication(models.Model):
    """An edition as everybody may read it: one frozen document, from which every public page is made.

    Append-only. A correction is another one with the next number and a reason; the highest number counts. The
    database checks that the digest is the document's SHA-256.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="publications")
    run = models.ForeignKey(RankingRun, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    """1 for the first, one more for each correction."""
    names = models.CharField(max_length=16, default="all")
    """Who is named: `all`, or the `shortlist` (winners, nominees, whoever may be the best) only."""
    licence = models.CharField(max_length=32, blank=True, default="")
    """The licence of the open data by its SPDX id; empty where none is given."""
    document = models.TextField()
    """Canonical JSON, as `benchmark.editions.public_edition` writes it."""
    digest = models.CharField(max_length=64)
    """SHA-256 of `document` in UTF-8, in hexadecimal digits."""
    reason = models.CharField(max_length=500, blank=True, default="")
    """What a correction corrects, for everybody to read; empty for the first."""
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="publication_number"),
            one_of("names", ("all", "shortlist"), name="publication_names"),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""),
                name="publication_correction_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id} no. {self.number}"
