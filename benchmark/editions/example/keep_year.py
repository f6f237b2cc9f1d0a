"""A made-up year written into the record: fieldwork with timelines and ratings, then scores and ranking."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
from django.db import connection, transaction

from benchmark.editions.example.dress import keep_trails, listen_along, object_and_answer, review_all
from benchmark.editions.example.enquiries import example_enquiries
from benchmark.editions.example.industries import INDUSTRIES
from benchmark.editions.example.organisations import POINTS, example_organisations
from benchmark.editions.example.rated import rated, rating_times
from benchmark.editions.example.size import ExampleSize
from benchmark.editions.example.told_contacts import told_contacts
from benchmark.editions.example.world import ExampleYear
from benchmark.editions.score_and_rank import score_and_rank
from results.audit import audit
from results.keep_campaign import keep_campaign
from results.keep_fieldwork import keep_fieldwork
from results.models import Award, Campaign
from scenarios.campaign import Campaign as CampaignDocument
from scenarios.method import Method
from scenarios.questionnaire import NumberScale, Questionnaire

_RELEASED_AFTER = dt.timedelta(days=45)
_TABLES = (
    "contact", "attempt", "timelinedocument", "timelineevent", "measurement", "ratingsession", "ratinganswer",
    "review",
)  # fmt: skip


def edition_document(
    *, slug: str, size: ExampleSize, method: Method, first: dt.date, last: dt.date, seed: int
) -> CampaignDocument:
    """Return the campaign of an example edition as its file would say it."""
    year = slug.rpartition("-")[2]
    return CampaignDocument.model_validate(
        {
            "campaign": slug,
            "title": {
                "nb": f"Eksempelprisen {year}",
                "sv": f"Exempelpriset {year}",
                "en": f"The example award {year}",
            },
            "method": method.method,
            "questionnaire": method.questionnaire,
            "fieldwork": {"from": first, "to": last, "hours": "09:00-15:00", "days": "mon-fri"},
            "organisations": "../organisations/*.yaml",
            "enquiries": {
                kind.slug: [each.enquiry for each in example_enquiries(kind)]
                for kind in INDUSTRIES[: size.classes]
            },
            "shoppers": {"pool": f"example {size.name}", "double_rated": "5 %"},
            "caps": {"per_touchpoint_a_day": 2, "minutes": 60000},
            "seed": seed,
        }
    )


@transaction.atomic
def keep_year(
    *, slug: str, made: ExampleYear, size: ExampleSize, method: Method, questionnaire: Questionnaire,
    award: Award, seed: int, actor: str,
) -> Campaign:  # fmt: skip
    """Write a year's fieldwork into the record, all or nothing: contacts, timelines, ratings, reviews."""
    rng = np.random.default_rng([seed, made.year, 1])
    contacts, answers, measurements = _with_names(made, size)
    timelines, measured, ended = told_contacts(contacts=contacts, measurements=measurements, rng=rng)
    contacts = contacts.assign(ended=ended, **rating_times(ended=ended, rng=rng))
    days = contacts["day"]
    campaign = keep_campaign(
        edition_document(
            slug=slug, size=size, method=method, first=days.min().date(), last=days.max().date(), seed=seed
        ),
        method=method, questionnaire=questionnaire, organisations=example_organisations(size), award=award,
        demo=True, actor=actor,
    )  # fmt: skip
    keep_fieldwork(
        campaign,
        {
            "contacts": contacts,
            "measurements": measured,
            "answers": rated(answers=answers, contacts=contacts, questionnaire=questionnaire, rng=rng),
            "timelines": timelines,
        },
        enquiries={
            each.enquiry: each for kind in INDUSTRIES[: size.classes] for each in example_enquiries(kind)
        },
        counted_items=tuple(
            item.item
            for item in questionnaire.items
            if isinstance(questionnaire.scales[item.scale], NumberScale)
        ),
        origin="form",
        actor=actor,
    )
    keep_trails(campaign)
    review_all(campaign=campaign, rng=rng, actor=actor)
    object_and_answer(campaign=campaign, rng=rng, actor=actor, answer=True)
    return campaign


@transaction.atomic
def release_year(*, campaign: Campaign, seed: int, disputed: bool, actor: str) -> None:
    """Score, rank and release a year. No gate is asked; it stays marked as a demonstration.

    `disputed` leaves objections unanswered, as they come in after a release.
    """
    _count_rows()
    score_and_rank(campaign=campaign, actor=actor)
    rng = np.random.default_rng([seed, campaign.ends_on.year, 2])
    listen_along(campaign=campaign, rng=rng)
    if disputed:
        object_and_answer(campaign=campaign, rng=rng, actor=actor, answer=False)
    at = dt.datetime.combine(campaign.ends_on + _RELEASED_AFTER, dt.time(10), dt.UTC)
    Campaign.objects.filter(pk=campaign.pk).update(released_at=at)
    audit(
        actor=actor,
        action="campaign.released",
        subject=f"campaign:{campaign.slug}",
        detail={"example": True},
    )


def _count_rows() -> None:
    """Tell PostgreSQL how large the tables have become: what it plans for empty ones takes minutes."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(f"results_{name}" for name in _TABLES))


def _with_names(made: ExampleYear, size: ExampleSize) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Name contacts as a plan does, and give each the enquiry of its class; frames of plain words."""
    frames = {
        name: frame.astype(dict.fromkeys(frame.select_dtypes("category"), object))
        for name, frame in made.frames.items()
    }
    places = frames["organisations"].set_index("organisation")
    asked = {
        kind.slug: [each.enquiry for each in example_enquiries(kind)] for kind in INDUSTRIES[: size.classes]
    }
    contacts = frames["contacts"].sort_values(["organisation", "day", "contact"], kind="stable")
    number = contacts.groupby("organisation").cumcount() + 1
    points = contacts["channel"].map(POINTS)
    keys: Any = contacts["organisation"] + "." + points + "." + number.astype(str).str.zfill(3)
    old = dict(zip(contacts["contact"], keys, strict=True))
    group = contacts["organisation"].map(places["class"])
    scenario = [
        asked[each][int(name.rpartition("-")[2]) % len(asked[each])]
        for each, name in zip(group, contacts["scenario"], strict=True)
    ]
    contacts = contacts.assign(
        contact=keys, scenario=scenario, country=contacts["organisation"].map(places["country"])
    )
    answers, measurements = (
        frames[name].assign(contact=frames[name]["contact"].map(old)) for name in ("answers", "measurements")
    )
    return contacts.reset_index(drop=True), answers, measurements
