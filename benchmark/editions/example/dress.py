"""What gathers around a year's contacts: trails of ratings, reviews, objections, co-listeners' words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils import timezone

from benchmark.editions.example.comments import HEARD, OBJECTIONS
from results.audit import audit
from results.decide_dispute import decide_dispute
from results.models import Campaign, Comment, Contact, Dispute, RatingEvent, RatingSession, Review
from results.review_rating import correct_rating

_RETURNED, _CORRECTED = 0.03, 0.004
_DISPUTED, _HEARD = 0.012, 0.03
"""Shares of ratings and contacts; project's own choice. Every rating of a released year was looked at."""


def keep_trails(campaign: Campaign) -> None:
    """Write of every rating that it was opened and sent."""
    sessions = RatingSession.objects.filter(contact__campaign=campaign).order_by("pk")
    RatingEvent.objects.bulk_create(
        [
            RatingEvent(session=each, at=at, kind=kind, language=each.language)
            for each in sessions
            for kind, at in (("opened", each.opened_at), ("submitted", each.submitted_at or each.opened_at))
        ],
        batch_size=2000,
    )


def review_all(*, campaign: Campaign, rng: np.random.Generator, actor: str) -> None:
    """Accept all ratings of a campaign, some after a return, some with a correction."""
    sessions = list(RatingSession.objects.filter(contact__campaign=campaign).order_by("pk"))
    back = [each for each in sessions if rng.random() < _RETURNED]
    Review.objects.bulk_create(
        [Review(session=each, decision="returned", reviewer=actor, reason="Kommentaren nevner en person.")
         for each in back], batch_size=2000,
    )  # fmt: skip
    for session in sessions:
        if rng.random() < _CORRECTED:
            _correct(session, rng, actor)
    Review.objects.bulk_create(
        [Review(session=each, decision="approved", reviewer=actor) for each in sessions], batch_size=2000
    )
    audit(actor=actor, action="ratings.accepted", subject=f"campaign:{campaign.slug}",
          detail={"ratings": len(sessions), "returned": len(back)})  # fmt: skip


def object_and_answer(*, campaign: Campaign, rng: np.random.Generator, actor: str, answer: bool) -> None:
    """Let organisations object to some contacts, and answer them if asked."""
    for contact in _some(campaign, _DISPUTED, rng):
        among = OBJECTIONS[contact.organisation.country]
        text, answered = among[place := int(rng.integers(len(among)))]
        dispute = Dispute.objects.create(
            contact=contact, organisation=contact.organisation, text=text,
            opened_by=f"organisation:{contact.organisation.slug}",
        )  # fmt: skip
        if answer:
            decision = "upheld" if place == len(among) - 1 else "rejected"
            decide_dispute(dispute=dispute, decision=decision, answer=answered, decided_by=actor)  # type: ignore[arg-type]


def listen_along(*, campaign: Campaign, rng: np.random.Generator) -> None:
    """Let people of the organisations leave words at moments of some contacts."""
    said = []
    for contact in _some(campaign, _HEARD, rng):
        attempt = contact.attempts.order_by("-number").first()
        lasted = (contact.done_at - contact.due_at).total_seconds() if contact.done_at else 0.0
        among = HEARD[contact.organisation.country]
        said.append(
            Comment(
                contact=contact, attempt=attempt, offset_ms=1000 * float(rng.uniform(0.3, 0.9)) * lasted,
                author=f"organisation:{contact.organisation.slug}", role="organisation",
                text=among[int(rng.integers(len(among)))], at=timezone.now(),
            )
        )  # fmt: skip
    Comment.objects.bulk_create(said)


def _some(campaign: Campaign, share: float, rng: np.random.Generator) -> Sequence[Contact]:
    """Draw contacts that somebody answered, by place in the plan and not by key: same seed, same contacts."""
    rows = (
        Contact.objects.filter(campaign=campaign, outcome="answered_by_person")
        .select_related("organisation")
        .order_by("due_at", "key")
    )
    return [each for each in rows if rng.random() < share]


def _correct(session: RatingSession, rng: np.random.Generator, actor: str) -> None:
    """Make a ticked answer one step better, as an editor does who heard it again."""
    ticked = list(session.answers.filter(option__gte=1).order_by("item"))
    if ticked:
        answer = ticked[int(rng.integers(len(ticked)))]
        assert answer.option is not None
        correct_rating(session=session, item=answer.item, author=actor, option=answer.option - 1,
                       reason="Hørt igjen: svaret kom likevel.")  # fmt: skip
