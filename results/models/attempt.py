from django.db import models
from django.db.models import F, Q

from results.models.campaign import Campaign
from results.models.contact import Contact
from results.models.organisation import Organisation
from results.models.touchpoint import Touchpoint
from results.models.words import (
    CHANNELS,
    IN_PROGRESS,
    IN_WRITING,
    OPEN,
    OUTCOMES,
    AttemptState,
    one_of,
)
from results.models.worker import Worker


class Attempt(models.Model):
    """One try at a contact; all are kept.

        planned ⇄ claimed ─▶ contacting ─▶ finished | lost | cancelled
           │        │            └─▶ awaiting ─▶ finished | cancelled
           └────────┴──▶ not_run(reason) | cancelled

    What is asked in writing is `awaiting` from the moment it was sent until the answer came or was due: no
    worker holds it then, its touchpoint is free, and no worker's death can lose it. The step to
    `contacting` is committed before the first packet. After it a dead worker leaves `lost`, never dialled
    again by itself; before it, the sweep gives the attempt back. Triggers hold the arrows, the caps a day
    and the fencing token, whatever any client does.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="attempts", db_index=False)
    number = models.PositiveSmallIntegerField()
    """1 for the first try."""
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="attempts", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    touchpoint = models.ForeignKey(Touchpoint, models.PROTECT, related_name="attempts", db_index=False)
    channel = models.CharField(max_length=16)
    state = models.CharField(max_length=16, default=AttemptState.PLANNED)
    due_at = models.DateTimeField()
    """Not before this moment, by the campaign's clock."""
    window_ends_at = models.DateTimeField()
    """Not begun after this moment, by the campaign's clock."""
    day = models.DateField(null=True, blank=True)
    """The day on the organisation's own clock that the attempt counts for; set at the claim."""
    demo_clock = models.BooleanField(default=False)
    """Made by a demonstration's clock, not at its time."""
    fencing_token = models.BigIntegerField(default=0)
    """Raised by each claim; whoever holds an older one may no longer write."""
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="attempts")
    lease_until = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    contacting_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    """Wall clock of the first packet."""
    awaiting_at = models.DateTimeField(null=True, blank=True)
    """When the waiting for a letter began: the question was sent, the form was taken."""
    reply_due_at = models.DateTimeField(null=True, blank=True)
    """Until when a letter is waited for, by the method and the organisation's calendar."""
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=32, blank=True, default="")
    not_run_reason = models.CharField(max_length=100, blank=True, default="")
    error = models.CharField(max_length=2000, blank=True, default="")
    """What went wrong on our own side, in words; no secrets."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        indexes = (
            models.Index(
                fields=["channel", "due_at"], condition=Q(state="planned"), name="attempt_planned_due"
            ),
            models.Index(fields=["lease_until"], condition=Q(state__in=IN_PROGRESS), name="attempt_leases"),
            models.Index(fields=["reply_due_at"], condition=Q(state="awaiting"), name="attempt_awaiting_due"),
            models.Index(fields=["campaign", "state"], name="attempt_campaign_state"),
            models.Index(fields=["touchpoint", "day"], name="attempt_touchpoint_day"),
        )
        constraints = (
            models.UniqueConstraint(fields=["contact", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["contact"], condition=Q(state__in=OPEN), name="attempt_one_open_a_contact"
            ),
            models.UniqueConstraint(
                fields=["touchpoint"],
                condition=Q(state__in=IN_PROGRESS),
                name="attempt_one_in_progress_a_touchpoint",
            ),
            one_of("state", tuple(AttemptState.values), name="attempt_state"),
            one_of("channel", CHANNELS, name="attempt_channel"),
            one_of("outcome", OUTCOMES, name="attempt_outcome", empty=True),
            models.CheckConstraint(condition=Q(number__gte=1), name="attempt_number_from_1"),
            models.CheckConstraint(
                condition=Q(state="lost", outcome="lost")
                | Q(state="cancelled", outcome="cancelled")
                | Q(state="finished") & ~Q(outcome__in=("", "lost", "cancelled"))
                | Q(state__in=(*OPEN, "not_run"), outcome=""),
                name="attempt_outcome_fits",
            ),
            models.CheckConstraint(
                condition=Q(state="not_run") & ~Q(not_run_reason="")
                | ~Q(state="not_run") & Q(not_run_reason=""),
                name="attempt_not_run_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=IN_PROGRESS)
                | Q(worker__isnull=False, lease_until__isnull=False, day__isnull=False, fencing_token__gte=1),
                name="attempt_held_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("contacting", "awaiting", "finished", "lost"))
                | Q(contacting_at__isnull=False),
                name="attempt_contacting_when",
            ),
            models.CheckConstraint(
                condition=Q(awaiting_at__isnull=True, reply_due_at__isnull=True)
                | Q(channel__in=IN_WRITING, started_at__isnull=False, awaiting_at__isnull=False)
                & Q(reply_due_at__isnull=False, reply_due_at__gte=F("awaiting_at")),
                name="attempt_awaits_until",
            ),
            models.CheckConstraint(
                condition=~Q(state="awaiting") | Q(awaiting_at__isnull=False, lease_until__isnull=True),
                name="attempt_awaits_unheld",
            ),
            models.CheckConstraint(
                condition=~Q(state="finished") | Q(started_at__isnull=False, ended_at__isnull=False),
                name="attempt_finished_when",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True)
                | Q(started_at__isnull=True)
                | Q(ended_at__gte=F("started_at")),
                name="attempt_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(window_ends_at__gte=F("due_at")), name="attempt_window_rises"),
        )

    def __str__(self) -> str:
        return f"{self.contact_id}/{self.number}: {self.state}"


class DayCount(models.Model):
    """How many attempts a touchpoint or an organisation has had on a day, over all campaigns.

    Kept by the database's trigger at each claim (and given back with the attempt); the row lock makes
    it right however many workers claim at once.
    """

    scope = models.CharField(max_length=16)
    subject_id = models.BigIntegerField()
    """The touchpoint's or organisation's id."""
    day = models.DateField()
    made = models.PositiveIntegerField(default=0)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(fields=["scope", "subject_id", "day"], name="daycount_once"),
            one_of("scope", ("touchpoint", "organisation"), name="daycount_scope"),
        )

    def __str__(self) -> str:
        return f"{self.scope} {self.subject_id} on {self.day}: {self.made}"
