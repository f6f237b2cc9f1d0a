"""`svartid touchpoint …`: looking at an organisation's page before it is measured."""

import asyncio
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich.console import Console
from rich.syntax import Syntax

from probes.chat.inspect_chat import ChatProposal, inspect_chat
from probes.chat.told_proposal import chat_remarks, chat_table
from probes.directory import read_directory
from probes.single_attempt import check_web_address
from probes.web_form.inspect_form import FormProposal, inspect_form
from probes.web_form.told_proposal import form_remarks, form_table

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
    url: Annotated[str, typer.Argument(help="The address of a page of the organisation.")],
    picture: Annotated[
        Path | None,
        typer.Option(
            help="Write a picture of the page with what was found framed (PNG); the chat's beside it."
        ),
    ] = None,
    host: Annotated[
        list[str] | None, typer.Option(help="A further host that the page may reach; several times.")
    ] = None,
    only_yaml: Annotated[bool, typer.Option("--yaml", help="Print the YAML alone.")] = False,
    form: Annotated[bool, typer.Option("--form", help="Look for a form only.")] = False,
    chat: Annotated[bool, typer.Option("--chat", help="Look for a chat only, known or not.")] = False,
    town: Annotated[
        Path | None, typer.Option(help="State folder of the running practice town (default: $SVARTID_STATE).")
    ] = None,
) -> None:
    """Open a page, show which form, chat and mailbox it has, and propose the touchpoints as YAML.

    Nothing is sent. A chat is opened, and nothing is written into it. A form's further steps are shown where
    the page carries them in itself: for that it is cut off from the network. Only the page's own host is
    reached, and those of --host.

    Example: `svartid touchpoint inspect https://www.fjordvik.example/kontakt --picture form.png`

    Exit codes: 0 something was found · 1 nothing was · 3 the address is none, the page does not come, or no
    Chromium is here.
    """
    directory = read_directory(state=town)
    place = directory.numbers.get(url, url)
    check_web_address(place)
    found = asyncio.run(_look(place, tuple(host or ()), form=form or not chat, chat=chat or not form))
    if picture is not None:
        _write(found, picture)
    text = "\n".join(_proposed(found, chat_only=chat and not form)).replace(place, url)
    if only_yaml:
        typer.echo(text, nl=False)
    else:
        _show(found, text, picture, chat_only=chat and not form)
    raise typer.Exit(0 if text else 1)


class _Looked(NamedTuple):
    form: FormProposal | None
    chat: ChatProposal | None


async def _look(url: str, hosts: tuple[str, ...], *, form: bool, chat: bool) -> _Looked:
    from probes.browser.chromium import running_chromium

    async with running_chromium() as browser:
        return _Looked(
            await inspect_form(browser, url, hosts=hosts) if form else None,
            await inspect_chat(browser, url, hosts=hosts) if chat else None,
        )


def _proposed(found: _Looked, *, chat_only: bool) -> list[str]:
    """Return the touchpoints' YAML; a chat that no adapter knows only where a chat alone was asked for."""
    said = []
    if found.form is not None and found.form.found:
        said.append(found.form.yaml)
    if found.chat is not None and (found.chat.found if chat_only else found.chat.system is not None):
        said.append(found.chat.yaml)
    offices = found.form.mailboxes.offices if found.form is not None else ()
    for number, address in enumerate(offices, start=1):
        said.append(f"mailbox{'' if number == 1 else f'-{number}'}:\n  email: {address}\n")
    return said


def _write(found: _Looked, picture: Path) -> None:
    picture.parent.mkdir(parents=True, exist_ok=True)
    if found.form is not None and found.form.picture is not None:
        picture.write_bytes(found.form.picture)
    if found.chat is not None and found.chat.picture is not None and found.chat.found:
        beside = picture if found.form is None else picture.with_stem(f"{picture.stem}-chat")
        beside.write_bytes(found.chat.picture)


def _show(found: _Looked, text: str, picture: Path | None, *, chat_only: bool) -> None:
    console = Console()
    remarks: list[str] = []
    if found.form is not None:
        if found.form.found:
            console.print(form_table(found.form))
            remarks += form_remarks(found.form)
        else:
            remarks.append("no form with a field for a message or an address was found")
        if found.form.mailboxes.persons:
            remarks.append("left out: mail addresses that look like a person's own")
    if found.chat is not None:
        if found.chat.system is not None or (chat_only and found.chat.found):
            console.print(chat_table(found.chat), highlight=False)
            remarks += chat_remarks(found.chat)
        elif found.chat.found:
            remarks.append("something here may be a chat that no adapter knows: --chat tells more")
        else:
            remarks.append("nothing that looks like a chat was found")
    for line in remarks:
        console.print(f"• {line}", style="yellow", highlight=False)
    if text:
        console.print("\n[bold]Put this under `touchpoints:` of the organisation's file[/bold]\n")
        console.print(Syntax(text, "yaml", background_color="default"))
    if picture is not None:
        console.print(f"Picture: {picture}", style="dim")
