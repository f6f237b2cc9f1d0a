"""Letters that the site writes to its people when something has come: who got which, and who wants none."""

from django.db import models
from django.db.models import Q

from results.models.account import Account
from results.models.campaign import Campaign
from results.models.words import one_of

NOTICES = ("released", "ballots")
"""`released`: an organisation's results are there. `ballots`: jurors may vote."""


class Notice(models.Model):
    """A round of letters that is to go out about a campaign, from a moment on."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=16)
    due_at = models.DateTimeField()
    """Not before this moment; after a mail server that did not answer: when it is tried again."""
    tries = models.PositiveSmallIntegerField(default=0)
    """How often in a row the mail server did not answer."""
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the database itself holds."""

        indexes = (models.Index(fields=["due_at"], condition=Q(done_at__isnull=True), name="notice_due"),)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "kind"], name="notice_once"),
            one_of("kind", NOTICES, name="notice_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.campaign_id}"


class NoticeSent(models.Model):
    """A letter of a round: to whom, and whether their mail server took it."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="sent", db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    refused = models.BooleanField(default=False)

    class Meta:
        """What the database itself holds."""

        constraints = (models.UniqueConstraint(fields=["notice", "account"], name="notice_sent_once"),)

    def __str__(self) -> str:
        return f"{self.notice_id} to {self.account_id}"


class NoticeStop(models.Model):
    """Somebody who wants no letters of a kind."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="notice_stops")
    kind = models.CharField(max_length=16)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(fields=["account", "kind"], name="notice_stop_once"),
            one_of("kind", NOTICES, name="notice_stop_kind"),
        )

    def __str__(self) -> str:
        return f"{self.account_id}: no {self.kind}"
