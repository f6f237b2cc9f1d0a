import asyncio
from pathlib import Path

import typer
from rich.console import Console
from rich.syntax import Syntax
from rich.table import Table

from probes.chat.inspect_chat import COLOURS, ChatProposal, inspect_chat


def inspect_chat_page(
    url: str, place: str, hosts: tuple[str, ...], picture: Path | None, only_yaml: bool
) -> int:
    """Look at a page's chat and print what was found; return the command's exit code (1: no chat).

    `place` is where the page of `url` truly stands. Raises ChannelUnavailable if it does not come.
    """
    found = asyncio.run(_look(place, hosts))
    if found.picture is not None and picture is not None:
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(found.picture)
    text = found.yaml.replace(place, url)
    if only_yaml:
        typer.echo(text, nl=False)
    else:
        _show(found, text, picture)
    return 0 if found.found else 1


async def _look(place: str, hosts: tuple[str, ...]) -> ChatProposal:
    from probes.browser.chromium import running_chromium

    async with running_chromium() as browser:
        return await inspect_chat(browser, place, hosts=hosts)


def _show(found: ChatProposal, text: str, picture: Path | None) -> None:
    console = Console()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("what", "found"):
        table.add_column(heading, overflow="fold")
    table.add_row("chat system", found.system or "not known")
    table.add_row("opened by", found.opener or "–")
    for name, count in found.parts.items():
        table.add_row(f"  [{COLOURS[name]}]{name}[/]", str(count) if count else "not there (yet)")
    console.print(table, highlight=False)
    for line in _remarks(found):
        console.print(f"• {line}", style="yellow", highlight=False)
    console.print("\n[bold]Put this under `touchpoints:` of the organisation's file[/bold]\n")
    console.print(Syntax(text, "yaml", background_color="default"))
    if picture is not None and found.picture is not None:
        console.print(f"Picture: {picture}", style="dim")


def _remarks(found: ChatProposal) -> list[str]:
    said = []
    if not found.found:
        said.append("nothing that looks like a chat was found")
    elif found.system is None:
        names = ", ".join(f"{selector} ({words or 'no words'})" for selector, words in found.openers)
        said.append(f"no adapter knows this widget; what may open it: {names or 'nothing'}")
        said.append(
            f"frames: {', '.join(found.frames) or 'none'}; shadows: {', '.join(found.shadows) or 'none'}"
        )
        said.append("docs/chat.md tells how an adapter is written and tried")
    elif found.parts and not found.parts.get("input"):
        said.append("one cannot write yet: is something asked first, or is nobody on duty?")
    if found.out_of_reach:
        said.append(f"out of reach: {', '.join(found.out_of_reach)} – try --host if the chat needs one")
    return said
