"""The habits of the town's mailboxes, from the section `mail` of the organisations' files."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from probes.sandbox.catalogue import ORGANISATIONS, TOWN, centre_names, town_sections
from probes.sandbox.mail.answer_book import AnswerBook, answer_book
from probes.sandbox.mail.habit import MailHabit
from scenarios.load import load_organisation
from scenarios.organisation import Organisation
from scenarios.touchpoint import EmailTouchpoint


def town_habits(
    names: Collection[str] | None = None, *, folder: Path = TOWN, organisations: Path = ORGANISATIONS
) -> dict[str, MailHabit]:
    """Return the habit of every mailbox of the town (or of the named organisations), by its address.

    Each writes in the organisation's first language. Raises ScenarioErrors with every mistake of the files.
    """
    found: dict[str, MailHabit] = {}
    for name, habit in town_sections("mail", MailHabit, folder).items():
        if names is not None and name not in names:
            continue
        organisation = load_organisation(organisations / f"{name}.yaml")
        found[mailbox_of(organisation)] = replace(habit, language=organisation.spoken[0])
    return found


def town_books(
    names: Collection[str] | None = None, *, folder: Path = TOWN, organisations: Path = ORGANISATIONS
) -> dict[str, AnswerBook]:
    """Return what each mailbox's clerk knows, by its address. Raises ScenarioErrors."""
    wanted = [name for name in centre_names(folder) if names is None or name in names]
    found = [load_organisation(organisations / f"{name}.yaml") for name in wanted]
    return {mailbox_of(organisation): answer_book(organisation) for organisation in found}


def mailbox_of(organisation: Organisation) -> str:
    """Return the address that an organisation's letters come from: its mailbox; without one, post@ its name.

    One without a mailbox that citizens may write to answers what comes through its form.
    """
    points = organisation.touchpoints.values()
    own = f"post@{organisation.organisation}.example"
    return next((point.email for point in points if isinstance(point, EmailTouchpoint)), own)
