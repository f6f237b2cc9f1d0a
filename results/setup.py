import os
from collections.abc import Iterator
from contextlib import contextmanager

_MIGRATING = 0x53766172746964
"""The advisory lock that one migrating process holds: the letters of Svartid."""


def open_record(*, migrate: bool = True, settings: str = "results.settings") -> None:
    """Configure Django, start the embedded database if it is the one in use, and migrate when needed.

    Every command and every worker calls this before it touches a model; called again it only makes sure
    that the database answers (and starts an embedded one that was killed). An environment's own
    DJANGO_SETTINGS_MODULE wins over `settings`. Raises RecordError with the remedy.
    """
    configure(settings=settings)
    ensure_database()
    if migrate:
        migrate_record()


def configure(*, settings: str = "results.settings") -> None:
    """Set Django up, once a process, without touching the database."""
    import django
    from django.apps import apps

    from results.secret import own_secret
    from results.state import make_state_folder

    if apps.ready:
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    if not os.environ.get("SVARTID_SECRET_KEY"):
        own_secret(make_state_folder() / "secret_key")  # the settings read it
    django.setup()


def ensure_database() -> None:
    """Make sure that the database answers; an embedded one is started. Raises DatabaseMissing."""
    from django.conf import settings
    from django.db import OperationalError, connection

    from results.errors import DatabaseMissing

    if getattr(settings, "SVARTID_EMBEDDED", False):
        from results.embedded.server import start_server
        from results.state import make_state_folder

        start_server(make_state_folder())
    try:
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:  # a connection that died is made anew here
            cursor.execute("SELECT 1")
    except OperationalError as error:
        # The first line says what happened; libpq asks questions in those that follow.
        told = next((line.strip() for line in str(error).splitlines() if line.strip()), "no reason given")
        raise DatabaseMissing(f"the database does not answer ({told}) – check DATABASE_URL") from error


def migrate_record() -> bool:
    """Bring the schema to the newest; of several processes one migrates and the others wait for it.

    Returns whether anything had to be done. Raises DatabaseMissing if the schema is newer than this Svartid.
    """
    from django.core.management import call_command

    from results.quick_states import quick_states

    if not pending_migrations():
        return False
    with _one_at_a_time():
        if not pending_migrations():
            return False
        with quick_states():
            call_command("migrate", verbosity=0, interactive=False)
    return True


def pending_migrations() -> bool:
    """Tell whether the schema lacks a migration. Raises DatabaseMissing if it is newer than this Svartid."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from results.errors import DatabaseMissing

    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    ahead = sorted(name for app, name in executor.loader.applied_migrations if app == "results"
                   and (app, name) not in known)  # fmt: skip
    if ahead:
        raise DatabaseMissing(f"the database was written by a newer Svartid ({ahead[-1]}) – update Svartid")
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])
