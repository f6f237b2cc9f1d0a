from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from results.models.campaign import Campaign
from results.models.contact import Contact
from results.models.document import Document
from results.models.organisation import Organisation, OrganisationClass
from results.models.words import one_of


class ScoreRun(models.Model):
    """One computation of all scores of a campaign. Append-only; another method or code is another run."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="score_runs")
    method = models.ForeignKey(Document, models.PROTECT, related_name="+")
    code_version = models.CharField(max_length=64)
    inputs_hash = models.CharField(max_length=64)
    """SHA-256 of everything that went in."""
    parameters = models.JSONField(default=dict, blank=True)
    summary = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.campaign_id} at {self.made_at}"


class Score(models.Model):
    """0–100 for a contact, area, channel, organisation or class; above a contact with n and interval.

    Missing is not zero: `value` is null exactly if the status is not `scored`. Append-only.
    """

    run = models.ForeignKey(ScoreRun, models.CASCADE, related_name="scores", db_index=False)
    level = models.CharField(max_length=16)
    column = models.CharField(max_length=16, default="total")
    """`total`, `answered` or `agent`, or an indicator's name."""
    klass = models.ForeignKey(OrganisationClass, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="scores"
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="scores", db_index=False
    )
    channel = models.CharField(max_length=16, blank=True, default="")
    area = models.CharField(max_length=64, blank=True, default="")
    item = models.CharField(max_length=64, blank=True, default="")
    status = models.CharField(max_length=32, default="scored")
    """`scored`, or why there is no value: `not_applicable`, `not_run`, `unrated`, `too_few` …"""
    value = models.FloatField(null=True, blank=True)
    obtained = models.FloatField(null=True, blank=True)
    """Points obtained."""
    obtainable = models.FloatField(null=True, blank=True)
    n = models.PositiveIntegerField(default=0)
    """Contacts or answers that it rests on."""
    missing = models.PositiveIntegerField(default=0)
    """Contacts or answers that should have counted and have no value."""
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    standard_error = models.FloatField(null=True, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        """What the database itself holds."""

        indexes = (
            models.Index(fields=["run", "level", "organisation"], name="score_of_organisation"),
            models.Index(fields=["contact"], name="score_of_contact"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=[
                    "run",
                    "level",
                    "column",
                    "klass",
                    "organisation",
                    "contact",
                    "channel",
                    "area",
                    "item",
                ],
                nulls_distinct=False,
                name="score_once",
            ),
            one_of(
                "level", ("item", "contact", "area", "channel", "organisation", "class"), name="score_level"
            ),
            models.CheckConstraint(
                condition=Q(status="scored", value__isnull=False)
                | ~Q(status="scored") & Q(value__isnull=True),
                name="score_null_iff_unscored",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True) | Q(high__gte=F("low")),
                name="score_interval_rises",
            ),
        )

    def __str__(self) -> str:
        return f"{self.level} {self.column}: {self.value}"


class RankingRun(models.Model):
    """One ranking computed from a score run. Append-only; ranks rest on full precision, never on rounding."""

    score_run = models.ForeignKey(ScoreRun, models.PROTECT, related_name="rankings")
    method = models.ForeignKey(Document, models.PROTECT, related_name="+")
    code_version = models.CharField(max_length=64)
    inputs_hash = models.CharField(max_length=64)
    parameters = models.JSONField(default=dict, blank=True)
    """Confidence level, seed, number of draws …"""
    summary = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return f"ranking {self.pk} of {self.score_run_id}"


class RankingRow(models.Model):
    """An organisation's place among its class, all, or a channel, with the ranks that it may have."""

    run = models.ForeignKey(RankingRun, models.CASCADE, related_name="rows", db_index=False)
    among = models.CharField(max_length=100)
    """`class:<slug>`, `all` or `channel:<channel>`."""
    column = models.CharField(max_length=16, default="total")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    status = models.CharField(max_length=32, default="ranked")
    """`ranked`, or why not."""
    value = models.FloatField(null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    best = models.PositiveIntegerField(null=True, blank=True)
    worst = models.PositiveIntegerField(null=True, blank=True)
    labels = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    """`nominee`, `shortlist`, `winner`, `shared_win`, `passed`, `failed`, `too_few` …"""
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(
                fields=["run", "among", "column", "organisation"], name="ranking_row_once"
            ),
            models.CheckConstraint(
                condition=Q(status="ranked", value__isnull=False, rank__isnull=False)
                | ~Q(status="ranked") & Q(rank__isnull=True),
                name="ranking_ranked_has_rank",
            ),
            models.CheckConstraint(
                condition=Q(best__isnull=True) | Q(worst__isnull=True) | Q(best__gte=1, worst__gte=F("best")),
                name="ranking_ranks_rise",
            ),
        )

    def __str__(self) -> str:
        return f"{self.among} {self.rank}"
