from pathlib import Path
from typing import Any

from results.exchange import cells
from results.exchange.column import Column
from results.exchange.hours import opening_hours
from results.exchange.imported import Imported, importing
from results.exchange.organisation_form import body_of, has_touchpoints, make_document
from results.exchange.table import Row, Table
from results.keep_organisation import keep_organisation
from results.models import Organisation
from scenarios.organisation import Organisation as OrganisationDocument


def _menu(cell: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in cell.replace("\n", ";").split(";") if part.strip()]
    if not all(middle for _, middle, _ in pairs):
        raise cells.BadCell(f"{cell!r} are no menu keys – write them like nursery-admission=2 1; otherwise=3")
    return {name.strip(): keys.strip() for name, _, keys in pairs}


TOUCHPOINT_COLUMNS = (
    Column(
        "organisation",
        "The organisation's short name; it must be in the record.",
        cells.slug,
        needed=True,
        aliases=("organisasjon", "virksomhet"),
    ),
    Column(
        "touchpoint",
        "The touchpoint's short name, such as switchboard.",
        cells.slug,
        needed=True,
        aliases=("slug", "kontaktpunkt", "name", "navn", "namn"),
    ),
    Column(
        "channel",
        "phone, web_form, email, chat, messenger, sms or desk.",
        cells.channel,
        needed=True,
        aliases=("kanal",),
        empty="",
    ),
    Column(
        "address",
        "The number with its country, the page, the mailbox, or the desk's street and place.",
        needed=True,
        aliases=("adresse", "adress", "number", "nummer", "url"),
    ),
    Column(
        "hours",
        "Opening hours, such as mon-fri 08:00-15:30.",
        opening_hours,
        empty=None,
        aliases=("open", "opening hours", "åpningstid", "åpningstider", "öppettider"),
    ),
    Column(
        "holidays",
        "closed or open: what public holidays mean here.",
        str.lower,
        aliases=("helligdager", "helgdagar"),
    ),
    Column(
        "languages",
        "The languages of a number, when they differ from the organisation's.",
        cells.languages,
        empty=(),
        aliases=("language", "språk", "sprak"),
    ),
    Column(
        "menu",
        "Menu keys, such as nursery-admission=2 1; otherwise=3.",
        _menu,
        empty=None,
        aliases=("keys", "meny", "menyvalg", "tastevalg", "menyval", "knappval"),
    ),
    Column("active", "no takes the touchpoint out of use.", cells.flag, empty=True, aliases=("aktiv",)),
)
"""The columns of a file of touchpoints."""

_SETTINGS = {"hours": "open", "holidays": "holidays", "languages": "languages", "menu": "menu"}


def import_touchpoints(path: Path, *, dry_run: bool = False, actor: str = "svartid") -> Imported:
    """Take touchpoints from a CSV or XLSX file (`TOUCHPOINT_COLUMNS`): all rows or none.

    A touchpoint that the record has is brought up to date: columns of the file count, also where a cell is
    empty; the rest of it, and touchpoints that the file does not name, stay. Emergency and premium numbers
    are refused. Raises BadUpload with every mistake, its row and column.
    """
    table = Table(path, TOUCHPOINT_COLUMNS)
    known = {each.slug: each for each in Organisation.objects.select_related("document", "klass")}
    rows: dict[str, list[Row]] = {}
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows():
        key = row.values["organisation"], row.values["touchpoint"]
        if key[0] not in known:
            table.wrong(row, "organisation", f"the record has no organisation {key[0]!r} – import it first")
        elif key in seen:
            table.wrong(row, "touchpoint", f"{'.'.join(key)} stands in row {seen[key]} already")
        else:
            rows.setdefault(key[0], []).append(row)
        seen.setdefault(key, row.number)
    bodies = {slug: body_of(known[slug]) for slug in rows}
    documents = [_document(table, rows[slug], bodies[slug]) for slug in rows]
    table.mistakes.tell()
    with importing("touchpoints", path=path, dry_run=dry_run, actor=actor) as done:
        for document in filter(None, documents):
            keep_organisation(document)
            _count(document, bodies[document.organisation], rows[document.organisation], done)
    return done


def _document(table: Table, rows: list[Row], base: dict[str, Any]) -> OrganisationDocument | None:
    points = dict(base.get("touchpoints", {}))
    told: set[int] = set()
    by_name = {row.values["touchpoint"]: row for row in rows}
    for name, row in by_name.items():
        if row.values.get("active", True):
            points[name] = _point(table, row, points.get(name, {}))
        else:
            points.pop(name, None)

    def wrong(place: tuple[str, ...], words: str) -> None:
        row = by_name.get(place[1], rows[0]) if place[0] == "touchpoints" and len(place) > 1 else rows[0]
        key = place[2] if len(place) > 2 else "address"
        column = next((name for name, setting in _SETTINGS.items() if setting == key), "address")
        table.wrong(row, column, words)
        told.add(row.number)

    document = make_document({**base, "touchpoints": points}, wrong=wrong)
    for row in rows:
        if row.values["channel"] == "phone" and row.number not in told:
            _check_dialable(table, row, base["country"])
    if document is not None and not has_touchpoints(document):
        table.wrong(rows[0], "active", "the organisation would have no touchpoint left – leave it one")
    return document


def _point(table: Table, row: Row, point: dict[str, Any]) -> dict[str, Any]:
    channel = row.values["channel"]
    if point and channel not in point:
        table.wrong(row, "channel", "the touchpoint is of another channel – give the new one another name")
        return point
    made = {**point, channel: row.values["address"]}
    for column, key in _SETTINGS.items():
        if row.values.get(column):
            made[key] = row.values[column]
        elif column in row.values:
            made.pop(key, None)
    return made


def _check_dialable(table: Table, row: Row, country: str) -> None:
    try:
        cells.phone(row.values["address"], country=country)
    except cells.BadCell as error:
        table.wrong(row, "address", str(error))


def _count(document: OrganisationDocument, before: dict[str, Any], rows: list[Row], done: Imported) -> None:
    after = body_of(Organisation.objects.select_related("document", "klass").get(slug=document.organisation))
    was, now = before.get("touchpoints", {}), after["touchpoints"]
    for row in rows:
        name = row.values["touchpoint"]
        if name not in was and name in now:
            done.new += 1
        elif was.get(name) == now.get(name):
            done.same += 1
        else:
            done.changed += 1
