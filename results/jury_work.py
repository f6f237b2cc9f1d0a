"""What jurors do, one short step each: declare a bond, save and lock a ballot, decide, sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from results.audit import audit
from results.errors import NotVotable
from results.jury_standing import standings
from results.models import (
    Account,
    Ballot,
    Campaign,
    Jury,
    JuryConflict,
    JuryDecision,
    JurySignature,
    Organisation,
    OrganisationClass,
    Participant,
    RankingRun,
    Role,
)
from results.notices import plan_notice

_MOST_PUBLIC = 2000
"""Characters of a published reason: it stands beside a winner, not in its place. Project's own choice."""


def bound_classes(*, jury: Jury, account: int) -> frozenset[int]:
    """Return the classes that a juror may not judge: each holds somebody with whom they are bound."""
    bound = JuryConflict.objects.filter(jury=jury, account=account).values("organisation")
    rows = Participant.objects.filter(campaign=jury.campaign_id, organisation__in=bound)
    return frozenset(rows.values_list("klass", flat=True))


def jurors_of(*, jury: Jury, klass: int) -> list[Account]:
    """Return who judges a class: the award's jurors who are not bound in it, by name."""
    rows = Role.objects.filter(role="juror", award=jury.campaign.award_id, ended_at__isnull=True)
    bound = JuryConflict.objects.filter(
        jury=jury,
        organisation__participations__campaign=jury.campaign_id,
        organisation__participations__klass=klass,
    )
    rows = rows.exclude(account__in=bound.values("account"))
    return [each.account for each in rows.select_related("account").order_by("account__name", "pk")]


def votes_are_seen(*, jury: Jury, klass: int, account: int) -> bool:
    """Tell whether a juror may see what others voted in a class: `jury_standing.standings` says when."""
    return (jury.pk, klass) in standings(juries=[jury], account=account).seen


@transaction.atomic
def open_jury(
    *,
    campaign: Campaign,
    votes_from: dt.datetime,
    votes_until: dt.datetime,
    blind: bool,
    opened_by: str,
    publishes_reasons: bool = False,
) -> Jury:
    """Put an edition's newest ranking before its award's jury; dates may be moved until a vote is cast.

    Jurors get a letter when voting begins, but not of a demonstration. With `publishes_reasons` a decision
    must say for everybody why.

    Raises NotVotable without a ranking, with dates that do not rise, or once a ballot or decision is there.
    """
    run = RankingRun.objects.filter(score_run__campaign=campaign).order_by("-pk").first()
    if run is None or campaign.award_id is None:
        raise NotVotable("early", "there is no ranking to judge yet")
    if votes_until <= votes_from:
        raise NotVotable("dates", "voting ends after it begins")
    now = Jury.objects.select_for_update().filter(campaign=campaign).first()
    if now is not None and (now.ballots.exists() or now.decisions.exists()):
        raise NotVotable("locked", "there are ballots already")
    made, _ = Jury.objects.update_or_create(
        campaign=campaign,
        defaults={
            "run": run,
            "votes_from": votes_from,
            "votes_until": votes_until,
            "blind": blind,
            "publishes_reasons": publishes_reasons,
            "opened_by": opened_by,
        },
    )
    if not campaign.demo:
        plan_notice(campaign=campaign, kind="ballots", due_at=votes_from)
    audit(actor=opened_by, action="jury.opened", subject=f"campaign:{campaign.slug}", detail={"run": run.pk})
    return made


@transaction.atomic
def declare_conflict(*, jury: Jury, account: Account, organisation: Organisation, reason: str) -> None:
    """Note a juror's bond; the class is taken away and a ballot that was not locked goes with it.

    Raises NotVotable where a ballot in that class is locked already: the evaluator must hear of it.
    """
    part = Participant.objects.filter(campaign=jury.campaign_id, organisation=organisation).first()
    if part is None:
        raise NotVotable("elsewhere", f"{organisation.slug} takes no part")
    mine = Ballot.objects.select_for_update().filter(jury=jury, klass=part.klass_id, account=account)
    if mine.filter(locked_at__isnull=False).exists():
        raise NotVotable("locked", "the ballot of this class is locked already")
    mine.delete()
    _, made = JuryConflict.objects.get_or_create(
        jury=jury, account=account, organisation=organisation, defaults={"reason": reason.strip()[:500]}
    )
    if made:
        audit(
            actor=account.label,
            action="jury.bound",
            subject=f"jury:{jury.pk}",
            detail={"organisation": organisation.slug},
        )


@transaction.atomic
def save_ballot(
    *,
    jury: Jury,
    klass: OrganisationClass,
    account: Account,
    nominees: Sequence[int],
    places: Sequence[int],
    reasons: str,
    lock: bool,
) -> Ballot:
    """Save a ballot, or lock it for good.

    Raises NotVotable outside the voting's time, in a class in which the juror is bound, when it is locked
    already, or when it is to be locked without every nominee in a place or without reasons.
    """
    now = timezone.now()
    if not jury.votes_from <= now < jury.votes_until:
        raise NotVotable("time", "there is no voting now")
    if klass.pk in bound_classes(jury=jury, account=account.pk):
        raise NotVotable("bound", "this juror is bound in this class")
    found, _ = Ballot.objects.select_for_update().get_or_create(jury=jury, klass=klass, account=account)
    if found.locked_at is not None:
        raise NotVotable("locked", "this ballot is locked already")
    whole = sorted(places) == sorted(nominees)
    if lock and not (whole and reasons.strip()):
        raise NotVotable("whole", "a ballot puts every nominee in a place and says why")
    found.places = [each for each in dict.fromkeys(places) if each in set(nominees)]
    found.reasons = reasons.strip()[:8000]
    found.locked_at = now if lock else None
    found.save()
    if lock:
        audit(
            actor=account.label,
            action="ballot.locked",
            subject=f"jury:{jury.pk}",
            detail={"class": klass.slug},
        )
    return found


@transaction.atomic
def decide(
    *,
    jury: Jury,
    klass: OrganisationClass,
    account: Account,
    winners: Sequence[int],
    words: str,
    public_words: Mapping[str, str] | None = None,
) -> JuryDecision:
    """Write down who wins a class, and why; earlier decisions stay, with signatures of their own.

    `public_words` says by language (nb, sv, en) why, for everybody; kept only where the jury's reasons are
    published, and needed there in one language at least.

    Raises NotVotable before the votes are seen by whoever writes it, without a winner, or without words.
    """
    if not votes_are_seen(jury=jury, klass=klass.pk, account=account.pk):
        raise NotVotable("early", "the votes are not seen yet")
    if not winners or not words.strip():
        raise NotVotable("whole", "a decision names a winner and says why")
    told = {
        language: text.strip()[:_MOST_PUBLIC]
        for language, text in (public_words or {}).items()
        if jury.publishes_reasons and text.strip()
    }
    if jury.publishes_reasons and not told:
        raise NotVotable("public", "this award's decision says why for everybody, in one language at least")
    made = JuryDecision.objects.create(
        jury=jury,
        klass=klass,
        winners=list(dict.fromkeys(winners)),
        words=words.strip()[:8000],
        public_words=told,
        made_by=account,
    )
    audit(actor=account.label, action="jury.decided", subject=f"jury:{jury.pk}", detail={"class": klass.slug})
    return made


@transaction.atomic
def sign(*, decision: JuryDecision, account: Account) -> None:
    """Put a juror's name under a decision, once. Raises NotVotable if it is not the newest one."""
    newest = (
        JuryDecision.objects.filter(jury=decision.jury_id, klass=decision.klass_id).order_by("-pk").first()
    )
    if newest is None or newest.pk != decision.pk:
        raise NotVotable("old", "there is a newer decision")
    _, made = JurySignature.objects.get_or_create(decision=decision, account=account)
    if made:
        audit(actor=account.label, action="jury.signed", subject=f"jury:{decision.jury_id}")
