from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from probes.email.account_file import town_account_file
from probes.sandbox.catalogue import ORGANISATIONS
from probes.sandbox.mail.post_office import PostOffice, running_post
from probes.sandbox.mail.town_mail import mailbox_of, town_books, town_habits
from probes.sandbox.web.site_parts import Submission
from scenarios.load import load_organisation


@dataclass(frozen=True, slots=True)
class TownPost:
    """The town's running post. `received` is what its sites tell of each form that came in."""

    office: PostOffice

    async def received(self, form: Submission) -> None:
        """Let the organisation answer a form by mail, as its habit is."""
        address = mailbox_of(load_organisation(ORGANISATIONS / f"{form.site}.yaml"))
        fields = form.fields
        subject = fields.get("subject") or "Skjema"
        self.office.take_form(
            address, email=fields.get("email", ""), subject=subject, number=form.number, visit=form.visit,
            text=fields.get("message", ""),
        )  # fmt: skip


@asynccontextmanager
async def running_town_post(
    *, truth: Path, names: Collection[str], state: Path, pace: float, seed: int = 1
) -> AsyncIterator[TownPost]:
    """Run the mailboxes of these organisations and our own; our account lies in the state folder meanwhile.

    The truth of each mailbox is logged in `truth` under its address.
    """
    habits = town_habits(names)
    async with running_post(habits, truth=truth, pace=pace, seed=seed, books=town_books(names)) as office:
        path = town_account_file(state)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(office.account_file(), encoding="utf-8")
        try:
            yield TownPost(office)
        finally:
            path.unlink(missing_ok=True)
