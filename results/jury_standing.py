from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import F
from django.utils import timezone

from results.models import Ballot, Jury, JuryConflict, Participant, Role


class Standings(NamedTuple):
    """Of each jury's classes, as (jury, class): in which a juror is bound, and whose votes they may see."""

    bound: frozenset[tuple[int, int]]
    seen: frozenset[tuple[int, int]]


def standings(*, juries: Sequence[Jury], account: int) -> Standings:
    """Return how a juror stands in every class of some juries, in four queries however many there are.

    Votes are seen by whoever is not bound in the class, has locked a ballot of their own if they judge, and
    once voting is over: when every juror of the class has locked a ballot, or when the time is.
    """
    now, ids = timezone.now(), [each.pk for each in juries]
    taking_part = Participant.objects.filter(campaign__jury__in=ids)
    classes = set(taking_part.values_list("campaign__jury", "klass").distinct())
    conflicts = JuryConflict.objects.filter(
        jury__in=ids, organisation__participations__campaign=F("jury__campaign")
    ).values_list("jury", "organisation__participations__klass", "account")
    ballots = Ballot.objects.filter(jury__in=ids, locked_at__isnull=False)
    bound, locked = _accounts(conflicts), _accounts(ballots.values_list("jury", "klass", "account"))
    roles = Role.objects.filter(
        role="juror", award__in={each.campaign.award_id for each in juries}, ended_at__isnull=True
    ).values_list("award", "account")
    seen = set()
    for jury in juries:
        jurors = {who for award, who in roles if award == jury.campaign.award_id}
        for each in classes:
            if each[0] != jury.pk or account in bound[each]:
                continue
            judging = jurors - bound[each]
            waits = account in judging and account not in locked[each]
            if not waits and (judging <= locked[each] or now >= jury.votes_until):
                seen.add(each)
    return Standings(frozenset(each for each in classes if account in bound[each]), frozenset(seen))


def _accounts(rows: Iterable[tuple[int, int, int]]) -> defaultdict[tuple[int, int], set[int]]:
    found: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for jury, klass, account in rows:
        found[jury, klass].add(account)
    return found
