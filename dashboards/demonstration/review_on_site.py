from __future__ import annotations

import re

from dashboards.demonstration.site_visitor import SiteVisitor
from results.models import Campaign, Role


def review_on_site(*, campaign: Campaign, url: str) -> int:
    """Let the demonstration's evaluator accept, by the site's own form, whatever should be looked at.

    Returns how many ratings were accepted.
    """
    role = Role.objects.filter(role="evaluator", award=campaign.award, ended_at__isnull=True).order_by("pk")[
        0
    ]
    visitor, accepted = SiteVisitor(url), 0
    visitor.sign_in_by_card(role.pk)
    queue = f"/evaluator/campaigns/{campaign.slug}/review/"
    link = re.compile(rf'href="({re.escape(queue)}\d+/)"')
    seen: set[str] = set()
    while left := [each for each in link.findall(visitor.read(queue)) if each not in seen]:
        for one in left:
            seen.add(one)
            visitor.send(one, page=visitor.read(one), fields={"do": "accept"})
            accepted += 1
    return accepted
