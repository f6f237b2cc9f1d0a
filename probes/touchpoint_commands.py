"""`svartid touchpoint …`: looking at an organisation's page before it is measured."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.syntax import Syntax
from rich.table import Table

from probes.directory import read_directory
from probes.single_attempt import check_web_address
from probes.web_form.inspect_form import FormProposal, inspect_form, legend

touchpoint = typer.Typer(
    no_args_is_help=True,
    help="Look at an organisation's page and propose how its touchpoint is written.\n\n"
    "Example: `svartid touchpoint inspect https://www.fjordvik.example/kontakt`",
)


@touchpoint.callback()
def _group() -> None:
    """Keep `inspect` a command of its own, for more will stand beside it."""


@touchpoint.command()
def inspect(
    url: Annotated[str, typer.Argument(help="The address of the page with the form.")],
    picture: Annotated[
        Path | None, typer.Option(help="Write a picture of the page with what was found framed (PNG).")
    ] = None,
    host: Annotated[
        list[str] | None, typer.Option(help="A further host that the page may reach; several times.")
    ] = None,
    only_yaml: Annotated[bool, typer.Option("--yaml", help="Print the YAML alone.")] = False,
    chat: Annotated[bool, typer.Option("--chat", help="Look for a chat, not for a form.")] = False,
    town: Annotated[
        Path | None, typer.Option(help="State folder of the running practice town (default: $SVARTID_STATE).")
    ] = None,
) -> None:
    """Open a form's page, show which field is what, and propose the touchpoint as YAML; or a chat's (--chat).

    Nothing is filled in and nothing is sent; a chat is opened, and nothing is written into it. Only the
    page's own host is reached, and those of --host.

    Example: `svartid touchpoint inspect https://www.fjordvik.example/kontakt --picture form.png`

    Exit codes: 0 a form (a chat) was found · 1 there is none · 3 the address is none, the page does not
    come, or no Chromium is here.
    """
    directory = read_directory(state=town)
    place = directory.numbers.get(url, url)
    check_web_address(place)
    if chat:
        from probes.chat.inspect_command import inspect_chat_page

        raise typer.Exit(inspect_chat_page(url, place, tuple(host or ()), picture, only_yaml))
    found = asyncio.run(_look(place, tuple(host or ())))
    if found.picture is not None and picture is not None:
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(found.picture)
    text = found.yaml.replace(place, url)
    if only_yaml:
        typer.echo(text, nl=False)
    else:
        _show(found, text, picture)
    raise typer.Exit(0 if found.form.fields else 1)


async def _look(url: str, hosts: tuple[str, ...]) -> FormProposal:
    from probes.browser.chromium import running_chromium

    async with running_chromium() as browser:
        return await inspect_form(browser, url, hosts=hosts)


def _show(found: FormProposal, text: str, picture: Path | None) -> None:
    console = Console()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("what", "the page calls it", "needed", "known by", "selector"):
        table.add_column(heading, overflow="fold")
    ways = {id(known.control): known.found for known in found.form.fields}
    for control, what, colour in legend(found.form):
        needed = "yes" if control.required else ""
        way = ways.get(id(control), control.labelled)
        cells = (control.label or "–", needed, way, control.selector)
        table.add_row(f"[{colour}]{what}[/]", *map(escape, cells))
    console.print(table)
    for line in _remarks(found):
        console.print(f"• {line}", style="yellow", highlight=False)
    console.print("\n[bold]Put this under `touchpoints:` of the organisation's file[/bold]\n")
    console.print(Syntax(text, "yaml", background_color="default"))
    if picture is not None and found.picture is not None:
        console.print(f"Picture: {picture}", style="dim")


def _remarks(found: FormProposal) -> list[str]:
    said = []
    if not found.form.fields:
        said.append("no form with a field for a message or an address was found")
    if found.links:
        said.append(
            f"the form stands behind {found.links} link(s); the address of its own page may be better"
        )
    if found.form.next is not None and found.form.send is None:
        said.append("the form has several steps; the later ones are seen only when it is filled in")
    if found.form.unknown:
        names = ", ".join(each.label or each.selector for each in found.form.unknown)
        said.append(f"needed, and not known what it is: {names}")
    if found.captcha:
        said.append(f"a riddle against machines ({found.captcha}): attempts will end as blocked")
    if found.cookies:
        said.append(f"a banner about cookies, answered by the rule {found.cookies!r}")
    if found.out_of_reach:
        said.append(f"out of reach: {', '.join(found.out_of_reach)} – try --host if the form needs one")
    beside = [known.control.label for known in found.form.fields if known.control.labelled == "beside"]
    if beside:
        said.append(f"not tied to their labels (a barrier for many): {', '.join(beside)}")
    return said
