from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from results.models.attempt import Attempt
from results.models.words import one_of

MATCHED_BY = ("address", "references", "case_number", "person")
"""How a letter was known to belong to an attempt: our own address, the thread, the case, a person's word."""

_MATCHED = Q(attempt__isnull=False) & ~Q(matched_by="") | Q(attempt__isnull=True, matched_by="")


class Correspondence(models.Model):
    """Under what an attempt's letters are known. Written before anything is sent.

    So a letter finds its attempt even if the worker that sent the question died at once.
    """

    attempt = models.OneToOneField(Attempt, models.PROTECT, related_name="correspondence")
    token = models.CharField(max_length=40, unique=True)
    """The word in our address and message-id that stands for this attempt only."""
    mailbox = models.CharField(max_length=64)
    """The mailbox at which its letters arrive, by its name in the settings."""
    address = models.CharField(max_length=320)
    """Our own address, for this attempt only."""
    message_id = models.CharField(max_length=998, blank=True, default="")
    """The Message-ID of what we sent; empty where the question went through a form."""
    case_numbers = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    """Case numbers that the organisation gave it."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.CheckConstraint(
                # An address's token, no secret.
                condition=Q(token__regex=r"^[a-z0-9]{8,40}$"),  # noqa: S106
                name="correspondence_token",
            ),
        )

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.address}"


class Letter(models.Model):
    """A letter that arrived in one of our mailboxes; one that belongs to no attempt lies in the tray.

    What arrived never changes. Whose it is and of which kind is the newest decision's word, which the
    database itself copies here.
    """

    mailbox = models.CharField(max_length=64)
    """The mailbox, by its name in the settings."""
    folder = models.CharField(max_length=128, default="INBOX")
    """The folder in it."""
    uid_validity = models.BigIntegerField()
    """The server's number of the folder's life; UIDs of another life mean other letters."""
    uid = models.BigIntegerField()
    """The server's number of the letter."""
    message_id = models.CharField(max_length=998, blank=True, default="")
    """Its Message-ID, without angle brackets; empty if it had none."""
    sender = models.CharField(max_length=320, blank=True, default="")
    """Who wrote it, by its own word; left out of an export unless persons are wanted."""
    recipient = models.CharField(max_length=320, blank=True, default="")
    """Our own address that it came to; empty if none of ours stands in it."""
    subject = models.CharField(max_length=998, blank=True, default="")
    """Its subject."""
    received_at = models.DateTimeField()
    """When our mail server took it, by that server's clock, in UTC."""
    fetched_at = models.DateTimeField(auto_now_add=True)
    """When we read it, in UTC."""
    size = models.BigIntegerField()
    """Bytes on the server."""
    sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)
    """SHA-256 of the letter in the evidence store; empty if it was refused."""
    refused = models.CharField(max_length=32, blank=True, default="")
    """Why its content was not fetched: `too_large`; empty if it was."""
    purged_at = models.DateTimeField(null=True, blank=True)
    """When its content went, in UTC; the row stays and says that there was one."""
    attempt = models.ForeignKey(Attempt, models.PROTECT, null=True, blank=True, related_name="letters")
    """The attempt that it belongs to; empty: it lies in the tray, or was laid aside."""
    matched_by = models.CharField(max_length=16, blank=True, default="")
    """How that is known: address, references, case_number or person."""
    kind = models.CharField(max_length=32)
    """person, acknowledgement, case_number, out_of_office, bounce …: the words of the sorting."""
    confidence = models.FloatField(default=1.0)
    """How sure the kind is, from 0 to 1."""
    laid_aside = models.BooleanField(default=False)
    """Whether a person said that it belongs to no attempt, so that the tray shows it no more."""

    class Meta:
        """What the database itself holds."""

        indexes = (
            models.Index(
                fields=["received_at"],
                condition=Q(attempt__isnull=True, laid_aside=False),
                name="letter_tray",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["mailbox", "folder", "uid_validity", "uid"], name="letter_fetched_once"
            ),
            one_of("matched_by", MATCHED_BY, name="letter_matched_word", empty=True),
            models.CheckConstraint(condition=_MATCHED, name="letter_matched_how"),
            models.CheckConstraint(condition=Q(kind__regex=r"^[a-z_]+$"), name="letter_kind"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0.0, confidence__lte=1.0), name="letter_confidence"
            ),
            models.CheckConstraint(condition=Q(size__gte=0), name="letter_size"),
            models.CheckConstraint(
                condition=Q(refused="", sha256__regex=r"^[0-9a-f]{64}$") | ~Q(refused="") & Q(sha256=""),
                name="letter_kept_or_refused",
            ),
            models.CheckConstraint(
                condition=Q(laid_aside=False) | Q(attempt__isnull=True), name="letter_aside_or_matched"
            ),
        )

    def __str__(self) -> str:
        return f"{self.mailbox}/{self.uid}: {self.kind}"


class LetterDecision(models.Model):
    """Whose a letter is and of which kind: the program's word, and after it anybody's who corrects it.

    Append-only; the one with the highest `number` counts.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="decisions", db_index=False)
    number = models.PositiveSmallIntegerField(default=1)
    """1 for the program's; the highest one of a letter counts."""
    attempt = models.ForeignKey(Attempt, models.PROTECT, null=True, blank=True, related_name="+")
    """The attempt that the letter belongs to; empty if to none that is known."""
    matched_by = models.CharField(max_length=16, blank=True, default="")
    """How that is known: address, references, case_number or person."""
    kind = models.CharField(max_length=32)
    """person, acknowledgement, case_number, out_of_office, bounce …: the words of the sorting."""
    confidence = models.FloatField(default=1.0)
    """How sure the kind is, from 0 to 1."""
    signs = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    """What spoke for the kind."""
    case_number = models.CharField(max_length=64, blank=True, default="")
    """The organisation's case number that stands in it."""
    laid_aside = models.BooleanField(default=False)
    """Whether it belongs to no attempt for good."""
    decided_by = models.CharField(max_length=200, default="svartid")
    """The program, or a person's label."""
    reason = models.TextField(blank=True, default="")
    """Why, in a person's words."""
    decided_at = models.DateTimeField(auto_now_add=True)
    """When it was decided, in UTC."""

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(fields=["letter", "number"], name="letterdecision_number_once"),
            one_of("matched_by", MATCHED_BY, name="letterdecision_matched_word", empty=True),
            models.CheckConstraint(condition=_MATCHED, name="letterdecision_matched_how"),
            models.CheckConstraint(condition=Q(kind__regex=r"^[a-z_]+$"), name="letterdecision_kind"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0.0, confidence__lte=1.0), name="letterdecision_confidence"
            ),
        )

    def __str__(self) -> str:
        return f"letter {self.letter_id}, decision {self.number}: {self.kind}"


class Mailbox(models.Model):
    """How far one of our mailboxes has been read."""

    name = models.CharField(max_length=64)
    """Its name in the settings."""
    folder = models.CharField(max_length=128, default="INBOX")
    """The folder in it."""
    uid_validity = models.BigIntegerField(default=0)
    """The server's number of the folder's life; 0 before the first look."""
    last_uid = models.BigIntegerField(default=0)
    """The highest UID read."""
    looked_at = models.DateTimeField(null=True, blank=True)
    """When it was last read to its end, in UTC."""
    error = models.CharField(max_length=500, blank=True, default="")
    """Why it cannot be read now; empty if it can."""

    class Meta:
        """What the database itself holds."""

        constraints = (models.UniqueConstraint(fields=["name", "folder"], name="mailbox_once"),)

    def __str__(self) -> str:
        return f"{self.name}/{self.folder}: {self.last_uid}"
