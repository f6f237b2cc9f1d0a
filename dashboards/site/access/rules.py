"""Predicates over the viewer and a row. They never ask the scoped queries: two guards."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from benchmark.editions.jury_evidence import nominee_ids
from dashboards.site.access.allowed import allow, predicate
from results.access.viewer import Viewer
from results.jury_work import bound_classes
from results.models import (
    Award,
    Calibration,
    Campaign,
    Contact,
    Dispute,
    Invitation,
    Jury,
    Letter,
    Organisation,
    Participant,
    PracticeCall,
    PracticePhone,
    RatingSession,
    Role,
    Shopper,
    Touchpoint,
    Trial,
)


@predicate
def is_evaluator(viewer: Viewer) -> bool:
    """Hold for evaluators, of all awards or of one."""
    return viewer.role == "evaluator"


@predicate
def is_of_the_house(viewer: Viewer) -> bool:
    """Hold for evaluators of all awards."""
    return viewer.role == "evaluator" and viewer.award is None


@predicate
def is_shopper(viewer: Viewer) -> bool:
    """Hold for shoppers."""
    return viewer.role == "shopper" and viewer.shopper is not None


@predicate
def is_of_its_award(viewer: Viewer, row: Any) -> bool:
    """Hold where a row belongs to a campaign of the evaluator's award."""
    if viewer.award is None:
        return True
    if isinstance(row, Trial):
        row = row.touchpoint
    if isinstance(row, Letter):
        return row.attempt is not None and row.attempt.campaign.award_id == viewer.award
    if isinstance(row, Organisation | Touchpoint | PracticePhone):
        organisation = row.pk if isinstance(row, Organisation) else row.organisation_id
        return Participant.objects.filter(organisation=organisation, campaign__award=viewer.award).exists()
    if isinstance(row, Award):
        return row.pk == viewer.award
    if isinstance(row, Invitation | Role):
        return row.award_id == viewer.award
    return _campaign(row).award_id == viewer.award


@predicate
def is_asked_by_its_award(viewer: Viewer, shopper: Shopper) -> bool:
    """Hold where a shopper has contacts in a campaign of the evaluator's award."""
    theirs = Q(shopper=shopper) | Q(second_shopper=shopper)
    return viewer.award is None or Contact.objects.filter(theirs, campaign__award=viewer.award).exists()


@predicate
def is_own_contact(viewer: Viewer, row: Any) -> bool:
    """Hold where a contact, or what belongs to it, is the shopper's to place or to rate again."""
    contact = row if isinstance(row, Contact) else row.contact
    return viewer.shopper is not None and viewer.shopper in (contact.shopper_id, contact.second_shopper_id)


@predicate
def is_own_to_place(viewer: Viewer, contact: Contact) -> bool:
    """Hold where the shopper places the contact; whoever rates it again never does."""
    return viewer.shopper is not None and viewer.shopper == contact.shopper_id


@predicate
def is_of_its_campaign(viewer: Viewer, row: Campaign | Calibration) -> bool:
    """Hold where the shopper has a contact in the campaign, to place or to rate again."""
    campaign = row.pk if isinstance(row, Campaign) else row.campaign_id
    theirs = Q(shopper=viewer.shopper) | Q(second_shopper=viewer.shopper)
    return viewer.shopper is not None and Contact.objects.filter(theirs, campaign=campaign).exists()


@predicate
def is_own_organisation(viewer: Viewer, row: Any) -> bool:
    """Hold where a row belongs to the organisation and its campaign is released."""
    contact = row if isinstance(row, Contact) else row.contact
    return (
        viewer.role == "organisation"
        and contact.organisation_id == viewer.organisation
        and contact.campaign.released_at is not None
    )


@predicate
def is_of_an_organisation(viewer: Viewer) -> bool:
    """Hold for somebody of an organisation."""
    return viewer.role == "organisation" and viewer.organisation is not None


@predicate
def is_owner(viewer: Viewer) -> bool:
    """Hold for whoever may invite colleagues into the organisation."""
    return viewer.owner


@predicate
def is_own_edition(viewer: Viewer, campaign: Campaign) -> bool:
    """Hold where a campaign is released and the organisation took part."""
    theirs = Participant.objects.filter(campaign=campaign, organisation=viewer.organisation)
    return campaign.released_at is not None and theirs.exists()


@predicate
def is_own(viewer: Viewer, row: Any) -> bool:
    """Hold where a row is the organisation's own: of its plan, its hours, its people."""
    organisation = getattr(row, "organisation_id", None)
    return organisation is not None and organisation == viewer.organisation


@predicate
def is_own_phone(viewer: Viewer, row: PracticePhone | PracticeCall) -> bool:
    """Hold where a phone, or a call to it, is the viewer's own: nobody watches a colleague practise."""
    phone = row.phone if isinstance(row, PracticeCall) else row
    return (viewer.account, viewer.organisation) == (phone.account_id, phone.organisation_id)


@predicate
def is_juror(viewer: Viewer) -> bool:
    """Hold for jurors."""
    return viewer.role == "juror" and viewer.award is not None


@predicate
def is_of_own_award(viewer: Viewer, jury: Jury) -> bool:
    """Hold where a jury judges an edition of the juror's award."""
    return jury.campaign.award_id == viewer.award


@predicate
def is_before_the_jury(viewer: Viewer, contact: Contact) -> bool:
    """Hold where a contact is a nominee's, and the juror is not bound in its class."""
    jury = Jury.objects.filter(campaign=contact.campaign_id, campaign__award=viewer.award).first()
    if jury is None or contact.klass_id in bound_classes(jury=jury, account=viewer.account or 0):
        return False
    return contact.organisation_id in nominee_ids(jury=jury, klass=contact.klass)


def _campaign(row: Any) -> Campaign:
    if isinstance(row, Campaign):
        return row
    if isinstance(row, RatingSession | Dispute):
        return row.contact.campaign
    campaign: Campaign = row.campaign
    return campaign


allow("evaluator.home", is_evaluator)
allow("evaluator.house", is_of_the_house)
allow("evaluator.build", is_evaluator)
allow("evaluator.see", is_evaluator & is_of_its_award)
allow("evaluator.change", is_evaluator & is_of_its_award)
allow("evaluator.role", is_evaluator & is_of_its_award)
allow("evaluator.shopper", is_evaluator & is_asked_by_its_award)
allow("shopper.home", is_shopper)
allow("shopper.contact", is_shopper & is_own_contact)
allow("shopper.place", is_shopper & is_own_to_place)
allow("shopper.campaign", is_shopper & is_of_its_campaign)
allow("shopper.calibration", is_shopper & is_of_its_campaign)
allow("organisation.contact", is_of_an_organisation & is_own_organisation)
allow("jury.home", is_juror)
allow("jury.see", is_juror & is_of_own_award)
allow("jury.contact", is_juror & is_before_the_jury)
allow("organisation.home", is_of_an_organisation)
allow("organisation.edition", is_of_an_organisation & is_own_edition)
allow("organisation.own", is_of_an_organisation & is_own)
allow("organisation.practice", is_of_an_organisation & is_own_phone)
allow("organisation.people", is_of_an_organisation & is_owner)
