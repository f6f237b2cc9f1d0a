"""`svartid award`: the house's awards from the command line."""

import getpass
import json
from typing import Annotated, Any

import typer

award = typer.Typer(
    no_args_is_help=True,
    help="Awards: make one, list them, put a campaign into one.\n\n"
    "A campaign that is an award's edition can have a jury, and evaluators of that award see it.\n\n"
    "Example: `svartid award add service-award --name 'The service award'`",
    rich_markup_mode="markdown",
)

_Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")]
_Slug = Annotated[
    str, typer.Argument(metavar="SLUG", help="Its short name: small letters, digits and hyphens.")
]


@award.command()
def add(
    slug: _Slug,
    name: Annotated[str, typer.Option(help="Its name, as everybody reads it.")],
    house: Annotated[
        str | None, typer.Option(help="The house that gives it; without it, what stands there stays.")
    ] = None,
    json_: _Json = False,
) -> None:
    """Make an award; of one that is there already, change the name or the house.

    Example: `svartid award add service-award --name "The service award" --house "The measuring house"`

    Exit codes: 0 done · 2 typed wrong · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.award_work import change_award, make_award
    from results.models import Award

    there = Award.objects.filter(slug=slug).first()
    if there is None:
        done = "made"
        make_award(slug=slug, name=name, house=house or "", actor=_actor())
    else:
        kept = there.house if house is None else house
        news = change_award(award=there, name=name, house=kept, actor=_actor())
        done = "changed" if news else "unchanged"
    told = _told(Award.objects.get(slug=slug))
    if json_:
        typer.echo(json.dumps({"done": done, **told}, ensure_ascii=False))
        return
    words = {
        "made": "made",
        "changed": "was there and is changed",
        "unchanged": "was there already, the same",
    }
    of = f", given by {told['house']}" if told["house"] else ""
    typer.echo(f"{slug} {words[done]}: {told['name']}{of}.")


@award.command("list")
def list_(json_: _Json = False) -> None:
    """List the awards with the campaigns that are their editions.

    Example: `svartid award list --json`

    Exit codes: 0 done · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.models import Award, Campaign

    rows = Campaign.objects.filter(award__isnull=False).order_by("-starts_on", "slug")
    campaigns: dict[int | None, list[str]] = {}
    for name, award_id in rows.values_list("slug", "award"):
        campaigns.setdefault(award_id, []).append(name)
    told = [
        {**_told(each), "campaigns": campaigns.get(each.pk, [])} for each in Award.objects.order_by("slug")
    ]
    if json_:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for each in told:
        of = f", {each['house']}" if each["house"] else ""
        typer.echo(f"{each['award']}: {each['name']}{of}")
        for name in each["campaigns"]:
            typer.echo(f"  {name}")
    if not told:
        typer.echo("No award yet. `svartid award add SLUG --name NAME` makes one.")


@award.command()
def take(
    campaign: Annotated[
        str, typer.Argument(help="The campaign's name in the record (see `svartid status`).")
    ],
    into: Annotated[str, typer.Option("--into", metavar="SLUG", help="The award, by its short name.")],
    json_: _Json = False,
) -> None:
    """Put a campaign that is in the record into an award, until its jury has begun or it is published.

    Example: `svartid award take autumn-round --into service-award`

    Exit codes: 0 done · 1 no such campaign, or it stays where it is · 2 typed wrong · 3 no such award, or no
    database.
    """
    from results.setup import open_record

    open_record()
    from results.award_work import find_award, put_into_award
    from results.errors import NobodyFound
    from results.models import Campaign

    found = Campaign.objects.filter(slug=campaign).first()
    if found is None:
        known = ", ".join(Campaign.objects.order_by("slug").values_list("slug", flat=True)[:10])
        raise NobodyFound(f"there is no campaign {campaign!r} in the record (it has {known or 'none yet'})")
    news = put_into_award(campaign=found, award=find_award(into), actor=_actor())
    if json_:
        typer.echo(json.dumps({"campaign": campaign, "award": into, "changed": news}))
    else:
        typer.echo(f"{campaign} is an edition of {into}." if news else f"{campaign} was in {into} already.")


def _told(row: Any) -> dict[str, Any]:
    return {"award": row.slug, "name": row.name, "house": row.house}


def _actor() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "svartid"
