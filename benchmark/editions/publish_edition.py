"""Publishing an edition to everybody, and correcting what was published."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from benchmark.editions.errors import NotPublishable
from benchmark.editions.public_edition import Change, canonical, public_edition
from benchmark.editions.public_names import Names
from benchmark.editions.release import release_gates
from benchmark.editions.released_run import released_run
from results.audit import audit
from results.models import Campaign, Dispute, Jury, JuryDecision, Publication, RankingRow, RankingRun


class PublicGate(NamedTuple):
    """What must hold before everybody reads an edition: a word, and whether it holds."""

    word: str
    met: bool


def public_gates(campaign: Campaign) -> tuple[PublicGate, ...]:
    """Return the gates of a publication in their order; each must be met.

    `real` no demonstration · `released` the organisations have seen their results · `disputes` every
    objection is answered · `jury` where a jury judges, each class with nominees has a signed decision.
    """
    return (
        PublicGate("real", not campaign.demo),
        PublicGate("released", released_run(campaign) is not None),
        PublicGate("disputes", not Dispute.objects.filter(contact__campaign=campaign, state="open").exists()),
        PublicGate("jury", _is_judged(campaign)),
    )


def published(campaign: Campaign) -> Publication | None:
    """Return what everybody reads of an edition now: the publication with the highest number."""
    return Publication.objects.filter(campaign=campaign).select_related("run").order_by("-number").first()


@transaction.atomic
def publish_edition(
    *,
    campaign: Campaign,
    actor: str,
    names: Names = "all",
    reason: str = "",
    at: dt.datetime | None = None,
) -> Publication:
    """Freeze an edition as everybody reads it from now on, or a correction of it with its reason.

    The first time the released ranking is published; a correction takes the newest ranking, which then is the
    released one for organisations too. A demonstration has no gate but its release: it stays marked as one.

    Args:
        campaign: the edition. actor: who publishes it.
        names: who is named; a correction keeps what the first said unless it says otherwise.
        reason: what a correction corrects, for everybody to read.
        at: when; now if not given.

    Raises:
        NotPublishable: a gate fails, a correction says no reason, or it would change nothing.
    """
    row = (
        Campaign.objects.select_for_update(of=("self",))
        .select_related("award", "method", "questionnaire")
        .get(pk=campaign.pk)
    )
    before = list(Publication.objects.filter(campaign=row).order_by("number"))
    run = _run(row, again=bool(before))
    reason = reason.strip()[:500]
    if before and not reason:
        raise NotPublishable(f"{row.slug} is published already – say what the correction corrects")
    if not before and reason:
        raise NotPublishable(f"{row.slug} is not published yet: there is nothing to correct")
    changes = [Change(each.number, each.published_at, each.reason) for each in before]
    moment = at or timezone.now()
    document = public_edition(
        campaign=row, run=run, names=names,
        changes=[*changes, Change(len(before) + 1, moment, reason)],
    )  # fmt: skip
    if before and (before[-1].run_id, before[-1].names) == (run.pk, names) and not _jury_changed(row, before):
        raise NotPublishable(f"{row.slug}: nothing has changed since it was published")
    text = canonical(document)
    made = Publication.objects.create(
        campaign=row, run=run, number=len(before) + 1, names=names, document=text,
        digest=hashlib.sha256(text.encode()).hexdigest(), reason=reason, published_at=moment,
        published_by=actor,
    )  # fmt: skip
    audit(
        actor=actor,
        action="campaign.published",
        subject=f"campaign:{row.slug}",
        detail={"number": made.number, "digest": made.digest, "names": names, "run": run.pk},
    )
    return made


def _run(campaign: Campaign, *, again: bool) -> RankingRun:
    """The ranking to be published, once every gate is met."""
    if campaign.demo:
        failing = [] if released_run(campaign) is not None else ["released"]
    else:
        failing = [gate.word for gate in public_gates(campaign) if not gate.met]
        if again:
            asked = [
                gate for gate in release_gates(campaign, fresh=True) if gate.word in ("scored", "ranked")
            ]
            failing += [gate.word for gate in asked if not gate.met]
    if failing:
        raise NotPublishable(f"{campaign.slug} cannot be published yet ({', '.join(failing)})")
    run = released_run(campaign)
    if again:
        run = RankingRun.objects.filter(score_run__campaign=campaign).order_by("-made_at", "-pk").first()
    assert run is not None
    return RankingRun.objects.select_related("score_run").get(pk=run.pk)


def _is_judged(campaign: Campaign) -> bool:
    jury = Jury.objects.filter(campaign=campaign).first()
    if jury is None:
        return True
    rows = RankingRow.objects.filter(run=jury.run, among__startswith="class:", labels__contains=["nominee"])
    classes = {among.removeprefix("class:") for among in rows.values_list("among", flat=True)}
    decisions = JuryDecision.objects.filter(jury=jury).order_by("pk").select_related("klass")
    newest = {each.klass.slug: each for each in decisions}
    return classes <= {slug for slug, each in newest.items() if each.signatures.exists()}


def _jury_changed(campaign: Campaign, before: list[Publication]) -> bool:
    return JuryDecision.objects.filter(jury__campaign=campaign, at__gt=before[-1].published_at).exists()
