"""From a campaign to its contacts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmark.planning.allocation import Allocation, allocate
from benchmark.planning.draft import Draft, draft
from benchmark.planning.errors import NoOrganisations, PlanningError, SeveralProblems
from benchmark.planning.planned_contact import PlannedContact
from benchmark.planning.public_holidays import HolidayCalendar, public_holidays
from benchmark.planning.quality import Quality, quality_of
from benchmark.planning.separation import EXPECTED, Variances
from benchmark.planning.shopper import Shopper
from benchmark.planning.wishes import unmet_wishes
from scenarios.campaign import Campaign
from scenarios.enquiry import Enquiry
from scenarios.method import Method
from scenarios.organisation import Organisation

_ROTATION_DAYS = 30
"""Project's choice: a shopper meets the same organisation again after 30 days at the earliest."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All contacts of a campaign, organisation after organisation and each in order of time."""

    campaign: str
    seed: int
    contacts: tuple[PlannedContact, ...]
    quality: Quality


def plan(
    *,
    campaign: Campaign,
    organisations: Sequence[Organisation],
    method: Method,
    enquiries: Mapping[str, Enquiry],
    shoppers: Sequence[Shopper] = (),
    seed: int | None = None,
    holidays: HolidayCalendar = public_holidays,
    variances: Variances = EXPECTED,
) -> Plan:
    """Draw the plan of a campaign: the same arguments give the same plan, in whatever order they come.

    `organisations` outside the campaign's classes are left out, `enquiries` are known by their short names,
    `seed` is the campaign's own when None is given. Without `shoppers` machines work alone. Each organisation
    draws from its own stream, so that changing one leaves the times, channels and enquiries of all others as
    they are. `variances` are what the expected precision is reckoned with.

    Raises PlanningError: each kind of it says what stands in the way, and of several problems each.
    """
    seed = campaign.seed if seed is None else seed
    taking_part = sorted(
        (each for each in organisations if each.class_ in (campaign.classes or campaign.enquiries)),
        key=lambda each: (each.class_, each.organisation),
    )
    if not taking_part:
        raise NoOrganisations(f"no organisation of {campaign.campaign} is of its classes – add some")
    drafts = _drafts(taking_part, campaign, method, enquiries, holidays, seed)
    wishes = campaign.shoppers
    rotation = wishes.rotation.days if wishes and wishes.rotation else _ROTATION_DAYS
    allocation = (
        allocate(
            drafts,
            shoppers=sorted(shoppers, key=lambda each: each.name),
            per_shopper=wishes.per_shopper if wishes else None,
            rotation_days=rotation,
            double_rated=wishes.double_rated.fraction if wishes else 0.0,
            seed=seed,
        )
        if shoppers
        else Allocation()
    )
    contacts = tuple(contact for each in drafts for contact in _contacts(each, allocation, shoppers))
    unmet = unmet_wishes(
        drafts=drafts, allocation=allocation, campaign=campaign, holidays=holidays, rotation_days=rotation
    )
    names = [each.name for each in shoppers]
    quality = quality_of(contacts, shoppers=names, variances=variances, unmet=unmet)
    return Plan(campaign.campaign, seed, contacts, quality)


def _drafts(
    organisations: Sequence[Organisation],
    campaign: Campaign,
    method: Method,
    enquiries: Mapping[str, Enquiry],
    holidays: HolidayCalendar,
    seed: int,
) -> list[Draft]:
    drafts: list[Draft] = []
    problems: list[PlanningError] = []
    for each in organisations:
        its_own = {name: enquiries[name] for name in campaign.enquiries[each.class_]}
        try:
            drafts.append(
                draft(each, campaign=campaign, method=method, enquiries=its_own, holidays=holidays, seed=seed)
            )
        except PlanningError as problem:
            problems.append(problem)
    told = {str(problem): problem for problem in problems}
    if len(told) == 1:
        raise next(iter(told.values()))
    if told:
        raise SeveralProblems(list(told.values()))
    return drafts


def _contacts(each: Draft, allocation: Allocation, shoppers: Sequence[Shopper]) -> Iterator[PlannedContact]:
    name, class_ = each.organisation.organisation, each.organisation.class_
    asked = allocation.shoppers.get(name)
    seconds = allocation.seconds.get(name, {})
    moved = allocation.moved.get(name, {})
    speaks = {shopper.name: shopper.languages for shopper in shoppers} if asked else {}
    numbers: dict[str, int] = {}
    width = max(2, len(str(max(each.sample.at.values()))))
    in_time = sorted(range(len(each.contacts)), key=lambda i: (moved.get(i, each.contacts[i].at), i))
    for i in in_time:
        contact = each.contacts[i]
        shopper = asked[i] if asked else None
        number = numbers[contact.touchpoint] = numbers.get(contact.touchpoint, 0) + 1
        yield PlannedContact(
            key=f"{name}.{contact.touchpoint}.{number:0{width}}",
            organisation=name,
            class_=class_,
            touchpoint=contact.touchpoint,
            channel=contact.channel,
            scenario=contact.scenario,
            language=next(
                (it for it in contact.languages if shopper is None or it in speaks[shopper]),
                contact.languages[0],
            ),
            shopper=shopper,
            second_shopper=seconds.get(i),
            at=each.clock.at(moved.get(i, contact.at)),
            until=each.clock.at(contact.until),
        )
