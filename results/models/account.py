from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from results.models.award import Award
from results.models.organisation import Organisation
from results.models.shopper import Shopper
from results.models.words import one_of

SITE_LANGUAGES = ("nb", "sv", "en")
ROLES = ("evaluator", "shopper", "organisation", "juror")
POSTS = ("team", "leader", "top")
"""Where somebody of an organisation stands in it: answers, leads those who answer, leads the whole."""

_BELONGS = (
    Q(role="evaluator", organisation__isnull=True, shopper__isnull=True)
    | Q(role="shopper", award__isnull=True, organisation__isnull=True, shopper__isnull=False)
    | Q(role="organisation", award__isnull=True, organisation__isnull=False, shopper__isnull=True)
    | Q(role="juror", award__isnull=False, organisation__isnull=True, shopper__isnull=True)
)


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their mail address, however it is written."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account of a mail address."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who signs in. What they may do stands in their roles, never here.

    `email` is null once the person is erased. The label `account:<id>` is what the audit trail and other
    tables name, so that they hold nothing of a person.
    """

    email = models.EmailField(unique=True, null=True)
    name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=8, default="nb")
    """Of the pages and letters."""
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """What the database itself holds."""

        constraints = (
            one_of("language", SITE_LANGUAGES, name="account_language"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(email__isnull=True, name="", is_active=False),
                name="account_erased_is_empty",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What stands for this person where nothing of a person may stand."""
        return f"account:{self.pk}"


class Role(models.Model):
    """What an account may do, and for whom. Ended, never removed.

    An evaluator of all awards or of one, a shopper under a label, somebody of an organisation, a juror of an
    award.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=16)
    award = models.ForeignKey(Award, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    shopper = models.ForeignKey(Shopper, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.BooleanField(default=False)
    """Somebody of an organisation who may invite colleagues and end their roles."""
    post = models.CharField(max_length=8, blank=True, default="")
    """Of somebody of an organisation: one of POSTS, for the rota of listening hours."""
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            one_of("role", ROLES, name="role_word"),
            models.CheckConstraint(condition=_BELONGS, name="role_belongs"),
            models.CheckConstraint(
                condition=Q(role="organisation") | Q(owner=False, post=""), name="role_owner_of"
            ),
            one_of("post", POSTS, name="role_post", empty=True),
            models.UniqueConstraint(
                fields=["account", "role", "award", "organisation", "shopper"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="role_once",
            ),
            models.UniqueConstraint(
                fields=["shopper"], condition=Q(ended_at__isnull=True), name="role_one_account_a_shopper"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id}: {self.role}"


class Invitation(models.Model):
    """A letter that lets somebody in, in one role. Only the hash of its link is kept."""

    email = models.EmailField(blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=8, default="nb")
    role = models.CharField(max_length=16)
    award = models.ForeignKey(Award, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    shopper = models.ForeignKey(Shopper, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.BooleanField(default=False)
    post = models.CharField(max_length=8, blank=True, default="")
    token_hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the link's secret."""
    invited_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        Account, models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the database itself holds."""

        constraints = (
            one_of("role", ROLES, name="invitation_role"),
            one_of("language", SITE_LANGUAGES, name="invitation_language"),
            models.CheckConstraint(condition=_BELONGS, name="invitation_belongs"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"
