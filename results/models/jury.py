"""A jury's work on an edition: who may not judge what, ballots, decisions, signatures."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from results.models.account import Account
from results.models.campaign import Campaign
from results.models.organisation import Organisation, OrganisationClass
from results.models.score import RankingRun


class Jury(models.Model):
    """What a jury judges: an edition's ranking as it stood, in phases with dates.

        declare ─▶ vote (from `votes_from`) ─▶ discuss (from `votes_until`) ─▶ sign ─▶ closed

    A ballot may be locked until `votes_until`; what others voted is seen by nobody before.
    """

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="jury")
    run = models.ForeignKey(RankingRun, models.PROTECT, related_name="+")
    blind = models.BooleanField(default=False)
    """Whether nominees are letters to the jurors, as the award's rules may say."""
    publishes_reasons = models.BooleanField(default=False)
    """Whether the edition tells everybody why each winner was chosen, as the award's rules may say."""
    votes_from = models.DateTimeField()
    votes_until = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.CheckConstraint(condition=Q(votes_until__gt=F("votes_from")), name="jury_days_rise"),
        )

    def __str__(self) -> str:
        return f"jury of {self.campaign_id}"


class JuryConflict(models.Model):
    """A juror's bond with an organisation: its whole class is taken away from them. Never taken back."""

    jury = models.ForeignKey(Jury, models.PROTECT, related_name="conflicts")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True, default="")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(fields=["jury", "account", "organisation"], name="jury_conflict_once"),
        )

    def __str__(self) -> str:
        return f"{self.account_id}: {self.organisation_id}"


class Ballot(models.Model):
    """A juror's vote in a class: the nominees from the best down, and why. Once locked it never changes."""

    jury = models.ForeignKey(Jury, models.PROTECT, related_name="ballots")
    klass = models.ForeignKey(OrganisationClass, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    places = ArrayField(models.BigIntegerField(), default=list)
    """Ids of organisations, the best first."""
    reasons = models.TextField(blank=True, default="")
    saved_at = models.DateTimeField(auto_now=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(fields=["jury", "klass", "account"], name="ballot_once"),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True) | ~Q(reasons="") & Q(places__len__gte=1),
                name="ballot_locked_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} on {self.klass_id}"


class JuryDecision(models.Model):
    """Who wins a class, in the jury's words. Append-only: the newest counts, and must be signed anew."""

    jury = models.ForeignKey(Jury, models.PROTECT, related_name="decisions")
    klass = models.ForeignKey(OrganisationClass, models.PROTECT, related_name="+")
    winners = ArrayField(models.BigIntegerField(), default=list)
    words = models.TextField()
    public_words = models.JSONField(default=dict, blank=True)
    """Why, written for everybody to read, by language (nb, sv, en); empty where reasons are not published."""
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        constraints = (models.CheckConstraint(condition=~Q(words=""), name="jury_decision_words"),)

    def __str__(self) -> str:
        return f"{self.klass_id}: {self.winners}"


class JurySignature(models.Model):
    """A juror's name under a decision. Append-only."""

    decision = models.ForeignKey(JuryDecision, models.PROTECT, related_name="signatures")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        constraints = (models.UniqueConstraint(fields=["decision", "account"], name="jury_signature_once"),)

    def __str__(self) -> str:
        return f"{self.account_id} under {self.decision_id}"
