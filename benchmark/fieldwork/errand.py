from dataclasses import dataclass
from pathlib import Path

from benchmark.fieldwork.book import campaign_book, enquiry_of, organisation_in
from benchmark.fieldwork.claim import Claim
from probes.directory import Directory
from probes.phone.call_request import Callee, may_be_reached
from probes.phone.conversation.plan import Mode, mode_of
from probes.probe import ProbeRequest
from results.models import Contact, Touchpoint
from results.models import Shopper as ShopperRow
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


def read_errand(claim: Claim, *, evidence: Path, directory: Directory) -> Errand:
    """Read what a probe must know from the documents as the campaign uses them."""
    contact = Contact.objects.select_related("touchpoint", "shopper").get(pk=claim.contact)
    book = campaign_book(claim.campaign)
    organisation = organisation_in(claim.campaign, claim.organisation)
    enquiry = enquiry_of(contact.enquiry_id)
    limit = book.limit(claim.channel)
    waits = isinstance(limit, WaitLimit)
    point = organisation.touchpoints[contact.touchpoint.slug]
    allowed: tuple[str, ...] = (contact.touchpoint.address,)
    options: dict[str, object] = {}
    if isinstance(point, PhoneTouchpoint):
        allowed = may_be_reached(Callee(organisation, contact.touchpoint.slug, point.phone), directory)
        options["mode"] = _mode(contact.mode, enquiry).value
        if contact.mode == "bridged" and contact.shopper is not None:
            options["shopper"] = contact.shopper.phone
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
    return Errand(request, f"{organisation.organisation}.{contact.touchpoint.slug}", contact.key, longest)


def dialled_addresses(campaign: int) -> list[str]:
    """Return all that a campaign may dial: its touchpoints, and its shoppers' verified phones."""
    points = Touchpoint.objects.filter(contacts__campaign=campaign, channel="phone").distinct()
    shoppers = ShopperRow.objects.filter(contacts__campaign=campaign, phone_verified_at__isnull=False)
    return [
        *points.values_list("address", flat=True),
        *shoppers.exclude(phone="").distinct().values_list("phone", flat=True),
    ]


def _mode(mode: str, enquiry: Enquiry) -> Mode:
    if mode == "bridged":
        return Mode.BRIDGED
    own = mode_of(enquiry)
    return Mode.AUTOMATIC if own is Mode.BRIDGED else own
