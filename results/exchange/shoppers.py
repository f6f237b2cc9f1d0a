import datetime as dt
from pathlib import Path
from typing import Any

from results.exchange import cells
from results.exchange.column import Column
from results.exchange.imported import Imported, importing
from results.exchange.table import Row, Table
from results.models import ConflictOfInterest, Organisation, Shopper

SHOPPER_COLUMNS = (
    Column(
        "label",
        "The pseudonym that results show; it tells whom a row is about.",
        cells.label,
        needed=True,
        aliases=("shopper", "pseudonym", "kortnavn", "kortnamn", "etikett", "testkunde", "testkund"),
    ),
    Column("name", "The person's name.", cells.line(200), aliases=("navn", "namn", "full name")),
    Column(
        "email",
        "The mail address.",
        cells.mail,
        aliases=("e-mail", "e-post", "mail", "e-postadresse", "e-postadress"),
    ),
    Column(
        "phone",
        "The phone with its country, never dialled before it is verified.",
        cells.own_phone,
        aliases=("telephone", "telefon", "mobil", "mobile", "mobilnummer", "telefonnummer", "tlf"),
    ),
    Column(
        "phone_verified",
        "When the house saw that the phone is the person's.",
        cells.moment,
        empty=None,
        aliases=("verified", "verifisert", "bekreftet", "verifierad", "bekräftad", "telefon verifisert"),
    ),
    Column(
        "languages",
        "Languages, such as nb sv en.",
        cells.languages,
        empty=(),
        aliases=("language", "språk", "sprak"),
    ),
    Column(
        "channels",
        "Channels served; empty for all.",
        cells.channels,
        empty=(),
        aliases=("channel", "kanaler", "kanal"),
    ),
    Column(
        "conflicts",
        "Organisations that the person must not meet, by short name.",
        cells.words,
        empty=(),
        aliases=("conflict", "inhabil", "inhabilitet", "jäv"),
    ),
    Column(
        "most",
        "The greatest number of contacts in a campaign.",
        cells.whole,
        empty=None,
        aliases=("max", "maximum", "maks", "maksimum", "högst"),
    ),
    Column(
        "certified_until",
        "The day on which the certification ends.",
        cells.moment,
        empty=None,
        aliases=("sertifisert til", "certifierad till"),
    ),
    Column(
        "pools",
        "Pools of shoppers to which the person belongs, with commas between.",
        cells.names,
        empty=(),
        aliases=("pool", "puljer", "pulje", "grupper"),
    ),
    Column(
        "active",
        "Whether the person takes assignments (yes or no).",
        cells.flag,
        empty=True,
        aliases=("aktiv",),
    ),
)
"""The columns of a file of shoppers."""

_FIELDS = ("name", "email", "phone", "languages", "channels", "most", "certified_until", "pools", "active")


def import_shoppers(path: Path, *, dry_run: bool = False, actor: str = "svartid") -> Imported:
    """Take shoppers from a CSV or XLSX file (`SHOPPER_COLUMNS`): all rows are right, or none is taken.

    A label that the record has is brought up to date: columns of the file count, also where a cell is empty;
    what the file has no column for stays. A phone that changes must be verified again. Raises BadUpload with
    every mistake, its row and column.
    """
    table = Table(path, SHOPPER_COLUMNS)
    rows = list(table.rows())
    known = Shopper.objects.in_bulk([row.values["label"] for row in rows], field_name="label")
    organisations = dict(Organisation.objects.values_list("slug", "pk"))
    _check_labels(table, rows)
    for row in rows:
        _check(table, row, known.get(row.values["label"]), organisations)
    table.mistakes.tell()
    with importing("shoppers", path=path, dry_run=dry_run, actor=actor) as done:
        for row in rows:
            _keep(row.values, known.get(row.values["label"]), organisations, done)
    return done


def _check_labels(table: Table, rows: list[Row]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        for column in ("label", "email", "phone"):
            value = str(row.values.get(column) or "").casefold()
            first = seen.setdefault((column, value), row.number)
            if value and first != row.number:
                table.wrong(row, column, f"{row.values[column]!r} stands in row {first} already")


def _check(table: Table, row: Row, known: Shopper | None, organisations: dict[str, int]) -> None:
    for slug in row.values.get("conflicts", ()):
        if slug not in organisations:
            table.wrong(row, "conflicts", f"the record has no organisation {slug!r} – import it first")
    if known is not None and known.erased_at:
        table.wrong(row, "label", "this person was erased – give another label")
    phone = row.values.get("phone", known.phone if known else "")
    if row.values.get("phone_verified") and not phone:
        table.wrong(row, "phone_verified", "there is no phone to be verified – write it, or leave this empty")


def _keep(
    values: dict[str, Any], known: Shopper | None, organisations: dict[str, int], done: Imported
) -> None:
    shopper = known or Shopper(label=values["label"])
    before = _state(shopper)
    old_phone = shopper.phone
    for name in _FIELDS:
        if name in values:
            value = values[name]
            setattr(shopper, name, list(value) if isinstance(value, tuple) else value)
    if "phone_verified" in values:
        shopper.phone_verified_at = values["phone_verified"]
    elif shopper.phone != old_phone:
        shopper.phone_verified_at = None
    if known is None or _state(shopper) != before:
        shopper.save()
    changed = _state(shopper) != before
    if "conflicts" in values:
        changed |= _keep_conflicts(shopper, {organisations[slug] for slug in values["conflicts"]})
    if known is None:
        done.new += 1
    elif changed:
        done.changed += 1
    else:
        done.same += 1


def _state(shopper: Shopper) -> list[Any]:
    verified: dt.datetime | None = shopper.phone_verified_at
    return [*(getattr(shopper, name) for name in _FIELDS), verified]


def _keep_conflicts(shopper: Shopper, wanted: set[int]) -> bool:
    """Bring the conflicts up to date; one that stays keeps its reason and date."""
    conflicts = ConflictOfInterest.objects.filter(shopper=shopper)
    have = set(conflicts.values_list("organisation_id", flat=True))
    conflicts.filter(organisation_id__in=have - wanted).delete()
    ConflictOfInterest.objects.bulk_create(
        ConflictOfInterest(shopper=shopper, organisation_id=each) for each in sorted(wanted - have)
    )
    return have != wanted
