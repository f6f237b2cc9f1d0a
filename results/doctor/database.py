from results.doctor.finding import Finding
from results.errors import RecordError


def examine_database() -> Finding:
    """Start or reach the database, and say which it is, how new, and whether its schema is the newest."""
    from results.setup import ensure_database, open_record, pending_migrations

    try:
        open_record(migrate=False)
        ensure_database()
        pending = pending_migrations()
    except RecordError as error:
        told, _, remedy = str(error).partition(" – ")
        return Finding("database", "bad", told, remedy, needed=True)
    from django.conf import settings
    from django.db import connection

    version = connection.pg_version  # type: ignore[attr-defined]
    if version < 150000:
        return Finding(
            "database",
            "bad",
            f"PostgreSQL {version // 10000} is too old",
            "use PostgreSQL 15 or newer",
            needed=True,
        )
    where = settings.DATABASES["default"]
    kind = "embedded, in" if getattr(settings, "SVARTID_EMBEDDED", False) else "server at"
    words = f"PostgreSQL {version // 10000}.{version % 10000} ({kind} {where['HOST'] or 'localhost'})"
    if pending:
        return Finding(
            "database", "good", f"{words}; the next command brings its schema up to date", needed=True
        )
    return Finding("database", "good", f"{words}; its schema is the newest", needed=True)
