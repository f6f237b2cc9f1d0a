"""`svartid dispatcher`: the plan kept in order by a process that makes no contact."""

import asyncio
import signal
from collections.abc import Callable
from typing import Annotated

import typer


def dispatcher(
    label: Annotated[str, typer.Option(help="Its name in the audit trail.")] = "dispatcher",
) -> None:
    """Keep the plan in order without making contacts: for a host that has no telephone, beside the site.

    It puts off what missed its window, takes back what a dead worker held, tells the queue what is due,
    deletes what has come to its date, and, with a mail account, reads the mailbox and ends what waited in
    vain. Every worker does so, too; this one goes on when none runs. SIGTERM or Ctrl-C ends it.

    Example: `svartid dispatcher`

    Exit codes: 0 told to end · 3 the database or a setting is missing or wrong.
    """
    from results.setup import open_record

    open_record()
    asyncio.run(dispatch_until_told(label=label, ready=lambda: typer.echo(f"{label} is ready")))


async def dispatch_until_told(*, label: str, ready: Callable[[], None] = lambda: None) -> None:
    """Do so until SIGTERM or SIGINT; a database that goes away is waited for. The record must be open."""
    from benchmark.fieldwork.claim import LEASE_S
    from benchmark.fieldwork.delivery import dispatch
    from benchmark.fieldwork.desk import Desk
    from benchmark.fieldwork.housekeeping import keep_house
    from benchmark.fieldwork.post_room import keep_post
    from benchmark.fieldwork.pulse import BEATS
    from probes.email.account_file import load_accounts

    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    desk, accounts = Desk(), load_accounts()
    tasks = [
        asyncio.create_task(dispatch(desk=desk, actor=label, grace_s=3 * LEASE_S / BEATS)),
        asyncio.create_task(keep_house(desk=desk)),
    ]
    if accounts:
        tasks.append(asyncio.create_task(keep_post(desk=desk, accounts=accounts, actor=label)))
    ending = asyncio.create_task(told.wait())
    ready()
    try:
        done, _ = await asyncio.wait([*tasks, ending], return_when=asyncio.FIRST_COMPLETED)
        for task in done - {ending}:
            task.result()  # a task that fell: its error ends the dispatcher, and the machine starts it again
    finally:
        for task in (*tasks, ending):
            task.cancel()
        await asyncio.gather(*tasks, ending, return_exceptions=True)
        desk.close()
