"""An example edition in the record: `svartid example`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from benchmark.editions.errors import ExampleThere
from benchmark.editions.example.begun_year import begin_year
from benchmark.editions.example.industries import INDUSTRIES
from benchmark.editions.example.keep_year import keep_year, release_year
from benchmark.editions.example.names import shopper_name
from benchmark.editions.example.people import keep_people
from benchmark.editions.example.size import ExampleSize
from benchmark.editions.example.world import ExampleYear, example_years
from benchmark.editions.publish_edition import publish_edition, published
from results.models import Award, Campaign, Contact, OrganisationClass, Shopper
from scenarios.library_path import library_file
from scenarios.load import load_method, load_questionnaire
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire

_METHOD = "kundeserviceprisen"
_PUBLISHED_AFTER = dt.timedelta(days=14)


@dataclass(slots=True)
class Example:
    """What an example brought: campaigns in their order, and the truth that only a simulation knows.

    `shoppers` are severities in points by label (above 0: gives more); `organisations` the expected worth of
    an item of a reached contact, per cent, by year.
    """

    award: str
    campaigns: list[str] = field(default_factory=list)
    contacts: int = 0
    shoppers: dict[str, float] = field(default_factory=dict)
    organisations: dict[int, dict[str, float]] = field(default_factory=dict)

    def to_document(self, *, truth: bool = False) -> dict[str, Any]:
        """Return plain JSON values, with the truth if asked."""
        told: dict[str, Any] = {
            "award": self.award,
            "campaigns": self.campaigns,
            "contacts": self.contacts,
        }
        if truth:
            told["truth"] = {"shoppers": self.shoppers, "organisations": self.organisations}
        return told


def keep_example(
    *,
    size: ExampleSize,
    seed: int = 1,
    today: dt.date | None = None,
    tell: Callable[[str], None] = lambda _: None,
    actor: str = "svartid",
) -> Example:
    """Fill the record with an example: years of fieldwork, scored, ranked and released; one edition begun.

    Every year is written whole or not at all; an example that was interrupted goes on where it was. Raises
    ExampleThere if the record holds it already, or holds one of the same name drawn from another seed.

    Args:
        size: how large.
        seed: what everything is drawn from.
        today: the newest edition over ended in March of this year; today if not given.
        tell: is told in a line what is being done.
        actor: who is said to have done it.
    """
    day = today or dt.datetime.now(dt.UTC).date()
    method, questionnaire = _documents()
    last = day.year if day.month > 5 else day.year - 1
    award, _ = Award.objects.get_or_create(
        slug=f"example-{size.name}",
        defaults={"name": "Eksempelprisen", "house": "Målehuset Lyngbekk"},
    )
    _refuse_another(award, seed)
    slugs = {year: f"{award.slug}-{year}" for year in range(last - size.years + 1, last + 1)}
    begun = f"{award.slug}-{last + 1}-demo"
    if not _missing(slugs, begun if size.begun else None):
        raise ExampleThere(f"the record holds {award.slug} already ({', '.join(slugs.values())})")
    done = Example(award.slug)
    labels: list[str] = []
    for made in example_years(size=size, last=last, method=method, questionnaire=questionnaire, seed=seed):
        labels = _shoppers(made)
        _keep(done, made, slugs[made.year], size, method, questionnaire, award, seed,
              made.year == last, tell, actor)  # fmt: skip
    if size.begun:
        if not Campaign.objects.filter(slug=begun).exists():
            tell(f"{begun}: planned, and its first {size.begun} contacts made …")
            begin_year(
                slug=begun, size=size, method=method, questionnaire=questionnaire, award=award, labels=labels,
                first=day - dt.timedelta(days=9), seed=seed, actor=actor,
            )  # fmt: skip
        done.campaigns.append(begun)
    keep_people(award=award)
    for kind in INDUSTRIES:
        OrganisationClass.objects.filter(slug=kind.slug, name="").update(name=kind.name)
    done.contacts = Contact.objects.filter(campaign__award=award).count()
    return done


def _keep(
    done: Example, made: ExampleYear, slug: str, size: ExampleSize, method: Method,
    questionnaire: Questionnaire, award: Award, seed: int, newest: bool, tell: Callable[[str], None],
    actor: str,
) -> None:  # fmt: skip
    campaign = Campaign.objects.filter(slug=slug).first()
    if campaign is None:
        tell(f"{slug}: {len(made.frames['contacts']):,} contacts …")
        campaign = keep_year(
            slug=slug, made=made, size=size, method=method, questionnaire=questionnaire, award=award,
            seed=seed, actor=actor,
        )  # fmt: skip
    if campaign.released_at is None:
        tell(f"{slug}: scored, ranked, released …")
        release_year(campaign=campaign, seed=seed, disputed=newest, actor=actor)
    if published(campaign) is None:
        campaign.refresh_from_db()
        at = (campaign.released_at or dt.datetime.now(dt.UTC)) + _PUBLISHED_AFTER
        publish_edition(campaign=campaign, actor=actor, at=at)
    done.campaigns.append(slug)
    shoppers, members = made.truth.shoppers, made.truth.organisations
    done.shoppers = _figures(shoppers["shopper"], shoppers["effect"])
    done.organisations[made.year] = _figures(members["organisation"], members["quality"])


def _figures(names: Iterable[Any], values: Iterable[Any]) -> dict[str, float]:
    return {str(name): round(float(value), 3) for name, value in zip(names, values, strict=True)}


@transaction.atomic
def _shoppers(made: ExampleYear) -> list[str]:
    """Write the shoppers down, as people who serve all channels in both languages; return their labels."""
    labels = [str(label) for label in made.truth.shoppers["shopper"]]
    Shopper.objects.bulk_create(
        [
            Shopper(label=label, name=shopper_name(place), email=f"{label}@shoppers.example",
                    languages=["nb", "sv"])
            for place, label in enumerate(labels)
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    return labels


def _documents() -> tuple[Method, Questionnaire]:
    path = library_file(kind="method", name=_METHOD)
    assert path is not None
    method = load_method(path)
    sheet = library_file(kind="questionnaire", name=str(method.questionnaire))
    assert sheet is not None
    return method, load_questionnaire(sheet)


def _refuse_another(award: Award, seed: int) -> None:
    other = Campaign.objects.filter(award=award).exclude(seed=seed).first()
    if other is not None:
        raise ExampleThere(
            f"{other.slug} was drawn from seed {other.seed}, not {seed} – go on with --seed {other.seed}"
        )


def _missing(slugs: dict[int, str], begun: str | None) -> bool:
    there = Campaign.objects.filter(slug__in=slugs.values(), released_at__isnull=False).count()
    return there < len(slugs) or (begun is not None and not Campaign.objects.filter(slug=begun).exists())
