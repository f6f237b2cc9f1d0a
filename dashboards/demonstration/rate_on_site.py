"""The invented shoppers rate their contacts on the site, as anybody would."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple
from zlib import crc32

import numpy as np

from benchmark.editions.demonstration.edition import DemoEdition
from benchmark.editions.demonstration.judge import judge, what_was_seen
from benchmark.editions.demonstration.noted_waits import noted_waits
from benchmark.editions.example.comments import GOOD, POOR
from dashboards.demonstration.errors import DemoFailed
from dashboards.demonstration.site_visitor import SiteVisitor
from results.models import Contact

_AT_ONCE = 2
"""Shoppers who rate at the same time; project's own choice."""
_RATE = re.compile(r'href="(/shopper/contacts/(\d+)/rate/)"')
_ACTION = re.compile(r'<form method="post" action="([^"]+)" class="rating"')
_FIELD = re.compile(r'name="([awc]-[^"]+)"')


class _Met(NamedTuple):
    """What a shopper met: enough to judge it by."""

    key: str
    organisation: str
    country: str
    channel: str


def rate_on_site(
    *,
    edition: DemoEdition,
    url: str,
    accounts: Mapping[str, tuple[str, str]],
    seed: int,
    done: Callable[[], None],
) -> int:
    """Let every shopper sign in and rate whatever waits for them, by the pages and forms of the site.

    How good a contact looks to whom follows from what is true and the seed alone; `done` is called after
    each rating. Returns how many were sent. Raises DemoFailed where the site refuses one.
    """
    rows = Contact.objects.filter(campaign=edition.campaign).select_related("organisation")
    met = {
        each.pk: _Met(each.key, each.organisation.slug, each.organisation.country, each.channel)
        for each in rows
    }
    noted = noted_waits(campaign=edition.campaign, method=edition.method, questionnaire=edition.questionnaire)

    def rate_all(label: str) -> int:
        visitor, sent = SiteVisitor(url), 0
        email, password = accounts[label]
        visitor.sign_in(email=email, password=password)
        home = visitor.read("/shopper/")
        tried: set[int] = set()
        while waiting := [(path, int(pk)) for path, pk in _RATE.findall(home) if int(pk) in met]:
            path, pk = waiting[0]
            if pk in tried:
                raise DemoFailed(f"the site did not take a rating of {met[pk].key}")
            tried.add(pk)
            page = visitor.read(path)
            action = _ACTION.search(page)
            if action is None:
                raise DemoFailed(f"the site has no form to rate {met[pk].key}")
            fields = _filled(edition, met[pk], label, noted.get(met[pk].key, {}), seed)
            offered = set(_FIELD.findall(page))
            there = {name: value for name, value in fields.items() if name in offered}
            home = visitor.send(action.group(1), page=page, fields=there)
            sent += 1
            done()
        return sent

    with ThreadPoolExecutor(_AT_ONCE) as shoppers:
        return sum(shoppers.map(rate_all, accounts))


def _filled(
    edition: DemoEdition, met: _Met, label: str, noted: Mapping[str, float], seed: int
) -> dict[str, str]:
    luck = np.random.default_rng([seed, crc32(met.key.encode())]).uniform(0.02, 0.98)
    own = np.random.default_rng([seed, crc32(f"{met.key}/{label}".encode())])
    seen = what_was_seen(
        quality=edition.truth.quality[met.organisation],
        severity=edition.truth.severity[label],
        quantile=float(luck),
    )
    words = {
        "good": str(own.choice(GOOD.get(met.country, GOOD["NO"]))),
        "poor": str(own.choice(POOR.get(met.country, POOR["NO"]))),
    }
    return judge(
        questionnaire=edition.questionnaire, channel=met.channel, seen=seen, noted=noted, words=words, rng=own
    )
