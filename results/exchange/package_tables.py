"""Which tables a package holds, in which order, and which rows of them belong to a campaign."""

from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

Table = type[Model]


_ACCOUNTS = {
    "account", "role", "invitation", "action", "listeninghour", "listeningmoment", "listeningseat", "mention",
    "owntarget", "jury", "juryconflict", "ballot", "jurydecision", "jurysignature", "publication",
    "trial", "practicephone", "practicecall", "accesstoken", "sentonce", "notice", "noticesent", "noticestop",
}  # fmt: skip
"""Who may sign in here, what organisations plan for themselves, what a jury says, what was published of it
and test contacts outside every campaign are no part of what was measured: no package holds them, nor a hash
of a password."""


def package_tables() -> list[Table]:
    """Return all tables of what was measured, each after those it points to."""
    waiting = [
        table for table in apps.get_app_config("results").get_models() if table_name(table) not in _ACCOUNTS
    ]
    ordered: list[Table] = []
    while waiting:
        ready = [each for each in waiting if not {to for _, to in references(each)} & set(waiting) - {each}]
        ordered += ready
        waiting = [each for each in waiting if each not in ready]
    return ordered


def table_name(table: Table) -> str:
    """Return a table's short name: `contact` for `results_contact`."""
    return table._meta.db_table.removeprefix("results_")  # noqa: SLF001 - Django's own name for it


def key_column(table: Table) -> str:
    """Return the name of the column that tells rows apart."""
    return str(table._meta.pk.column)  # noqa: SLF001


def references(table: Table) -> list[tuple[Any, Table]]:
    """Return the columns that point to a table of the record, those that are never empty first."""
    fields = [field for field in table._meta.concrete_fields if isinstance(field, ForeignKey)]  # noqa: SLF001
    return [(field, field.related_model) for field in sorted(fields, key=lambda field: field.null)]


def pick_rows(cursor: Any, campaign: int) -> dict[Table, str]:
    """Note in temporary tables which rows belong to a campaign; return each table's condition.

    Down from the campaign go contacts, attempts, ratings, scores …; up from those whatever they point to;
    beside them the touchpoints, agreements and conflicts of the organisations and shoppers so found.
    """
    ordered = package_tables()
    down = _down(ordered)
    for table in ordered:
        _make(cursor, table)
        if table_name(table) == "campaign":
            _add(cursor, table, "SELECT %s::bigint", [campaign])
        elif table in down:
            field, to = down[table]
            _add(cursor, table, _rows(table, field.column, to))
    for table in reversed(ordered):
        if table not in down and table_name(table) != "campaign":
            for other in ordered:
                for field, to in references(other):
                    if to is table:
                        _add(cursor, table, _pointed(other, field.column))
    by_name = {table_name(table): table for table in ordered}
    for name, sql in _BESIDE.items():
        _add(cursor, by_name[name], sql)
    return {table: f"{key_column(table)} IN (SELECT id FROM {_picked(table)})" for table in ordered}  # noqa: S608


_BESIDE = {
    "touchpoint":
        "SELECT id FROM results_touchpoint WHERE organisation_id IN (SELECT id FROM pick_organisation)",
    "recordingagreement":
        "SELECT id FROM results_recordingagreement WHERE touchpoint_id IN (SELECT id FROM pick_touchpoint)",
    "conflictofinterest": """SELECT id FROM results_conflictofinterest
        WHERE shopper_id IN (SELECT id FROM pick_shopper)
        AND organisation_id IN (SELECT id FROM pick_organisation)""",
    "knownrecording": """SELECT k.id FROM results_knownrecording k
        JOIN results_touchpoint t ON t.id IN (SELECT id FROM pick_touchpoint)
        JOIN results_organisation o ON o.id = t.organisation_id AND k.touchpoint = o.slug || '.' || t.slug""",
    "letter": "SELECT id FROM results_letter WHERE attempt_id IN (SELECT id FROM pick_attempt)",
    "letterdecision": """SELECT id FROM results_letterdecision WHERE letter_id IN (SELECT id FROM pick_letter)
        AND (attempt_id IS NULL OR attempt_id IN (SELECT id FROM pick_attempt))""",
    "mailbox": """SELECT id FROM results_mailbox WHERE name IN (SELECT mailbox FROM results_correspondence
        WHERE attempt_id IN (SELECT id FROM pick_attempt))""",
    "daycount": """SELECT id FROM results_daycount
        WHERE scope = 'touchpoint' AND subject_id IN (SELECT id FROM pick_touchpoint)
        OR scope = 'organisation' AND subject_id IN (SELECT id FROM pick_organisation)""",
    "auditevent": """SELECT id FROM results_auditevent WHERE subject IN (
        SELECT 'campaign:' || slug FROM results_campaign WHERE id IN (SELECT id FROM pick_campaign)
        UNION SELECT 'organisation:' || slug FROM results_organisation
            WHERE id IN (SELECT id FROM pick_organisation)
        UNION SELECT 'touchpoint:' || id FROM pick_touchpoint
        UNION SELECT 'shopper:' || id FROM pick_shopper)""",
}  # fmt: skip


def _down(ordered: list[Table]) -> dict[Table, tuple[Any, Table]]:
    found: dict[Table, tuple[Any, Table]] = {}
    for table in ordered:
        for field, to in references(table):
            if not field.null and (to in found or table_name(to) == "campaign"):
                found[table] = field, to
                break
    return found


def _rows(table: Table, column: str, to: Table) -> str:
    """Return the SQL of the rows that point to picked rows of another table."""
    where = f"{column} IN (SELECT id FROM {_picked(to)})"  # noqa: S608 - names of our own
    return f"SELECT {key_column(table)} FROM {_db(table)} WHERE {where}"  # noqa: S608


def _pointed(table: Table, column: str) -> str:
    """Return the SQL of what the picked rows of a table point to."""
    where = f"{key_column(table)} IN (SELECT id FROM {_picked(table)})"  # noqa: S608
    return f"SELECT DISTINCT {column} FROM {_db(table)} WHERE {column} IS NOT NULL AND {where}"  # noqa: S608


def _db(table: Table) -> str:
    return str(table._meta.db_table)  # noqa: SLF001


def _picked(table: Table) -> str:
    return f"pick_{table_name(table)}"


def _make(cursor: Any, table: Table) -> None:
    cursor.execute(f"CREATE TEMPORARY TABLE {_picked(table)} (id bigint PRIMARY KEY) ON COMMIT DROP")


def _add(cursor: Any, table: Table, sql: str, values: Any = None) -> None:
    cursor.execute(f"INSERT INTO {_picked(table)} {sql} ON CONFLICT DO NOTHING", values)
