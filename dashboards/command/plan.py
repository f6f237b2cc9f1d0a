import csv
import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from benchmark.planning.campaign_files import CampaignFiles, read_campaign, shoppers_of
from benchmark.planning.errors import PlanningError
from benchmark.planning.plan import Plan
from benchmark.planning.plan import plan as draw_plan
from benchmark.planning.plan_document import COLUMNS, plan_document, plan_rows
from dashboards.command.plan_page import plan_page
from dashboards.command.plan_report import show_plan
from scenarios.errors import ScenarioErrors


def plan(
    campaign: Annotated[
        Path,
        typer.Argument(help="The campaign's file, or the name of one in the library.", show_default=False),
    ],
    more: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders with your own methods and enquiries.")
    ] = None,
    shoppers: Annotated[
        Path | None,
        typer.Option(help="Who asks and rates: CSV (name, languages, channels, conflicts, most) or YAML."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Draw from this number instead of the campaign's.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write plan.csv and calendar.html into this folder.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON document instead of tables.")] = False,
) -> None:
    """Draw a campaign's plan: each contact's organisation, channel, enquiry, shopper, day and time.

    Nothing is contacted and nothing stored. The same campaign, shoppers and seed give the same plan. It says
    how large a difference it will be able to tell, and which wishes could not be met and why.

    Example: `svartid plan town-award --out plan` · `svartid plan mine.yaml enquiries`

    Exit codes: 0 a plan came out · 3 none can be made, or a file is wrong (what stands in the way is told).
    """
    try:
        files = read_campaign(campaign, more=more or ())
        drawn = draw_plan(
            campaign=files.campaign,
            organisations=files.organisations,
            method=files.method,
            enquiries=files.enquiries,
            shoppers=shoppers_of(files, file=shoppers),
            seed=seed,
        )
    except (ScenarioErrors, PlanningError) as wrong:
        typer.echo(f"svartid: {wrong}", err=True)
        raise typer.Exit(3) from None
    if json_:
        typer.echo(json.dumps(plan_document(drawn), ensure_ascii=False, indent=1))
    else:
        show_plan(drawn, title=_title(files), period=_period(files))
    for path in _write(drawn, files, out) if out is not None else ():
        typer.echo(f"wrote {path}", err=json_)


def _write(drawn: Plan, files: CampaignFiles, folder: Path) -> list[Path]:
    table, page = folder / "plan.csv", folder / "calendar.html"
    folder.mkdir(parents=True, exist_ok=True)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(plan_rows(drawn))
    page.write_text(plan_page(drawn, title=_title(files), period=_period(files)), encoding="utf-8")
    return [table, page]


def _title(files: CampaignFiles) -> str:
    title = files.campaign.title
    return files.campaign.campaign if title is None else title.say("en")


def _period(files: CampaignFiles) -> str:
    fieldwork = files.campaign.fieldwork
    return f"{_written(fieldwork.from_)} to {_written(fieldwork.to)}, {fieldwork.days} {fieldwork.hours}"


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
