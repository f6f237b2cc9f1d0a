from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark.fieldwork.book import campaign_book, enquiry_of, organisation_in
from benchmark.fieldwork.claim import Claim
from benchmark.fieldwork.correspondence import open_correspondence
from probes.directory import Directory
from probes.email.account import MailAccount
from probes.phone.call_request import Callee, may_be_reached
from probes.phone.conversation.plan import Mode, mode_of
from probes.probe import ProbeRequest
from results.models import Contact
from results.models.words import IN_WRITING
from scenarios.enquiry import Enquiry
from scenarios.limits import WaitLimit
from scenarios.touchpoint import PhoneTouchpoint


@dataclass(frozen=True, slots=True)
class Errand:
    """A claimed attempt with all that a probe must be told."""

    request: ProbeRequest
    place: str
    """`organisation.touchpoint`, as timelines name it."""
    key: str
    longest_s: float
    dials: tuple[str, ...]
    """All that may be dialled for it: the touchpoint, and the shopper's phone if it is verified."""
    seated: bool = False
    """A chat in which the shopper writes."""


def read_errand(
    claim: Claim, *, evidence: Path, directory: Directory, accounts: Sequence[MailAccount] = ()
) -> Errand:
    """Read what a probe must know from the documents as the campaign uses them.

    Where the answer comes by mail, one of the `accounts` gives the attempt an address of its own.
    """
    contact = Contact.objects.select_related("touchpoint", "shopper").get(pk=claim.contact)
    book = campaign_book(claim.campaign)
    organisation = organisation_in(claim.campaign, claim.organisation)
    enquiry = enquiry_of(contact.enquiry_id)
    limit = book.limit(claim.channel)
    waits = isinstance(limit, WaitLimit)
    point = organisation.touchpoints[contact.touchpoint.slug]
    allowed: tuple[str, ...] = (contact.touchpoint.address,)
    options: dict[str, object] = {}
    dials = [contact.touchpoint.address]
    if isinstance(point, PhoneTouchpoint):
        # A number that was corrected in the record is the one to dial; the document says how it was planned.
        point = point.model_copy(update={"phone": contact.touchpoint.address})
        points = {**organisation.touchpoints, contact.touchpoint.slug: point}
        organisation = organisation.model_copy(update={"touchpoints": points})
        allowed = may_be_reached(Callee(organisation, contact.touchpoint.slug, point.phone), directory)
        options["mode"] = _mode(contact.mode, enquiry).value
        shopper = contact.shopper
        if contact.mode == "bridged" and shopper is not None and shopper.phone_verified_at is not None:
            options["shopper"] = shopper.phone
            dials.append(shopper.phone)
    seated = claim.channel == "chat" and contact.mode == "bridged"
    if seated:
        options["mode"] = "bridged"
    if claim.channel in IN_WRITING:
        options |= _mail_options(claim, contact, accounts)
    longest = book.longest_s(claim.channel)
    request = ProbeRequest(
        organisation,
        contact.touchpoint.slug,
        enquiry,
        evidence,
        language=contact.language,
        wait_limit_s=limit.wait.seconds if isinstance(limit, WaitLimit) else 0.0,
        talk_limit_s=limit.talk.seconds if isinstance(limit, WaitLimit) else 0.0,
        deadline_s=longest if waits else 600.0,
        allowed=allowed,
        options=options,
    )
    place = f"{organisation.organisation}.{contact.touchpoint.slug}"
    return Errand(request, place, contact.key, longest, tuple(dials), seated)


def _mail_options(claim: Claim, contact: Contact, accounts: Sequence[MailAccount]) -> dict[str, object]:
    known = open_correspondence(attempt=claim.attempt, accounts=accounts)
    if known is None:
        return {}
    options: dict[str, object] = {"reply_address": known.address, "mailbox": known.mailbox}
    if contact.shopper is not None and contact.shopper.name:
        options["person"] = contact.shopper.name
    return options


def _mode(mode: str, enquiry: Enquiry) -> Mode:
    if mode == "bridged":
        return Mode.BRIDGED
    own = mode_of(enquiry)
    return Mode.AUTOMATIC if own is Mode.BRIDGED else own
