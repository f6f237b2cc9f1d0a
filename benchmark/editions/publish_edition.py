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
from benchmark.editions.release_again import corrected_since, newest_ranking
from benchmark.editions.released_run import released_run
from results.audit import audit
from results.models import Campaign, Dispute, Jury, JuryDecision, Publication, RankingRow, RankingRun
from scenarios.data_licence import LICENCES


class PublicGate(NamedTuple):
    """What must hold before everybody reads an edition: a word, and whether it holds."""

    word: str
    met: bool


def public_gates(campaign: Campaign) -> tuple[PublicGate, ...]:
    """Return the gates of a publication in their order; each must be met.

    `real` no demonstration · `released` the organisations have seen their results · `corrected` what was
    corrected or left out after that is in the ranking that they see (what is published is corrected itself) ·
    `disputes` every objection is answered · `jury` where a jury judges, each class with nominees has a signed
    decision.
    """
    seen = released_run(campaign)
    public = Publication.objects.filter(campaign=campaign).exists()
    return (
        PublicGate("real", not campaign.demo),
        PublicGate("released", seen is not None),
        PublicGate("corrected", public or seen is None or not corrected_since(seen)),
        PublicGate("disputes", not Dispute.objects.filter(contact__campaign=campaign, state="open").exists()),
        PublicGate("jury", _is_judged(campaign)),
    )


def published(campaign: Campaign) -> Publication | None:
    """Return what everybody reads of an edition now: the publication with the highest number."""
    return Publication.objects.filter(campaign=campaign).select_related("run").order_by("-number").first()


def usual_licence(campaign: Campaign, last: Publication | None) -> str:
    """Return which licence is meant where nobody says one: an SPDX id, or "" for none.

    The last publication's; before the first, that of the campaign's own file.
    """
    if last is not None:
        return last.licence
    return str(campaign.document.body.get("licence") or "")


@transaction.atomic
def publish_edition(
    *,
    campaign: Campaign,
    actor: str,
    names: Names | None = None,
    licence: str | None = None,
    reason: str = "",
    at: dt.datetime | None = None,
) -> Publication:
    """Freeze an edition as everybody reads it from now on, or a correction of it with its reason.

    The first time the released ranking is published; a correction takes the newest ranking, which then is the
    released one for organisations too. A demonstration has no gate but its release: it stays marked as one.

    Args:
        campaign: the edition. actor: who publishes it.
        names: who is named; where it is not said, as the last publication said, at first all.
        licence: of the open data, an SPDX id of `scenarios.data_licence`, "" for none; where it is not said,
            as the last publication said, at first as the campaign's own file says.
        reason: what a correction corrects, for everybody to read.
        at: when; now if not given.

    Raises:
        NotPublishable: a gate fails, a correction says no reason, it would change nothing, or the licence is
            not known.
    """
    row = (
        Campaign.objects.select_for_update(of=("self",))
        .select_related("award", "document", "method", "questionnaire")
        .get(pk=campaign.pk)
    )
    before = list(Publication.objects.filter(campaign=row).order_by("number"))
    run = _run(row, again=bool(before))
    reason = reason.strip()[:500]
    if before and not reason:
        raise NotPublishable(f"{row.slug} is published already – say what the correction corrects")
    if not before and reason:
        raise NotPublishable(f"{row.slug} is not published yet: there is nothing to correct")
    last = before[-1] if before else None
    names = names or _names(last)
    licence = usual_licence(row, last) if licence is None else licence
    if licence and licence not in LICENCES:
        raise NotPublishable(f"{licence} is no licence for data that is known here ({', '.join(LICENCES)})")
    changes = [Change(each.number, each.published_at, each.reason) for each in before]
    moment = at or timezone.now()
    document = public_edition(
        campaign=row, run=run, names=names, licence=licence,
        changes=[*changes, Change(len(before) + 1, moment, reason)],
    )  # fmt: skip
    said = (run.pk, names, licence)
    if last and (last.run_id, last.names, last.licence) == said and not _jury_changed(row, last):
        raise NotPublishable(f"{row.slug}: nothing has changed since it was published")
    text = canonical(document)
    made = Publication.objects.create(
        campaign=row, run=run, number=len(before) + 1, names=names, licence=licence, document=text,
        digest=hashlib.sha256(text.encode()).hexdigest(), reason=reason, published_at=moment,
        published_by=actor,
    )  # fmt: skip
    audit(
        actor=actor,
        action="campaign.published",
        subject=f"campaign:{row.slug}",
        detail={
            "number": made.number,
            "digest": made.digest,
            "names": names,
            "licence": licence,
            "run": run.pk,
        },
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
        run = newest_ranking(campaign)
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


def _names(last: Publication | None) -> Names:
    return "shortlist" if last is not None and last.names == "shortlist" else "all"


def _jury_changed(campaign: Campaign, last: Publication) -> bool:
    return JuryDecision.objects.filter(jury__campaign=campaign, at__gt=last.published_at).exists()
