"""Whether a campaign's results may be released, and releasing them."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from benchmark.editions.errors import NotReleasable
from benchmark.editions.to_review import to_review
from results.audit import audit
from results.models import (
    Campaign,
    Contact,
    Dispute,
    Exclusion,
    RankingRun,
    RatingCorrection,
    RatingSession,
    Review,
    ScoreRun,
    TimelineDocument,
)
from results.notices import plan_notice


class Gate(NamedTuple):
    """What must hold before a release: a word, whether it holds, and how much is missing."""

    word: str
    met: bool
    missing: int = 0


def release_gates(campaign: Campaign, *, fresh: bool = False) -> tuple[Gate, ...]:
    """Return the gates of a release in their order; each must be met.

    `done` every contact ended · `rated` no open rating · `reviewed` nothing left in the review queue ·
    `disputes` all answered · `scored` after the last change · `ranked` that score. A demonstration is asked
    the same. `fresh` has the signs in ratings reckoned anew; a page may show what is a minute old.
    """
    contacts = Contact.objects.filter(campaign=campaign)
    left = contacts.exclude(state="done").count()
    rated = RatingSession.objects.filter(contact__campaign=campaign).exclude(role="calibration")
    open_ratings = rated.filter(state="open").count()
    waiting = len(to_review(campaign, fresh=fresh))
    disputes = Dispute.objects.filter(contact__campaign=campaign, state="open").count()
    run = ScoreRun.objects.filter(campaign=campaign).order_by("-pk").first()
    fresh = run is not None and run.made_at >= _last_change(campaign)
    ranked = run is not None and RankingRun.objects.filter(score_run=run).exists()
    return (
        Gate("done", left == 0 and contacts.exists(), left),
        Gate("rated", open_ratings == 0, open_ratings),
        Gate("reviewed", waiting == 0, waiting),
        Gate("disputes", disputes == 0, disputes),
        Gate("scored", fresh),
        Gate("ranked", fresh and ranked),
    )


@transaction.atomic
def release(*, campaign: Campaign, actor: str, names_others: bool = False) -> None:
    """Let organisations see their results from now on, and let letters say so to their people.

    `names_others`: they see, too, who the others of a class are. A demonstration's release is a rehearsal:
    nobody gets a letter, and every page of it says what it is.

    Raises NotReleasable naming the gates that fail.
    """
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if row.released_at is not None:
        return
    pass_gates(row)
    row.released_at = timezone.now()
    row.names_others = names_others
    row.save(update_fields=["released_at", "names_others"])
    detail = {"names_others": names_others}
    if row.demo:
        detail["demonstration"] = True
    else:
        plan_notice(campaign=row, kind="released", due_at=row.released_at)
    audit(actor=actor, action="campaign.released", subject=f"campaign:{row.slug}", detail=detail)


def pass_gates(campaign: Campaign) -> None:
    """Raise NotReleasable naming the gates of a release that fail."""
    failing = [gate.word for gate in release_gates(campaign, fresh=True) if not gate.met]
    if failing:
        raise NotReleasable(f"{campaign.slug} cannot be released yet ({', '.join(failing)})")


def _last_change(campaign: Campaign) -> dt.datetime:
    newer = TimelineDocument.objects.filter(attempt__campaign=campaign, number__gt=1)
    latest = [
        Contact.objects.filter(campaign=campaign).aggregate(at=Max("done_at"))["at"],
        Review.objects.filter(session__contact__campaign=campaign).aggregate(at=Max("at"))["at"],
        RatingCorrection.objects.filter(session__contact__campaign=campaign).aggregate(at=Max("at"))["at"],
        RatingSession.objects.filter(contact__campaign=campaign).aggregate(at=Max("submitted_at"))["at"],
        Exclusion.objects.filter(contact__campaign=campaign).aggregate(at=Max("at"))["at"],
        newer.aggregate(at=Max("kept_at"))["at"],
    ]
    return max((each for each in latest if each), default=timezone.now())
