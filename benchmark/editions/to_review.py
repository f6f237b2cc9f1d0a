from __future__ import annotations

from benchmark.editions.disagreements import disagreements
from benchmark.editions.shopper_signs import shopper_signs
from results.models import Campaign
from results.queries.review_queue import Waiting, review_queue


def to_review(campaign: Campaign) -> list[Waiting]:
    """Return the ratings that somebody should look at before a release, with every reason that there is."""
    signs = shopper_signs(campaign)
    return review_queue(
        campaign=campaign.pk,
        disagreeing=disagreements(campaign),
        odd=signs.contacts,
        shoppers=signs.shoppers,
    )
