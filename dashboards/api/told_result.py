"""A released result as programs read it."""

from __future__ import annotations

import datetime as dt

from ninja import Schema
from pydantic import Field

from benchmark.editions.first_contact import FirstContact
from benchmark.editions.own_result import OwnResult, Part
from dashboards.organisation.pages import Own
from dashboards.organisation.views.result import result_parts
from dashboards.site.drawn import chart_language


class ToldPart(Schema):
    """A channel or an area. Points are null where there is none; `status` says why."""

    name: str
    title: str
    score: float | None
    low: float | None = Field(description="Lower end of the interval; null for a single contact.")
    high: float | None
    n: int = Field(description="Contacts it rests on.")
    missing: int = Field(description="Contacts that should have counted and have no score.")
    middle_of_class: float | None
    status: str


class ToldFigure(Schema):
    """A figure of its own that the method names."""

    name: str
    title: str
    value: float
    low: float | None
    high: float | None
    unit: str
    n: int
    verdict: str = Field(description="Against the method's target, where it has one.")


class ToldFirst(Schema):
    """The share that the first person reached helps, 0 to 1, against a target."""

    basis: str = Field(description="asked: shoppers said so · never_passed_on: counted by machine.")
    target: float
    whose_target: str = Field(description="own, method or usual.")
    share: float | None
    low: float | None
    high: float | None
    n: int
    verdict: str | None = Field(description="met, missed or cannot tell, in the statistics' word.")


class ToldResult(Schema):
    """Everything that a released edition says of one organisation."""

    edition: str
    title: dict[str, str]
    released_at: dt.datetime | None
    demonstration: bool = Field(description="True: nobody is measured by it, its figures count for nothing.")
    organisation: str
    name: str
    class_: str = Field(alias="class")
    method: str = Field(description="The method's name and version.")
    confidence: float = Field(description="Level of all intervals, 0 to 1.")
    status: str = Field(description="ranked, or why there is no score.")
    score: float | None
    low: float | None
    high: float | None
    n: int
    zeros: int = Field(description="Contacts worth nothing.")
    missing: int
    rank: int | None
    best: int | None = Field(description="The best place that is not ruled out.")
    worst: int | None
    ranked: int = Field(description="Organisations ranked in the class.")
    may_be_best: bool
    answered: float | None = Field(description="The score of answered contacts alone.")
    agent: float | None = Field(description="The score of what people did, without waiting.")
    reached: float | None = Field(description="Share answered within the method's limits, 0 to 1.")
    sentence: str = Field(description="What the score is worth, in the language asked for.")
    areas: list[ToldPart]
    channels: list[ToldPart]
    figures: list[ToldFigure]
    first_contact: ToldFirst | None


def told_result(own: Own) -> ToldResult:
    """Tell a result. Others of the class stand in its sentence only, called as the release says."""
    parts = result_parts(own)
    found: OwnResult = parts["result"]
    titles: dict[str, str] = parts["areas"]
    return ToldResult.model_validate(
        {
            "edition": own.campaign.slug,
            "title": own.campaign.title,
            "released_at": own.campaign.released_at,
            "demonstration": own.campaign.demo,
            "organisation": own.organisation.slug,
            "name": own.organisation.name,
            "class": own.klass.slug,
            "method": parts["method_words"],
            "confidence": parts["level"] / 100,
            "ranked": found.size,
            **{
                name: getattr(found, name)
                for name in (
                    "status", "score", "low", "high", "n", "zeros", "missing", "rank", "best", "worst",
                    "may_be_best", "answered", "agent", "reached",
                )
            },
            "sentence": found.says(chart_language(), names=parts["names"]),
            "areas": [_part(each, titles.get(each.name, each.name)) for each in found.areas],
            "channels": [_part(each, each.name) for each in found.channels],
            "figures": [
                {
                    "title": title,
                    **{
                        name: getattr(each, name)
                        for name in ("name", "value", "low", "high", "unit", "n", "verdict")
                    },
                }
                for title, each in parts["figures"]
            ],
            "first_contact": _first(parts["first"]),
        }
    )  # fmt: skip


def _part(part: Part, title: str) -> dict[str, object]:
    return {
        "name": part.name,
        "title": title,
        "score": part.value,
        "low": part.low,
        "high": part.high,
        "n": part.n,
        "missing": part.missing,
        "middle_of_class": part.middle,
        "status": part.status,
    }


def _first(first: FirstContact | None) -> dict[str, object] | None:
    if first is None:
        return None
    told = first.told
    return {
        "basis": first.basis,
        "target": first.target,
        "whose_target": first.whose,
        "share": told.share if told else None,
        "low": told.shown.low if told else None,
        "high": told.shown.high if told else None,
        "n": told.trials if told else 0,
        "verdict": str(told.verdict) if told else None,
    }
