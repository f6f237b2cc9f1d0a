from pathlib import Path
from typing import Any

from results.exchange import cells
from results.exchange.column import Column
from results.exchange.imported import Imported, importing
from results.exchange.organisation_form import body_of, has_touchpoints, make_document
from results.exchange.table import Row, Table
from results.keep_organisation import keep_organisation
from results.keep_row import keep_row
from results.models import Organisation, OrganisationClass
from scenarios.organisation import Organisation as OrganisationDocument

ORGANISATION_COLUMNS = (
    Column(
        "organisation",
        "The short name; it tells whom a row is about.",
        cells.slug,
        needed=True,
        aliases=("slug", "id", "short name", "kortnavn", "kortnamn", "organisasjon", "virksomhet"),
    ),
    Column("name", "The name as people know it.", needed=True, aliases=("navn", "namn")),
    Column(
        "class",
        "The class in which it competes, such as municipality.",
        cells.slug,
        needed=True,
        aliases=("klasse", "klass", "category", "industry", "bransje", "bransch", "kategori"),
    ),
    Column("country", "Two capital letters, such as NO or SE.", str.upper, needed=True, aliases=("land",)),
    Column(
        "timezone",
        "The clock of its opening hours, when the country has several.",
        aliases=("clock", "tidssone", "tidszon"),
    ),
    Column(
        "languages",
        "The languages it serves, the one to begin in first.",
        cells.languages,
        empty=(),
        aliases=("language", "språk", "sprak"),
    ),
    Column(
        "website", "Its web site.", aliases=("web site", "nettsted", "nettside", "hjemmeside", "webbplats")
    ),
    Column(
        "phone",
        "A telephone number, as the touchpoint `phone`.",
        aliases=("telefon", "telephone", "telefonnummer", "tlf"),
    ),
    Column(
        "web_form",
        "The page of a form, as the touchpoint `web-form`.",
        aliases=("form", "skjema", "webskjema", "formulär", "kontaktskjema", "kontaktformulär"),
    ),
    Column("email", "A mailbox, as the touchpoint `email`.", aliases=("e-mail", "e-post", "mail")),
    Column("chat", "The page of a chat, as the touchpoint `chat`.", aliases=("chatt",)),
)
"""The columns of a file of organisations."""

_FIELDS = ("organisation", "name", "class", "country", "timezone", "languages", "website")
_CHANNELS = ("phone", "web_form", "email", "chat")


def import_organisations(path: Path, *, dry_run: bool = False, actor: str = "svartid") -> Imported:
    """Take organisations from a CSV or XLSX file (`ORGANISATION_COLUMNS`): all rows or none.

    An organisation that the record has is brought up to date; its answers and other touchpoints stay. An
    empty cell of an address changes nothing. Raises BadUpload with every mistake, its row and column.
    """
    table = Table(path, ORGANISATION_COLUMNS)
    known = {each.slug: each for each in Organisation.objects.select_related("document", "klass")}
    seen: dict[str, int] = {}
    documents: list[OrganisationDocument] = []
    for row in table.rows():
        slug = row.values["organisation"]
        if slug in seen:
            table.wrong(row, "organisation", f"{slug!r} stands in row {seen[slug]} already")
        seen.setdefault(slug, row.number)
        document = _document(table, row, body_of(known.get(slug)))
        if document is not None:
            documents.append(document)
    table.mistakes.tell()
    with importing("organisations", path=path, dry_run=dry_run, actor=actor) as done:
        for document in documents:
            _keep(document, known.get(document.organisation), done)
    return done


def _document(table: Table, row: Row, base: dict[str, Any]) -> OrganisationDocument | None:
    given = {name: row.values[name] for name in _FIELDS if row.values.get(name)}
    emptied = {name for name in _FIELDS if name in row.values and not row.values[name]}
    body = {key: value for key, value in {**base, **given}.items() if key not in emptied}
    points: dict[str, Any] = dict(base.get("touchpoints", {}))
    columns: dict[str, str] = {}
    for channel in _CHANNELS:
        address = row.values.get(channel)
        if address:
            name = _place(table, row, points, channel)
            columns[name] = channel
            points[name] = {**points.get(name, {}), channel: address}
    body["touchpoints"] = points

    def wrong(place: tuple[str, ...], words: str) -> None:
        column = columns.get(place[1], "touchpoints") if place[0] == "touchpoints" else place[0]
        table.wrong(row, column, words)

    document = make_document(body, wrong=wrong)
    if document is not None and row.values.get("phone"):
        try:
            cells.phone(row.values["phone"], country=document.country)
        except cells.BadCell as error:
            table.wrong(row, "phone", str(error))
    return document


def _place(table: Table, row: Row, points: dict[str, Any], channel: str) -> str:
    """Return the name of the touchpoint that an address belongs to: the one of its channel, or a new one."""
    of_channel = [name for name, point in points.items() if channel in point]
    if len(of_channel) > 1:
        table.wrong(
            row, channel, f"there are several ({', '.join(of_channel)}) – use `svartid import touchpoints`"
        )
    return of_channel[0] if of_channel else channel.replace("_", "-")


def _keep(document: OrganisationDocument, known: Organisation | None, done: Imported) -> None:
    before = body_of(known)
    if has_touchpoints(document):
        keep_organisation(document)
    else:
        _keep_bare(document)
    after = body_of(Organisation.objects.select_related("document", "klass").get(slug=document.organisation))
    if known is None:
        done.new += 1
    elif after == before:
        done.same += 1
    else:
        done.changed += 1


def _keep_bare(document: OrganisationDocument) -> None:
    """Write an organisation that has no touchpoint yet, hence no document that would be whole."""
    klass, _ = OrganisationClass.objects.get_or_create(slug=document.class_)
    keep_row(
        Organisation,
        named={"slug": document.organisation},
        values={
            "name": document.name,
            "klass": klass,
            "country": document.country,
            "clock": document.clock,
            "languages": list(document.spoken),
            "website": document.website or "",
        },
    )
