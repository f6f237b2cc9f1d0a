"""Fixtures for every room that needs the record; they cost nothing until a test asks for one."""

import datetime as dt
import hashlib
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Machines are shared and noisy: no property is wrong because a moment was long. Each run tries others; who
# wants many at once says so: SVARTID_EXAMPLES=1000 pytest …
settings.register_profile(
    "shared",
    deadline=None,
    max_examples=int(os.environ.get("SVARTID_EXAMPLES", "30")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("shared")

DEBIAN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/lib/postgresql/none"))


@dataclass
class RecordServer:
    """A PostgreSQL with a migrated template; `kind` is `embedded` or `debian`."""

    kind: str
    state: Path
    address: Any
    made: int = 0
    spare: str = ""
    """A database that a test has used and that was emptied."""
    schema: Any = None
    """What `_SCHEMA` says of the template."""
    emptying: str = ""
    """The words that empty every table."""

    @contextmanager
    def connection(self) -> Iterator[Any]:
        import psycopg

        with psycopg.connect(**self.address.to_libpq(name="postgres"), autocommit=True) as connection:
            yield connection


@dataclass
class Record:
    """A fresh migrated database of one test, which Django uses while the test runs."""

    server: RecordServer
    address: Any
    state: Path

    @property
    def url(self) -> str:
        a = self.address
        where = f"{a.user}:{a.password}@{a.host}:{a.port}" if a.port else f"{a.user}@"
        return f"postgresql://{where}/{a.name}" + ("" if a.port else f"?host={a.host}")

    @property
    def environment(self) -> dict[str, str]:
        """The environment for processes that shall use the same record."""
        return {**os.environ, "DATABASE_URL": self.url, "SVARTID_STATE": str(self.state)}

    def connect(self, **more: Any) -> Any:
        """Another psycopg connection, beside Django's; the caller closes it."""
        import psycopg

        return psycopg.connect(**self.address.to_libpq(), **more)


@pytest.fixture(scope="session")
def short_folder() -> Iterator[Callable[[], Path]]:
    """Makes folders with short paths that PostgreSQL's own user may pass through; removed at the end."""
    made: list[Path] = []

    def make() -> Path:
        folder = Path(tempfile.mkdtemp(prefix="svartid-"))
        folder.chmod(0o711)
        made.append(folder)
        return folder

    yield make
    for folder in made:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", params=["embedded", pytest.param("debian", marks=pytest.mark.proof)])
def record_server(request: pytest.FixtureRequest, short_folder: Callable[[], Path]) -> Iterator[RecordServer]:
    """The embedded PostgreSQL; in `make proof` everything runs on Debian's server, too."""
    with (_embedded if request.param == "embedded" else _debian)(short_folder()) as server:
        yield server


@pytest.fixture(scope="session")
def debian_server(short_folder: Callable[[], Path]) -> Iterator[RecordServer]:
    with _debian(short_folder()) as server:
        yield server


@pytest.fixture
def record(
    record_server: RecordServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[Record]:
    """A fresh database, migrated, in Django's hands."""
    with _fresh(record_server, tmp_path, monkeypatch, django_db_blocker) as fresh:
        yield fresh


@pytest.fixture
def debian_record(
    debian_server: RecordServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[Record]:
    """The same on Debian's server, for the few tests that `make test` runs on both."""
    with _fresh(debian_server, tmp_path, monkeypatch, django_db_blocker) as fresh:
        yield fresh


@pytest.fixture
def planter(record: Record) -> "Planter":
    """Plants organisations, campaigns, contacts and attempts into the test's record."""
    return Planter()


class Planter:
    """Makes rows with as few words as a test needs; everybody in them is invented."""

    def document(self, kind: str, slug: str, **body: Any) -> Any:
        from results.models import Document

        canonical = json.dumps({kind: slug, **body}, sort_keys=True, separators=(",", ":"))
        found, _ = Document.objects.get_or_create(
            content_hash=hashlib.sha256(canonical.encode()).hexdigest(),
            defaults={"kind": kind, "slug": slug, "canonical": canonical, "text": canonical},
        )
        return found

    def organisation(self, slug: str = "fjordvik", *, klass: str = "municipality") -> Any:
        from results.models import Organisation, OrganisationClass

        found, _ = Organisation.objects.get_or_create(
            slug=slug,
            defaults={
                "name": slug.title(),
                "klass": OrganisationClass.objects.get_or_create(slug=klass)[0],
                "country": "NO",
                "clock": "Europe/Oslo",
                "languages": ["nb"],
                "document": self.document("organisation", slug),
            },
        )
        return found

    def touchpoint(self, organisation: Any = None, slug: str = "switchboard", channel: str = "phone") -> Any:
        from results.models import Touchpoint

        organisation = organisation or self.organisation()
        host = f"{organisation.slug}.example"
        addresses = {"phone": f"sip:{organisation.slug}@127.0.0.1:5070", "email": f"post@{host}"}
        found, _ = Touchpoint.objects.get_or_create(
            organisation=organisation,
            slug=slug,
            defaults={
                "channel": channel,
                "address": addresses.get(channel, f"https://{host}/{slug}"),
            },
        )
        return found

    def campaign(self, slug: str = "town-award", **more: Any) -> Any:
        from results.models import Campaign

        fields: dict[str, Any] = {
            "document": self.document("campaign", slug),
            "method": self.document("method", "kundeserviceprisen"),
            "questionnaire": self.document("questionnaire", "short"),
            "starts_on": dt.date(2026, 12, 1),
            "ends_on": dt.date(2027, 3, 26),
            "seed": 20261201,
        }
        return Campaign.objects.get_or_create(slug=slug, defaults=fields | more)[0]

    def shopper(self, label: str = "sam", **more: Any) -> Any:
        from results.models import Shopper

        return Shopper.objects.get_or_create(label=label, defaults={"languages": ["nb"], **more})[0]

    def contact(self, campaign: Any = None, touchpoint: Any = None, **more: Any) -> Any:
        from results.models import Contact

        campaign, touchpoint = campaign or self.campaign(), touchpoint or self.touchpoint()
        due = more.pop("due_at", dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC))
        fields: dict[str, Any] = {
            "key": f"{touchpoint.organisation.slug}.{touchpoint.channel}.{Contact.objects.count() + 1:03}",
            "organisation": touchpoint.organisation,
            "klass": touchpoint.organisation.klass,
            "channel": touchpoint.channel,
            "enquiry": self.document("enquiry", "nursery-admission"),
            "language": "nb",
            "due_at": due,
            "window_ends_at": due + dt.timedelta(hours=5),
        }
        return Contact.objects.create(campaign=campaign, touchpoint=touchpoint, **(fields | more))

    def attempt(self, contact: Any = None, number: int = 1, **more: Any) -> Any:
        from results.models import Attempt

        contact = contact or self.contact()
        fields: dict[str, Any] = {
            name: getattr(contact, name)
            for name in ("campaign", "organisation", "touchpoint", "channel", "due_at", "window_ends_at")
        }
        return Attempt.objects.create(contact=contact, number=number, **(fields | more))

    def worker(self, label: str = "oslo-1") -> Any:
        from results.models import Worker

        return Worker.objects.get_or_create(label=label)[0]

    def move(self, attempt: Any, *states: str, **more: Any) -> Any:
        """Move an attempt along its life, with what each state needs."""
        now = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
        for state in states:
            attempt.state = state
            if state == "claimed":
                attempt.worker, attempt.lease_until = self.worker(), now + dt.timedelta(minutes=1)
                attempt.day, attempt.fencing_token = now.date(), attempt.fencing_token + 1
            elif state == "contacting":
                attempt.contacting_at = attempt.started_at = now
            elif state == "awaiting":
                attempt.lease_until, attempt.awaiting_at = None, now
                attempt.reply_due_at = now + dt.timedelta(days=2)
            elif state == "finished":
                attempt.ended_at, attempt.outcome = now + dt.timedelta(seconds=90), "answered_by_person"
            elif state in ("lost", "cancelled"):
                attempt.outcome = state
            elif state == "not_run":
                attempt.not_run_reason = "no_window"
            for name, value in more.items():
                setattr(attempt, name, value)
            attempt.save()
        return attempt


@contextmanager
def _fresh(
    server: RecordServer, folder: Path, monkeypatch: pytest.MonkeyPatch, blocker: Any
) -> Iterator[Record]:
    from django.db import connections

    name = server.spare or _new_database(server)
    record = Record(server, replace(server.address, name=name), folder)
    monkeypatch.setenv("DATABASE_URL", record.url)
    monkeypatch.setenv("SVARTID_STATE", str(folder))
    with blocker.unblock() if blocker is not None else nullcontext():
        _point(record.address)
        yield record
        connections.close_all()
    server.spare = name if _emptied(server, name) else ""


def _new_database(server: RecordServer) -> str:
    server.made += 1
    name = f"test_{os.getpid()}_{server.made}"
    with server.connection() as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE svartid_template")
    return name


def _emptied(server: RecordServer, name: str) -> bool:
    """Empty a database for the next test, past all guards; one whose schema was touched is dropped instead.

    A tenth of the cost of a new one. Numbers go on counting, so that no test can rely on an id.
    """
    import psycopg

    with psycopg.connect(**replace(server.address, name=name).to_libpq(), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        whole = connection.execute(_SCHEMA).fetchone() == server.schema
        if whole:
            connection.execute(f"SET session_replication_role = replica; {server.emptying}")
    if not whole:
        with server.connection() as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    return whole


_SCHEMA = """SELECT (SELECT array_agg(name ORDER BY name) FROM django_migrations),
    (SELECT array_agg((attrelid::regclass, attname)::text ORDER BY attrelid::regclass::text, attnum)
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')
       AND attnum > 0 AND NOT attisdropped),
    (SELECT array_agg(tgname::text ORDER BY 1) FROM pg_trigger)"""

_EMPTYING = """SELECT string_agg(format('DELETE FROM %I', table_name), ';') FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'django_migrations'"""


def _point(address: Any) -> None:
    """Let Django's default connection of every thread lead to this database from now on."""
    from django.conf import settings
    from django.db import connections

    connections.close_all()
    settings.SVARTID_EMBEDDED = False
    # The handler's own dictionary: connections of other threads are made of it, too.
    connections.settings["default"].update(address.to_django())


@contextmanager
def _template(server: RecordServer) -> Iterator[RecordServer]:
    with server.connection() as connection:
        connection.execute("CREATE DATABASE svartid_template")
    before = dict(os.environ)
    address = replace(server.address, name="svartid_template")
    os.environ.update(
        {
            "DATABASE_URL": Record(
                server, replace(server.address, name="svartid_template"), server.state
            ).url,
            "SVARTID_STATE": str(server.state),
            "SVARTID_SECRET_KEY": secrets.token_hex(32),
        }
    )
    try:
        from django.db import connections

        from results.setup import configure, migrate_record

        configure()
        _point(address)
        migrate_record()
        with connections["default"].cursor() as cursor:
            cursor.execute(_SCHEMA)
            server.schema = cursor.fetchone()
            cursor.execute(_EMPTYING)
            (server.emptying,) = cursor.fetchone()
        connections.close_all()
    finally:
        for key in ("DATABASE_URL", "SVARTID_STATE"):
            os.environ.pop(key, None)
            if key in before:
                os.environ[key] = before[key]
    yield server


@contextmanager
def _embedded(state: Path) -> Iterator[RecordServer]:
    from results.embedded.server import start_server, stop_server

    address = start_server(state, durable=False)
    try:
        with _template(RecordServer("embedded", state, address)) as server:
            yield server
    finally:
        stop_server(state)


@contextmanager
def _debian(state: Path) -> Iterator[RecordServer]:
    from results.database_url import DatabaseAddress

    if not (DEBIAN / "postgres").exists():
        pytest.skip("Debian's PostgreSQL is not installed")
    switch: dict[str, Any] = {}
    if os.geteuid() == 0:
        entry = pwd.getpwnam("postgres")
        os.chown(state, entry.pw_uid, entry.pw_gid)
        switch = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    password = secrets.token_hex(8)
    (state / "password").write_text(password)
    (state / "password").chmod(0o644)

    def run(program: str, *words: str) -> None:
        subprocess.run(
            [DEBIAN / program, "-D", state / "data", *words], check=True, cwd="/", stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **switch,
        )  # fmt: skip

    run("initdb", "-U", "svartid", "--auth=scram-sha-256", "--pwfile", str(state / "password"), "--no-sync",
        "--encoding=UTF8", "--locale=C.UTF-8")  # fmt: skip
    options = f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    run("pg_ctl", "-o", options, "-l", str(state / "log"), "-w", "start")
    address = DatabaseAddress("postgres", host="127.0.0.1", port=port, user="svartid", password=password)
    try:
        with _template(RecordServer("debian", state, address)) as server:
            yield server
    finally:
        run("pg_ctl", "-m", "immediate", "-w", "stop")
