from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from django.db import IntegrityError, connection, transaction

from benchmark.fieldwork.copy_contacts import ContactLine, copy_contacts
from benchmark.fieldwork.errors import CampaignDiffers, NeverDialled, NoShoppers
from benchmark.fieldwork.named_award import into_named_award, named_award
from benchmark.planning.campaign_files import CampaignFiles
from benchmark.planning.plan import Plan, plan
from benchmark.planning.planned_contact import PlannedContact
from benchmark.planning.shopper import CHANNELS, Shopper
from probes.errors import NotAllowed
from probes.phone.conversation.plan import Mode, mode_of
from probes.phone.guard import check_dialable
from results.audit import audit
from results.keep_campaign import keep_campaign
from results.keep_document import keep_document
from results.models import Award, Campaign, Contact, Participant, Touchpoint
from results.models import Shopper as ShopperRow
from results.refusal import refused_by
from scenarios.base import BY_HAND
from scenarios.campaign import Shoppers
from scenarios.enquiry import Enquiry
from scenarios.organisation import Organisation
from scenarios.phone_address import dialled
from scenarios.touchpoint import PhoneTouchpoint

DEMO = "-demo"
"""What the name of a campaign ends in when a demonstration's clock runs it."""


@dataclass(frozen=True, slots=True)
class StoredCampaign:
    """A campaign in the record. `plan` is None if it was there already, contacts and all.

    `stays_out_of` is the award that its file names and that it is not in, for somebody put it into another.
    """

    campaign: Campaign
    contacts: int
    plan: Plan | None
    stays_out_of: str = ""


@transaction.atomic
def store_campaign(
    *,
    files: CampaignFiles,
    shoppers: Sequence[Shopper] = (),
    demo: bool = False,
    actor: str = "svartid",
    only_in: Award | None = None,
) -> StoredCampaign:
    """Write a campaign with its documents, its plan's contacts and their first attempts into the record.

    Once only: stored again, the same documents change nothing, and two processes that store at once both
    get the one campaign. A demonstration is stored under a name of its own (`…-demo`), so that it can never
    be taken for the fieldwork. Without `shoppers`, those of the campaign's pool in the record are asked.
    The award that the document names must be in the record; `only_in` is the one to which whoever stores is
    bound. Raises CampaignDiffers, NameTaken, NeverDialled, NoShoppers, PlanningError, NoSuchAward and
    AwardStays.
    """
    document = files.campaign
    if demo and not document.campaign.endswith(DEMO):
        document = document.model_copy(update={"campaign": document.campaign + DEMO})
    _one_at_a_time(document.campaign)
    document, award = named_award(document, only_in=only_in)
    members = [each for each in files.organisations if _takes_part(each.class_, files)]
    _check_numbers(members)
    try:
        with transaction.atomic():
            row = keep_campaign(
                document,
                method=files.method,
                organisations=members,
                questionnaire=files.questionnaire,
                demo=demo,
                actor=actor,
                source=files.path.name,
            )
    except IntegrityError as error:
        if refused_by(error) != "frozen":
            raise
        raise CampaignDiffers(
            f"{document.campaign} is stored already, with contacts, and was made of other documents"
            " – give the changed campaign another name"
        ) from error
    stays_out_of = ""
    if award is not None and not into_named_award(row, award=award, actor=actor):
        stays_out_of = award.slug
    there = Contact.objects.filter(campaign=row).count()
    if there:
        return StoredCampaign(row, there, None, stays_out_of)
    asked = list(shoppers) or _pool(files)
    if document.shoppers is not None and not asked and not demo:
        pool = document.shoppers.pool
        raise NoShoppers(
            f"there are no shoppers {pool} – put a file of that name beside the campaign, or people of that"
            " pool into the record; or take `shoppers:` out of the file, so that machines work alone"
        )
    drawn = plan(
        campaign=document,
        organisations=members,
        method=files.method,
        enquiries=files.enquiries,
        shoppers=asked,
    )
    # Made before the copying begins: the connection can do nothing else meanwhile.
    lines = list(_lines(row, drawn, files.enquiries, asked, document.shoppers))
    count = copy_contacts(campaign=row.pk, lines=lines)
    audit(
        actor=actor,
        action="campaign.planned",
        subject=f"campaign:{row.slug}",
        detail={"contacts": count, "seed": drawn.seed},
    )
    return StoredCampaign(row, count, drawn)


def _check_numbers(members: Sequence[Organisation]) -> None:
    """Refuse a campaign with a number that the telephone would refuse later, call by call."""
    for member in members:
        for slug, point in member.of_channel("phone").items():
            assert isinstance(point, PhoneTouchpoint)
            try:
                check_dialable(dialled(point.phone), country=member.country, allowed=None)
            except NotAllowed as error:
                raise NeverDialled(f"{member.organisation}.{slug}: {error}") from error


def _takes_part(class_: str, files: CampaignFiles) -> bool:
    return class_ in (files.campaign.classes or files.campaign.enquiries)


def _one_at_a_time(slug: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(1398161012, %s)", [crc32(slug.encode()) - 2**31])


def _pool(files: CampaignFiles) -> list[Shopper]:
    wishes = files.campaign.shoppers
    if wishes is None:
        return []
    rows = ShopperRow.objects.filter(active=True, pools__contains=[wishes.pool]).order_by("label")
    return [
        Shopper(
            name=row.label,
            languages=tuple(row.languages),
            channels=tuple(row.channels) or CHANNELS,
            conflicts=frozenset(row.conflicts.values_list("organisation__slug", flat=True)),
            most=row.most,
        )
        for row in rows
    ]


def _lines(
    row: Campaign,
    drawn: Plan,
    enquiries: Mapping[str, Enquiry],
    shoppers: Sequence[Shopper],
    wishes: Shoppers | None,
) -> Iterator[ContactLine]:
    asked = {name: keep_document(enquiry) for name, enquiry in enquiries.items()}
    members = {
        each.organisation.slug: each
        for each in Participant.objects.filter(campaign=row).select_related("organisation")
    }
    points = {
        (slug, name): pk
        for slug, name, pk in Touchpoint.objects.filter(
            organisation__participations__campaign=row
        ).values_list("organisation__slug", "slug", "pk")
    }
    people = _people(shoppers)
    for contact in drawn.contacts:
        member = members[contact.organisation]
        yield ContactLine(
            key=contact.key,
            organisation=member.organisation_id,
            klass=member.klass_id,
            touchpoint=points[contact.organisation, contact.touchpoint],
            channel=contact.channel,
            enquiry=asked[contact.scenario].pk,
            language=contact.language,
            mode=_mode(contact, enquiries[contact.scenario], wishes),
            shopper=people.get(contact.shopper or ""),
            second_shopper=people.get(contact.second_shopper or ""),
            due_at=contact.at,
            window_ends_at=contact.until,
        )


def _mode(contact: PlannedContact, enquiry: Enquiry, wishes: Shoppers | None) -> str:
    """The campaign's word where it has one; a script that bridges needs somebody to bridge to.

    What no machine can do is a shopper's, whatever is said.
    """
    if contact.channel in BY_HAND:
        return "manual"
    modes: dict[str, str] = {}
    if wishes and contact.shopper:
        modes = {str(channel): str(mode) for channel, mode in wishes.modes.items()}
    if contact.channel in modes:
        return modes[contact.channel]
    if contact.channel == "phone" and contact.shopper and mode_of(enquiry) is Mode.BRIDGED:
        return "bridged"
    return "automatic"


def _people(shoppers: Sequence[Shopper]) -> dict[str, int]:
    for each in shoppers:
        ShopperRow.objects.get_or_create(
            label=each.name,
            defaults={
                "languages": list(each.languages),
                "channels": list(each.channels),
                "most": each.most,
            },
        )
    names = [each.name for each in shoppers]
    return dict(ShopperRow.objects.filter(label__in=names).values_list("label", "pk"))
