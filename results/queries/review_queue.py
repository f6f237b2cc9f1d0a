from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import connection

from results.queries.possible_names import may_hold_a_name

RANDOM_SHARE = 0.1
"""The share of ratings that are looked at though nothing speaks against them. Project's own choice."""

SIGN_SHARE = 0.3
"""The share of a shopper's ratings that is looked at when something about the shopper is conspicuous: enough
to tell severity from carelessness. Project's own choice."""


class Waiting(NamedTuple):
    """A rating that nobody has reviewed, and why it should be: words out of REASONS."""

    session: int
    contact: str
    organisation: str
    channel: str
    shopper: str
    submitted: str
    reasons: tuple[str, ...]


REASONS = ("disagree", "sign", "name", "returned", "shopper", "random")
"""Machine and shopper disagree; something in the rating itself is odd; a comment may hold a name; sent again
after a return; more than the random share of a shopper with signs; the random share."""


def review_queue(
    *,
    campaign: int,
    disagreeing: Iterable[str] = (),
    odd: Iterable[str] = (),
    shoppers: Iterable[str] = (),
    share: float = RANDOM_SHARE,
) -> list[Waiting]:
    """Return the submitted ratings of a campaign that are to be reviewed, those with most reasons first.

    Args:
        campaign: its id.
        disagreeing: keys of contacts where a machine's measurement and the shopper's answer differ by more
            than the method allows (`benchmark.editions.shopper_signs`).
        odd: keys of contacts whose rating has a sign of its own, `shoppers` labels of shoppers with one
            (`benchmark.editions.shopper_signs`): of theirs `SIGN_SHARE` is looked at.
        share: of the others, which share is looked at; which ones is settled by the campaign's seed.
    """
    apart, strange, conspicuous = set(disagreeing), set(odd), set(shoppers)
    with connection.cursor() as cursor:
        cursor.execute(_SUBMITTED, {"campaign": campaign})
        rows = cursor.fetchall()
    found = []
    for pk, key, organisation, channel, shopper, submitted, words, again, draw in rows:
        reasons = [
            word
            for word, holds in (
                ("disagree", key in apart),
                ("sign", key in strange),
                ("name", any(may_hold_a_name(text) for text in words or ())),
                ("returned", again),
                ("shopper", shopper in conspicuous and share <= draw < SIGN_SHARE),
                ("random", draw < share),
            )
            if holds
        ]
        if reasons:
            found.append(Waiting(pk, key, organisation, channel, shopper, submitted, tuple(reasons)))
    return sorted(
        found,
        key=lambda each: (each.reasons in (("random",), ("shopper",)), -len(each.reasons), each.submitted),
    )


class QueueState(NamedTuple):
    """What tells whether other ratings wait in a campaign than before, or some of them were sent again."""

    ratings: int
    sum_of_ids: int
    sum_of_moments: int
    """When they were sent, in µs: an import may send one again with an old date."""


def queue_states(campaigns: Iterable[int]) -> Mapping[int, QueueState]:
    """Return the state of each campaign's queue in one query; without those where nothing waits.

    Where it is the same as before, `review_queue` lists the same ratings of the same signs.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STATES, [list(campaigns)])
        return {pk: QueueState(*state) for pk, *state in cursor.fetchall()}


def review_counts(campaigns: Iterable[int]) -> Mapping[int, int]:
    """Count the submitted ratings of each campaign that nobody has reviewed."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [list(campaigns)])
        return dict(cursor.fetchall())


# results_waiting holds them, kept by triggers (guards/0017_waiting.sql).
_SUBMITTED = """
  SELECT r.id, c.key, o.name, c.channel, s.label, r.submitted_at,
    (SELECT array_agg(a.comment) FILTER (WHERE a.comment <> '') FROM results_ratinganswer a
     WHERE a.session_id = r.id),
    EXISTS (SELECT FROM results_review v WHERE v.session_id = r.id),
    ('x' || substr(md5(m.seed || ':' || r.id), 1, 7))::bit(28)::int / 268435456.0
  FROM results_waiting w
  JOIN results_ratingsession r ON r.id = w.session_id
  JOIN results_contact c ON c.id = r.contact_id
  JOIN results_campaign m ON m.id = w.campaign_id
  JOIN results_organisation o ON o.id = c.organisation_id
  JOIN results_shopper s ON s.id = r.shopper_id
  WHERE w.campaign_id = %(campaign)s
  ORDER BY r.submitted_at, r.id
"""

_STATES = """
  SELECT w.campaign_id, count(*), sum(w.session_id)::bigint,
    sum((extract(epoch FROM r.submitted_at) * 1000000)::bigint)
  FROM results_waiting w JOIN results_ratingsession r ON r.id = w.session_id
  WHERE w.campaign_id = ANY(%s) GROUP BY 1
"""

_OPEN = "SELECT campaign_id, count(*) FROM results_waiting WHERE campaign_id = ANY(%s) GROUP BY 1"
