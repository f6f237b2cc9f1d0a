"""What a campaign that is being written can separate, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from benchmark.planning.campaign_files import CampaignFiles
from benchmark.planning.sample import channel_key, contacts_each
from benchmark.planning.separation import EXPECTED
from benchmark.planning.shares import largest_remainder
from benchmark.planning.windows import fieldwork_days
from benchmark.statistics.critical_values import Purpose
from benchmark.statistics.sample_size import Comparison, contacts_needed, smallest_difference

MINUTES_A_CALL = 5.0
"""Minutes that a telephone contact is reckoned with: waiting and talk. Project's own choice."""


@dataclass(frozen=True, slots=True)
class DraftAnswer:
    """What a campaign of this size can separate, and what it costs.

    Differences are in points, found with a power of 80 % at a confidence of 95 %, with the spread that is
    expected before any campaign was made; `needed_for_3` contacts each tell a pair three points apart.
    `channels` are contacts by channel where every organisation has all of them. `days` are the fieldwork's,
    public holidays among them; `a_day` contacts on the average one. `a_shopper` ratings each, the double ones
    among them; None without shoppers.
    """

    organisations: int
    classes: int
    largest_class: int
    each: int
    contacts: int
    channels: Mapping[str, int]
    calls: int
    minutes: int
    days: int
    a_day: float
    shoppers: int
    a_shopper: float | None
    too_few_shoppers: bool
    over_minutes: bool
    pair: float
    winner: float
    all_pairs: float
    needed_for_3: int | None


def draft_answer(files: CampaignFiles, *, shoppers: int = 0) -> DraftAnswer:
    """Reckon what a draft can separate and costs, with so many shoppers in its pool.

    Raises PlanningError where the number of contacts is not said.
    """
    campaign = files.campaign
    sizes: dict[str, int] = {}
    for each in files.organisations:
        sizes[each.class_] = sizes.get(each.class_, 0) + 1
    largest = max(sizes.values(), default=0)
    each_one = contacts_each(campaign=campaign, method=files.method)
    key = channel_key(campaign=campaign, method=files.method)
    contacts = each_one * len(files.organisations)
    channels = {
        name: count * len(files.organisations)
        for name, count in (largest_remainder(total=each_one, weights=key) if key else {}).items()
    }
    calls = channels.get("phone", 0)
    minutes = round(calls * MINUTES_A_CALL)
    days = len(fieldwork_days(campaign.fieldwork))
    wishes = campaign.shoppers
    ratings = contacts * (1 + (wishes.double_rated.fraction if wishes else 0.0))
    a_shopper = ratings / shoppers if wishes and shoppers else None
    most = wishes.per_shopper if wishes else None
    deviation = sqrt(EXPECTED.contact)

    def least(purpose: Purpose, count: int) -> float:
        comparison = Comparison(purpose=purpose, organisations=max(count, 2))
        return smallest_difference(contacts=each_one, deviation=deviation, comparison=comparison)

    return DraftAnswer(
        organisations=len(files.organisations),
        classes=len(sizes),
        largest_class=largest,
        each=each_one,
        contacts=contacts,
        channels=channels,
        calls=calls,
        minutes=minutes,
        days=days,
        a_day=contacts / days if days else 0.0,
        shoppers=shoppers,
        a_shopper=a_shopper,
        too_few_shoppers=bool(most and a_shopper and a_shopper > most),
        over_minutes=campaign.caps.minutes is not None and minutes > campaign.caps.minutes,
        pair=least(Purpose.PAIR, 2),
        winner=least(Purpose.WINNER, largest),
        all_pairs=least(Purpose.ALL_PAIRS, largest),
        needed_for_3=contacts_needed(difference=3.0, deviation=deviation, comparison=Comparison()),
    )
