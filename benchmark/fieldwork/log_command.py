"""`svartid log-contact`: a contact that a shopper made and wrote down."""

import getpass
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probes.errors import BadSettings
from probes.manual.manual_log import ManualLog
from probes.manual.tell_log import read_log, tell_log

if TYPE_CHECKING:
    from results.models import Contact


def log_contact(
    file: Annotated[Path, typer.Argument(help="The log: YAML, or a table (CSV).", show_default=False)],
    organisation: Annotated[
        str | None,
        typer.Option(
            help="The organisation's file, for its clock and name; default: the library's of the log."
        ),
    ] = None,
    contact: Annotated[
        str | None, typer.Option(help="The key of a campaign's contact: the log is stored as its attempt.")
    ] = None,
    campaign: Annotated[
        str | None, typer.Option(help="The contact's campaign, where several have such a key.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for timeline.json.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print outcome, measurements and timeline.")
    ] = False,
) -> None:
    """Check the log of a desk visit, a text message or any other contact, and make its timeline.

    A log in YAML:

        organisation: fjordvik
        touchpoint: reception
        channel: desk
        by: S07
        started: 2026-03-02 10:14
        events:
          - {at: 10:15, what: took a ticket}
          - {at: 7 min 30 s, what: person}
          - {at: 10:31, what: ended by me}
        outcome: answered_by_person

    With --contact it is stored in the record; the same file is stored once, however often it is given.

    Examples:
        svartid log-contact visit.yaml --out contacts/visit
        svartid log-contact call.yaml --contact fjordvik.phone.003

    Exit codes: 0 done · 3 the log is wrong (each mistake with its line), cannot be stored, or the file cannot
    be written.
    """
    log = read_log(file, organisation=organisation)
    stored = "" if contact is None else _store(log, file, contact, campaign)
    tell_log(log, out=out, as_json=as_json, stored=stored)


def _store(log: ManualLog, file: Path, key: str, campaign: str | None) -> str:
    from results.setup import open_record

    open_record()
    # Models can be imported only now.
    from django.utils import timezone

    from benchmark.fieldwork.log_contact import log_contact as store

    row = _find(key, campaign)
    said = (log.organisation, log.touchpoint, log.channel)
    known = (row.organisation.slug, row.touchpoint.slug, row.channel)
    if said != known:
        raise BadSettings(
            f"--contact {key} is {', '.join(known)}, the log is of {', '.join(said)}"
            " – give the contact's own log"
        )
    log.key = f"file:{hashlib.sha256(file.read_bytes()).hexdigest()[:32]}"
    log.by = log.by or (row.shopper.label if row.shopper else "")
    log.enquiry = log.enquiry or row.enquiry.slug
    attempt = store(contact=row, log=log, now=timezone.now(), actor=getpass.getuser())
    return f"attempt {attempt.number} of {row.key}"


def _find(key: str, campaign: str | None) -> "Contact":
    from results.models import Contact

    rows = Contact.objects.filter(key=key).select_related(
        "campaign", "organisation", "touchpoint", "shopper", "enquiry"
    )
    found = list(rows if campaign is None else rows.filter(campaign__slug=campaign))
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadSettings(f"the record has no contact {key!r}{f' in {campaign}' if campaign else ''}")
    several = ", ".join(sorted(each.campaign.slug for each in found))
    raise BadSettings(f"several campaigns have a contact {key!r} – name one with --campaign: {several}")
