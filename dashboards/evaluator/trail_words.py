"""What stands in the audit trail, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: tuple[tuple[str, str | Promise], ...] = (
    ("account.", _("Sign-ins and accounts")),
    ("invitation.", _("Invitations")),
    ("role.", _("Roles")),
    ("campaign.", _("Campaigns")),
    ("contact.", _("Contacts")),
    ("rating.", _("Ratings")),
    ("touchpoint.", _("Touchpoints")),
    ("trial.", _("Test contacts")),
    ("letter.", _("Letters")),
    ("person.", _("Persons' own data")),
)
"""Parts of the trail, by how their words begin."""

_ACTIONS: dict[str, str | Promise] = {
    "account.address_changed": _("changed the e-mail address"),
    "account.erased": _("erased an account"),
    "account.factor_added": _("added a passkey or code"),
    "account.factor_removed": _("removed a passkey or code"),
    "account.password_changed": _("changed the password"),
    "account.sign_in_failed": _("tried to sign in and failed"),
    "account.signed_in": _("signed in"),
    "account.signed_out": _("signed out"),
    "campaign.paused": _("paused the fieldwork"),
    "campaign.planned": _("planned a campaign"),
    "campaign.ranked": _("ranked"),
    "campaign.released": _("released the results"),
    "campaign.resumed": _("let the fieldwork go on"),
    "campaign.scored": _("scored"),
    "campaign.stopped": _("stopped all calls"),
    "contact.seen": _("looked at a contact"),
    "dispute.seen": _("looked at a dispute"),
    "evidence.seen": _("took out evidence"),
    "invitation.accepted": _("accepted an invitation"),
    "invitation.made": _("invited somebody"),
    "invitation.renewed": _("sent an invitation again"),
    "invitation.withdrawn": _("withdrew an invitation"),
    "letter.judged": _("judged a letter"),
    "person.erased": _("erased a person"),
    "person.exported": _("handed out a person's data"),
    "rating.accepted": _("accepted a rating"),
    "rating.corrected": _("corrected an answer"),
    "rating.returned": _("sent a rating back"),
    "rating.seen": _("looked at a rating"),
    "rating.submitted": _("sent a rating"),
    "role.ended": _("took a role back"),
    "organisations.imported": _("took in organisations"),
    "shopper.activated": _("asked a shopper again"),
    "shopper.conflict_declared": _("kept a shopper apart from an organisation"),
    "shopper.deactivated": _("let a shopper rest"),
    "shopper.phone_verified": _("verified a shopper's phone"),
    "shoppers.imported": _("took in shoppers"),
    "touchpoints.imported": _("took in touchpoints"),
    "shopper.seen": _("looked at a shopper"),
    "touchpoint.activated": _("took a touchpoint into use"),
    "touchpoint.changed": _("changed a touchpoint"),
    "touchpoint.deactivated": _("took a touchpoint out of use"),
    "touchpoint.paused": _("paused a touchpoint"),
    "touchpoint.released": _("let contacts be made at a touchpoint again"),
    "trial.asked": _("asked for a test contact"),
    "trial.seen": _("looked at a test contact"),
    "trial.stopped": _("stopped a test contact"),
}


def action_words(action: str) -> str:
    """Say what somebody did; what has no words yet is told as it is kept."""
    return str(_ACTIONS.get(action, action))
