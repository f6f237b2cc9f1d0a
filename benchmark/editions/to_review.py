from __future__ import annotations

from benchmark.editions.shopper_signs import FRESH_S, shopper_signs
from results.models import Campaign
from results.queries.review_queue import Waiting, review_queue


def to_review(campaign: Campaign, *, fresh: bool = False, within_s: float = FRESH_S) -> list[Waiting]:
    """Return the ratings that somebody should look at before a release, with every reason that there is.

    The signs may be up to `within_s` seconds old unless they are asked for `fresh`.
    """
    signs = shopper_signs(campaign, fresh=fresh, within_s=within_s)
    return review_queue(
        campaign=campaign.pk,
        disagreeing=signs.disagreeing,
        odd=signs.contacts,
        shoppers=signs.shoppers,
    )
