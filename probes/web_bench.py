"""How the channels of the web measure themselves: `svartid bench web`."""

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer


def web(
    contacts: Annotated[int, typer.Option(min=1, help="How many forms to send.")] = 24,
    at_once: Annotated[int, typer.Option(min=1, help="How many at the same time, in one browser.")] = 4,
    mailbox: Annotated[bool, typer.Option(help="Also scan a large mailbox for open attempts.")] = True,
    dovecot: Annotated[
        bool, typer.Option(help="Also read the large mailbox out of Dovecot, where it is installed.")
    ] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Four forms, two at once; a small mailbox.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print flat JSON keys.")] = False,
) -> None:
    """Send forms to the practice town, several at once, and scan a large mailbox for open attempts.

    How many forms a minute and the memory of each; how many letters a second, and whether each went to its
    own attempt; with `--dovecot` by IMAP, too, from a server of its own on this machine. One browser carries
    them all, each contact in a context of its own, with pictures, trace and axe as in fieldwork. The town's
    site runs in this process, too: the figures are on the careful side.

    Example: `svartid bench web --contacts 40 --at-once 8 --json`

    Exit codes: 0 every form was confirmed and no letter went astray · 1 some did not · 3 no Chromium is here.
    """
    contacts, at_once = (4, 2) if quick else (contacts, at_once)
    result = asyncio.run(_forms(contacts, at_once))
    if mailbox:
        from probes.email.bench import bench_mailbox

        result |= bench_mailbox(letters=2000, attempts=200) if quick else bench_mailbox()
    if dovecot:
        from probes.email.bench_dovecot import bench_dovecot

        result |= bench_dovecot(letters=2000, attempts=200) if quick else bench_dovecot()
    if json_:
        typer.echo(json.dumps(result, indent=1))
    else:
        for name, value in result.items():
            typer.echo(f"{name.replace('_', ' '):24} {value:g}")
    well = result["form_confirmed"] == result["form_contacts"] and not any(
        result.get(key) for key in ("mailbox_wrong", "imap_wrong", "imap_twice")
    )
    raise typer.Exit(0 if well else 1)


async def _forms(contacts: int, at_once: int) -> dict[str, float]:
    from probes.named import named_enquiry, named_organisation
    from probes.sandbox.web.town_sites import running_sites
    from probes.web_form.bench import bench_forms

    organisation, enquiry = named_organisation("fjordvik"), named_enquiry("nursery-admission")
    with tempfile.TemporaryDirectory(prefix="svartid-bench-") as folder:
        async with running_sites(truth=Path(folder), names=("fjordvik",)) as entries:
            (form,) = (each for each in entries if each.touchpoint == "contact-form")
            return await bench_forms(
                organisation=organisation,
                touchpoint=form.touchpoint,
                enquiry=enquiry,
                url=form.uri,
                contacts=contacts,
                at_once=at_once,
            )
