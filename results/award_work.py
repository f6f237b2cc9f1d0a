"""What a house does with its awards, one short step each: make one, change its name, put a campaign in."""

from __future__ import annotations

import re
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from results.audit import audit
from results.errors import AwardStays, BadAward, NoSuchAward
from results.models import Award, Campaign, Jury, Publication

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SLUG, _LONGEST = 64, 200
_NAMED = 10
_WHY = {
    "published": "its edition is published",
    "jury": "its jury has begun",
}


def find_award(slug: str) -> Award:
    """Return an award by its short name. Raises NoSuchAward naming those that there are."""
    found = Award.objects.filter(slug=slug).first()
    if found is None:
        known = list(Award.objects.order_by("slug").values_list("slug", flat=True)[: _NAMED + 1])
        told = ", ".join(known[:_NAMED]) + (" …" if len(known) > _NAMED else "")
        raise NoSuchAward(
            f"there is no award {slug!r} in the record (it has {told or 'none yet'})"
            f" – `svartid award add {_typed(slug)} --name NAME` makes it"
        )
    return found


@transaction.atomic
def make_award(*, slug: str, name: str, house: str = "", actor: str) -> Award:
    """Make an award.

    Raises BadAward where its short name is none or taken, or a name is empty or too long.
    """
    if len(slug) > _LONGEST_SLUG or not _SLUG.fullmatch(slug):
        raise BadAward(
            "slug", f"{slug!r}: a short name has small letters a to z, digits and hyphens, like service-award"
        )
    values = _checked(name=name, house=house)
    try:
        with transaction.atomic():
            award = Award.objects.create(slug=slug, **values)
    except IntegrityError:
        raise BadAward("taken", f"there is an award {slug!r} already") from None
    audit(actor=actor, action="award.made", subject=f"award:{slug}", detail=values)
    return award


@transaction.atomic
def change_award(*, award: Award, name: str, house: str, actor: str) -> bool:
    """Give an award another name or house, and return whether it was news; its short name never changes.

    Editions that are published keep the name under which they were. Raises BadAward.
    """
    row = Award.objects.select_for_update(no_key=True).get(pk=award.pk)
    before, values = {"name": row.name, "house": row.house}, _checked(name=name, house=house)
    if before == values:
        return False
    row.name, row.house = values["name"], values["house"]
    row.save(update_fields=["name", "house"])
    audit(
        actor=actor,
        action="award.changed",
        subject=f"award:{row.slug}",
        detail={"before": before, "after": values},
    )
    return True


@transaction.atomic
def put_into_award(*, campaign: Campaign, award: Award, actor: str) -> bool:
    """Make a campaign an edition of an award, and return whether it was news.

    Raises AwardStays once its jury has begun or its edition is published: others have relied on it.
    """
    # A jury that is being opened waits for this lock, or this for it.
    row = Campaign.objects.select_for_update(of=("self",)).select_related("award").get(pk=campaign.pk)
    if row.award_id == award.pk:
        return False
    if why := why_it_stays(row):
        raise AwardStays(why, f"{row.slug} stays where it is: {_WHY[why]}")
    before = row.award.slug if row.award else ""
    row.award = award
    row.save(update_fields=["award"])
    audit(
        actor=actor,
        action="campaign.put_into_award",
        subject=f"campaign:{row.slug}",
        detail={"before": before, "after": award.slug},
    )
    return True


def with_what_holds(campaigns: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """Say of each campaign what holds it in its award: `published` and `judged`, as columns of the query.

    A jury has begun when its voting has, or when a juror has declared a bond, begun a ballot or decided.
    """
    begun = Q(votes_from__lte=timezone.now()) | Q(conflicts__isnull=False)
    begun |= Q(ballots__isnull=False) | Q(decisions__isnull=False)
    return campaigns.annotate(
        published=Exists(Publication.objects.filter(campaign=OuterRef("pk"))),
        judged=Exists(Jury.objects.filter(begun, campaign=OuterRef("pk"))),
    )


def why_it_stays(campaign: Campaign) -> str:
    """Return why a campaign cannot be put into another award: `published`, `jury`, or "" if it can."""
    row: Any = with_what_holds(Campaign.objects.filter(pk=campaign.pk)).get()
    return "published" if row.published else "jury" if row.judged else ""


def _checked(*, name: str, house: str) -> dict[str, str]:
    values = {"name": " ".join(name.split()), "house": " ".join(house.split())}
    if not values["name"]:
        raise BadAward("name", "an award has a name, as its editions will bear it")
    for word, value in values.items():
        if len(value) > _LONGEST:
            raise BadAward(word, f"the {word} is longer than {_LONGEST} letters")
    return values


def _typed(slug: str) -> str:
    return slug if _SLUG.fullmatch(slug) else "SHORT-NAME"
