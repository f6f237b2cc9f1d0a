"""`svartid bench edition`: how long a published edition takes, and what one corrected answer changes."""

import json
import os
import tempfile
import time
from pathlib import Path
from typing import Annotated, Any

import typer

AIM_S = 60.0
"""Within this many seconds an edition of 200 organisations × 25 contacts is put together and written."""


def edition(
    organisations: Annotated[int, typer.Option(min=8, help="How many organisations.")] = 200,
    json_: Annotated[bool, typer.Option("--json", help="Print flat JSON keys instead.")] = False,
) -> None:
    """Publish 200 organisations with 25 contacts each, write the folder, correct one answer, write it again.

    In a database of its own, which is dropped afterwards; filling it takes a few minutes and is not counted.

    Example: `svartid bench edition --json`

    Exit codes: 0 the aim of 60 s is met · 1 it is missed · 3 the database cannot be opened.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "dashboards.settings"
    from benchmark.fieldwork.bench import own_database

    with own_database(), tempfile.TemporaryDirectory() as folder:
        found = _measured(organisations, Path(folder) / "edition", quiet=json_)
    if json_:
        typer.echo(json.dumps(found, indent=1))
    else:
        for name, value in found.items():
            typer.echo(f"{name:24} {value}")
    raise typer.Exit(0 if found["build_s"] <= AIM_S else 1)


def _measured(organisations: int, folder: Path, *, quiet: bool) -> dict[str, Any]:
    from benchmark.editions.example.keep_example import keep_example
    from benchmark.editions.example.size import ExampleSize
    from benchmark.editions.publish_edition import publish_edition
    from benchmark.editions.score_and_rank import score_and_rank
    from results.models import Campaign

    size = ExampleSize(
        "bench", organisations=organisations, classes=max(organisations // 10, 1),
        shoppers=max(organisations // 2, 8), years=1,
    )  # fmt: skip
    done = keep_example(size=size, tell=lambda words: None if quiet else typer.echo(words))
    campaign = Campaign.objects.get(slug=done.campaigns[0])
    found: dict[str, Any] = {"organisations": organisations, "contacts": done.contacts}
    document_s = _put_together(campaign)
    written, write_s = _write(campaign, folder)
    found |= {
        "document_s": document_s,
        "write_s": write_s,
        "build_s": round(document_s + write_s, 2),
        "files": len(written.written),
        "mb": round(written.size / 1e6, 1),
    }
    same, again_s = _write(campaign, folder)
    found |= {"same_again_s": again_s, "same_again_written": len(same.written)}
    _correct_one_answer(campaign)
    score_and_rank(campaign=campaign, actor="bench")
    publish_edition(campaign=campaign, actor="bench", reason="One answer.")
    changed, changed_s = _write(campaign, folder)
    return found | {
        "corrected_s": changed_s,
        "corrected_written": len(changed.written),
        "corrected_kept": len(changed.kept),
    }


def _put_together(campaign: Any) -> float:
    from benchmark.editions.public_edition import canonical, public_edition
    from benchmark.editions.released_run import released_run
    from results.models import Campaign

    begun = time.perf_counter()
    row = Campaign.objects.select_related("award", "method", "questionnaire").get(pk=campaign.pk)
    run = released_run(row)
    assert run is not None
    canonical(public_edition(campaign=row, run=run, names="all", changes=[]))
    return round(time.perf_counter() - begun, 2)


def _write(campaign: Any, folder: Path) -> tuple[Any, float]:
    from benchmark.editions.publish_edition import published
    from dashboards.public.edition_pages import EditionPages
    from dashboards.public.folder import write_folder
    from dashboards.public.publication import read_publication

    publication = published(campaign)
    assert publication is not None
    begun = time.perf_counter()
    pages = EditionPages(read_publication(publication.pk), base="https://award.example/")
    done = write_folder(folder, paths=pages.paths, make=pages.make)
    return done, round(time.perf_counter() - begun, 2)


def _correct_one_answer(campaign: Any) -> None:
    """Give one contact another answer, as a reviewer does."""
    from results.models import RatingAnswer
    from results.review_rating import correct_rating

    answer = (
        RatingAnswer.objects.filter(
            session__contact__campaign=campaign, session__role="first", session__state="submitted",
            option__gt=0,
        )
        .select_related("session")
        .order_by("pk")[0]
    )  # fmt: skip
    correct_rating(session=answer.session, item=answer.item, option=0, reason="Heard again.", author="bench")
