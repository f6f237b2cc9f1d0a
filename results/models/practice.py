"""What an organisation's own people practise with: their verified phones, and the calls that ring them."""

from django.db import models
from django.db.models import Q

from results.models.account import Account
from results.models.aside import Aside
from results.models.organisation import Organisation


class PracticePhone(models.Model):
    """A phone on which somebody of an organisation lets a simulated citizen ring them.

    It is rung only once the house has spoken with them on it (`verified_at`), and never when it has been
    taken away.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="practice_phones")
    account = models.ForeignKey(Account, models.PROTECT, related_name="practice_phones")
    address = models.CharField(max_length=200)
    """As it is dialled: a number without spaces, or a SIP address."""
    added_at = models.DateTimeField(auto_now_add=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """What the database itself holds."""

        constraints = (
            models.UniqueConstraint(fields=["organisation", "account"], name="practicephone_one_each"),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True, verified_by="")
                | Q(verified_at__isnull=False) & ~Q(verified_by=""),
                name="practicephone_verified_by",
            ),
        )

    def __str__(self) -> str:
        return f"practice phone {self.pk}"


class PracticeCall(Aside):
    """A practice call: a simulated citizen rings somebody's own phone. Nobody but them sees how it went."""

    phone = models.ForeignKey(PracticePhone, models.CASCADE, related_name="calls")
    address = models.CharField(max_length=200)
    """The phone's address when it was asked for: one call at a time rings there."""

    class Meta(Aside.Meta):
        """What the database itself holds."""

        indexes = (models.Index(fields=["phone", "-asked_at"], name="practicecall_newest"),)
        constraints = (
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(state__in=("asked", "running")),
                name="practicecall_one_a_phone",
            ),
            *Aside.Meta.constraints,
        )

    def __str__(self) -> str:
        return f"practice call {self.pk}: {self.state}"
