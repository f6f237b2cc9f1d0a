"""Which wishes a plan could not meet, and why, in words for the person who plans."""

from collections import Counter
from collections.abc import Iterator, Sequence

from benchmark.planning.allocation import Allocation
from benchmark.planning.draft import Draft
from benchmark.planning.public_holidays import HolidayCalendar
from scenarios.campaign import Campaign

_MANY = 3
_TARGET = 10
"""Different shoppers an organisation at 25 contacts: more of them hardly add to the precision."""


def unmet_wishes(
    *,
    drafts: Sequence[Draft],
    allocation: Allocation,
    campaign: Campaign,
    holidays: HolidayCalendar,
    rotation_days: int,
) -> list[str]:
    """Tell each kind of wish once, with the organisations that it concerns."""
    return [
        *_alone(drafts),
        *_channels(drafts),
        *_holidays(drafts, campaign, holidays),
        *(_without_shoppers(campaign) if not allocation.shoppers else ()),
        *(_few_shoppers(drafts, allocation) if allocation.shoppers else ()),
        *_told(
            allocation.too_soon,
            f"come within {rotation_days} days of another by the same shopper: nobody else able was free",
        ),
        *_told(
            {name: len(moved) for name, moved in allocation.moved.items()},
            "stand at another time of their window than drawn, since everybody able was busy",
        ),
        *_told(allocation.not_doubled, "should be rated twice, but no second shopper fits"),
    ]


def _alone(drafts: Sequence[Draft]) -> Iterator[str]:
    """Contacts that nothing can be compared with: their spread, hence every interval, would be unknown."""
    if not any(most > 1 for each in drafts for most in Counter(c.channel for c in each.contacts).values()):
        yield (
            "no organisation gets two contacts in a channel: they leave nothing to measure spread with, and"
            " cannot be ranked"
        )


def _channels(drafts: Sequence[Draft]) -> Iterator[str]:
    missing: dict[tuple[str, str], list[str]] = {}
    for each in drafts:
        for channel, why in each.sample.missing.items():
            missing.setdefault((channel, why), []).append(each.organisation.organisation)
    for (channel, why), names in missing.items():
        yield f"{channel.replace('_', ' ')}: none with {listed(names)}, since {why}"


def _holidays(drafts: Sequence[Draft], campaign: Campaign, holidays: HolidayCalendar) -> Iterator[str]:
    year = campaign.fieldwork.from_.year
    unknown = {
        each.organisation.country for each in drafts if holidays(each.organisation.country, year) is None
    }
    for country in sorted(unknown):
        yield f"the public holidays of {country} are not known: name them under `not_on`"


def _without_shoppers(campaign: Campaign) -> Iterator[str]:
    if campaign.shoppers is not None:
        pool = campaign.shoppers.pool
        yield (
            f"no shoppers were found for {pool}: contacts are planned for machines alone – put a file of that"
            " name beside the campaign, or people of that pool into the record, where `svartid run` looks"
        )


def _few_shoppers(drafts: Sequence[Draft], allocation: Allocation) -> Iterator[str]:
    few: dict[str, int] = {}
    for each in drafts:
        name = each.organisation.organisation
        met = len(set(allocation.shoppers[name]))
        if met < min(_TARGET, len(each.contacts) * _TARGET // 25):
            few[name] = met
    if few:
        can = min(allocation.able[name] for name in few)
        why = f"only {can} can" if can < _TARGET else "the others have their fair load or are busy"
        yield (
            f"{listed(list(few))}: fewer than {_TARGET} different shoppers"
            f" (as few as {min(few.values())}), since {why}"
        )


def _told(counts: dict[str, int], what: str) -> Iterator[str]:
    concerned = {name: count for name, count in counts.items() if count}
    if concerned:
        total = sum(concerned.values())
        yield f"{total} contacts ({listed(list(concerned))}) {what}"


def listed(names: Sequence[str]) -> str:
    """Name a few and count the rest."""
    if len(names) <= _MANY + 1:
        return ", ".join(names)
    return f"{', '.join(names[:_MANY])} and {len(names) - _MANY} more"
