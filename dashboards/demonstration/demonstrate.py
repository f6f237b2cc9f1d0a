from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmark.editions.demonstration.beside_truth import beside_truth
from benchmark.editions.demonstration.conclude import conclude
from benchmark.editions.demonstration.edition import SHOPPERS, DemoEdition, keep_demo_edition
from benchmark.editions.demonstration.findings import Findings, findings
from benchmark.editions.demonstration.report import print_findings
from benchmark.editions.demonstration.town_log import read_town_log
from benchmark.editions.example.people import keep_people
from dashboards.demonstration.fieldwork import carry_out
from dashboards.demonstration.rate_on_site import rate_on_site
from dashboards.demonstration.review_on_site import review_on_site
from dashboards.demonstration.running_site import running_site
from dashboards.demonstration.shopper_accounts import close_accounts, open_accounts
from results.models import Contact, RatingSession
from results.state import make_state_folder

_REACHED = ("answered_by_person", "replied")


class Interrupted(Exception):
    """The fieldwork was left half-way; called again, it goes on there."""

    exit_code = 130


def demonstrate_award(
    *, seed: int, at_once: int, port: int, stay: bool, console: Console, show: bool
) -> Findings:
    """Run the small award from the plan to the site, tell what it found, and serve the site if `stay`.

    Every step is made once: called again after any end, it goes on where it was, and once all is done it
    only tells and serves. The record must be open with the site's settings. Raises Interrupted, DemoFailed,
    and the errors of the rooms.
    """
    began = time.monotonic()
    edition = keep_demo_edition(seed=seed, actor="svartid demo")
    place = make_state_folder() / "demo" / edition.campaign.slug
    award = edition.campaign.award
    assert award is not None  # it was stored with one
    if edition.campaign.released_at is None:
        accounts = open_accounts(award=award, labels=SHOPPERS)
        keep_people(award=award)
        with running_site(port=port) as url:
            console.print(f"The site is at {url} – sign in by a card and watch.", highlight=False)
            _fieldwork(edition, place, seed, at_once, console)
            _ratings(edition, url, accounts, seed, console)
            accepted = review_on_site(campaign=edition.campaign, url=url)
            console.print(f"The evaluator looked at {accepted} ratings and accepted them.", highlight=False)
        close_accounts(labels=SHOPPERS)
    run = conclude(campaign=edition.campaign, actor="svartid demo")
    beside = beside_truth(
        campaign=edition.campaign, organisations=edition.organisations, log=read_town_log(place)
    )
    found = findings(edition=edition, run=run, beside=beside)
    if show:
        console.print()
        print_findings(found, console)
        console.print(f"[dim]{time.monotonic() - began:.0f} s[/dim]", highlight=False)
    if stay:
        with running_site(port=port) as url:
            console.print(
                f"\nLook at it: [bold]{url}[/bold] – a card for each role. Ctrl-C ends the site; `make serve`"
                " (svartid serve --demo-cards) opens it again.",
                highlight=False,
            )
            _until_interrupted()
    return found


def _fieldwork(edition: DemoEdition, place: Path, seed: int, at_once: int, console: Console) -> None:
    if not Contact.objects.filter(campaign=edition.campaign).exclude(state="done").exists():
        return
    ended = asyncio.run(
        carry_out(
            campaign=edition.campaign,
            organisations=[each.organisation for each in edition.organisations],
            place=place,
            seed=seed,
            at_once=at_once,
            console=console,
        )
    )
    if ended.interrupted:
        raise Interrupted("interrupted – `svartid demo` goes on where it was")
    for what, count in ended.waits_for.items():
        console.print(f"{count} contacts wait for {what}.", style="yellow", highlight=False)
    console.print(
        f"{ended.status.done} of {ended.status.contacts} contacts done,"
        f" {ended.status.minutes:.0f} minutes of telephone.",
        highlight=False,
    )


def _ratings(
    edition: DemoEdition, url: str, accounts: dict[str, tuple[str, str]], seed: int, console: Console
) -> None:
    reached = Contact.objects.filter(campaign=edition.campaign, outcome__in=_REACHED).count()
    there = RatingSession.objects.filter(contact__campaign=edition.campaign, state="submitted").count()
    with Progress(
        TextColumn("The shoppers rate on the site"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task("", total=max(reached - there, 0))
        sent = rate_on_site(
            edition=edition, url=url, accounts=accounts, seed=seed, done=lambda: progress.advance(task)
        )
    console.print(f"{len(accounts)} shoppers sent {sent} ratings by the site's own forms.", highlight=False)


def _until_interrupted() -> None:
    with suppress(KeyboardInterrupt):
        while True:
            time.sleep(3600)
