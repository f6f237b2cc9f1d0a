"""How many ratings the review queue holds, for pages that say so on every visit."""

from __future__ import annotations

from collections.abc import Collection

from benchmark.editions.shopper_signs import Signs, shopper_signs
from benchmark.editions.to_review import to_review
from results.models import Campaign
from results.queries.review_queue import QueueState, queue_states

SIGNS_S = 900.0
"""For so long a count rests on the signs that this process knows, whatever came in since; the queue itself
looks sooner. Project's own choice."""

_kept: dict[int, tuple[QueueState, Signs, int]] = {}


def reviews_waiting(campaigns: Collection[Campaign]) -> dict[int, int]:
    """Return by campaign how many ratings `to_review` would list, in one query where nothing has changed.

    Campaigns in whose queue nothing can be, and those that are released, are left out: nobody need look at
    them any more.
    """
    open_ones = {each.pk: each for each in campaigns if each.released_at is None}
    return {pk: _count(open_ones[pk], state) for pk, state in queue_states(open_ones).items()}


def _count(campaign: Campaign, state: QueueState) -> int:
    signs = shopper_signs(campaign, within_s=SIGNS_S)
    kept = _kept.get(campaign.pk)
    if kept is None or kept[0] != state or kept[1] is not signs:
        kept = _kept[campaign.pk] = (state, signs, len(to_review(campaign, within_s=SIGNS_S)))
    return kept[2]
