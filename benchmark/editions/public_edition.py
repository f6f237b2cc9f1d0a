"""What a released edition says to everybody: one document, from which every public page is made.

It holds figures above the contact only, and none behind which fewer than five contacts stand; no comment, no
shopper, no contact, nothing of an edition that is not released. What is not in it cannot be on a page.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmark.editions.public_names import LANGUAGES, Names, PublicName, public_names
from benchmark.editions.public_parts import public_parts
from benchmark.editions.public_prizes import told_prize, won_prizes
from benchmark.editions.public_sample import public_sample
from benchmark.editions.small_cells import LEAST
from benchmark.editions.unnamed import in_names
from results.models import Campaign, RankingRow, RankingRun
from scenarios.data_licence import LICENCES

FORMAT = 2
"""Raised when the document's shape changes; pages of every format that was ever published can be made.

1 the first · 2 with the licence of the open data (`edition.licence`, null where none is given), and with the
jury's reason where one is published (`prizes[].reason`, by language).
"""
_POINTS = 2
_MODELLED = 1
"""Decimals of what the model reckons from all classes at once. One corrected answer moves each such figure by
some thousandths, far within its own error: more decimals would write every page anew, and say nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """A publication of the edition: its number, when, and what it corrects (empty for the first)."""

    number: int
    at: dt.datetime
    reason: str


def public_edition(
    *, campaign: Campaign, run: RankingRun, names: Names, changes: Sequence[Change], licence: str = ""
) -> dict[str, Any]:
    """Put a ranking's edition together for everybody, as plain JSON values.

    Args:
        campaign: the edition, with award, method and questionnaire.
        run: the ranking that is published.
        names: who is named; the others are letters.
        changes: every publication of it, this one last.
        licence: of the open data, its SPDX id; "" for none.
    """
    prizes = won_prizes(campaign=campaign, run=run)
    rows = list(
        RankingRow.objects.filter(run=run, among__startswith="class:", column="total")
        .select_related("organisation")
        .order_by("among", "rank", "-value", "organisation__slug")
    )
    prized = frozenset(each for prize in prizes for each in prize["winners"])
    called = public_names(rows=rows, names=names, prized=prized)
    small = {row.organisation_id for row in rows if row.rank and int(row.detail.get("n") or 0) < LEAST}
    titles = dict(campaign.participants.values_list("klass__slug", "klass__name"))
    award = campaign.award
    return {
        "svartid_edition": FORMAT,
        "edition": {
            "slug": campaign.slug,
            "title": dict(campaign.title),
            "award": award.name if award else "",
            "house": award.house if award else "",
            "starts_on": campaign.starts_on.isoformat(),
            "ends_on": campaign.ends_on.isoformat(),
            "demonstration": campaign.demo,
            "named": names,
            "licence": {"id": licence, **LICENCES[licence]._asdict()} if licence else None,
        },
        "changes": [_change(each) for each in changes],
        "made": {
            "computed_at": run.made_at.astimezone(dt.UTC).isoformat(timespec="seconds"),
            "code": run.code_version,
            "scores": run.score_run.inputs_hash,
            "ranking": run.inputs_hash,
            "confidence": _confidence(run),
            "parameters": dict(run.parameters),
            "least_contacts": LEAST,
        },
        "sample": public_sample(campaign=campaign, at=run.score_run.made_at),
        "prizes": [_without_small(told_prize(each, names=called), called, small) for each in prizes],
        "classes": [_class(among, titles, rows, called, small) for among in _ordered(rows)],
        "organisations": public_parts(
            run=run, names={pk: each for pk, each in called.items() if each.named and pk not in small}
        ),
        "method": campaign.method.body,
        "questionnaire": _questions(campaign),
    }


def canonical(document: Mapping[str, Any]) -> str:
    """Write a document in the one way in which its digest is taken."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _ordered(rows: Iterable[RankingRow]) -> list[str]:
    return list(dict.fromkeys(row.among for row in rows))


def _class(
    among: str, titles: Mapping[str, str], rows: Sequence[RankingRow], called: Mapping[int, PublicName],
    small: set[int],
) -> dict[str, Any]:  # fmt: skip
    slug = among.removeprefix("class:")
    mine = [row for row in rows if row.among == among]
    members = [row.organisation for row in mine]
    slugs: dict[str, dict[str, str]] = {
        language: {each.slug: called[each.pk].words[language] for each in members} for language in LANGUAGES
    }
    ranked = [row for row in mine if row.status == "ranked"]
    return {
        "class": slug,
        "title": titles.get(slug, ""),
        "rows": [_row(row, called, slugs) for row in ranked if row.organisation_id not in small],
        "unscored": [
            _called(called[row.organisation_id])
            for row in mine
            if row.status != "ranked" or row.organisation_id in small
        ],
    }


def _row(
    row: RankingRow, called: Mapping[int, PublicName], slugs: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    detail = row.detail
    verdict = detail.get("verdict") or {}
    return _called(called[row.organisation_id]) | {
        "rank": row.rank,
        "score": _points(row.value),
        "raw": _points(detail.get("raw")),
        "adjusted": _points(detail.get("adjusted"), _MODELLED),
        "low": _points(detail.get("low"), _MODELLED),
        "high": _points(detail.get("high"), _MODELLED),
        "bar": _points(detail.get("bar"), _MODELLED),
        "n": int(detail.get("n") or 0),
        "best": row.best,
        "worst": row.worst,
        "may_be_best": "may_be_best" in row.labels,
        "nominee": "nominee" in row.labels,
        "letters": detail.get("letters", ""),
        "p_best": _share(detail.get("p_best")),
        "p_ranks": [_share(each) for each in detail.get("p_ranks", ())],
        # Rankings from before 2026-11-22 do not say it: their editions keep their bytes.
        **{name: detail[name] for name in ("weights", "weights_and_sampling") if name in detail},
        "verdict": {
            language: in_names(verdict.get(language, ""), slugs=slugs[language]) for language in LANGUAGES
        },
    }


def _called(name: PublicName) -> dict[str, Any]:
    return {"key": name.key, "named": name.named, "name": dict(name.words)}


def _without_small(
    prize: dict[str, Any], called: Mapping[int, PublicName], small: set[int]
) -> dict[str, Any]:
    """Take a score away that rests on too few contacts to be published."""
    hidden = {called[pk].key for pk in small}
    return prize | {"score": None} if hidden & set(prize["winners"]) else prize


def _questions(campaign: Campaign) -> dict[str, Any] | None:
    """Questions by area, without what each answer is worth: shoppers of the next edition read here too."""
    if campaign.questionnaire is None:
        return None
    body = campaign.questionnaire.body
    return {
        "questionnaire": body["questionnaire"],
        "version": body["version"],
        "title": body["title"],
        "source": body["source"],
        "areas": [
            {
                "area": area["area"],
                "title": area["title"],
                "scored": area.get("scored", True),
                "items": [
                    {
                        "item": item["item"],
                        "ask": item["ask"],
                        "channels": item.get("channels"),
                        "counts": area.get("scored", True) and item.get("points", 1) > 0,
                    }
                    for item in area["items"]
                ],
            }
            for area in body["areas"]
        ],
    }


def _change(each: Change) -> dict[str, Any]:
    at = each.at.astimezone(dt.UTC).isoformat(timespec="seconds")
    return {"number": each.number, "at": at, "reason": each.reason}


def _confidence(run: RankingRun) -> float:
    found = run.parameters.get("confidence")
    return float(found) if isinstance(found, int | float) and 0 < found < 1 else 0.95


def _points(value: float | None, places: int = _POINTS) -> float | None:
    return None if value is None else round(float(value), places)


def _share(value: float | None) -> float | None:
    """A chance in whole per cent, as 10 000 draws give it; finer at the ends: below 1 % is not never."""
    if value is None:
        return None
    return round(float(value), 2 if 0.005 <= value <= 0.995 else 4)
