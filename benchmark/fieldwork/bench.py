"""What the fieldwork costs: claims a second among many waiting contacts, and the import of a million."""

import json
import os
import resource
import secrets
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from time import perf_counter
from typing import Annotated
from urllib.parse import quote

import typer

from results.database_url import DatabaseAddress, read_database_url

WORKERS = (1, 2, 4, 8)
WAITING = 100_000
IMPORTED = 1_000_000
_POINTS = 2_000
_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class FieldworkCost:
    """Claims a second by workers; seconds of plans and import; the greatest memory of a process (MB)."""

    claims_per_s: dict[int, float]
    plans_s: dict[str, float]
    import_s: float
    imported: int
    peak_mb: float

    def flat(self) -> dict[str, float | int]:
        """Return flat keys for machines; seconds of an import are told for a million contacts."""
        return {
            **{f"claims_per_s_{count}": round(rate, 1) for count, rate in self.claims_per_s.items()},
            **{f"plan_{size}_s": round(seconds, 2) for size, seconds in self.plans_s.items()},
            "import_1m_s": round(self.import_s * 1_000_000 / self.imported, 1),
            "imported": self.imported,
            "peak_mb": round(self.peak_mb, 1),
        }


def fieldwork(
    quick: Annotated[
        bool, typer.Option("--quick", help="10,000 waiting, 50,000 imported, the small plan only.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print flat JSON keys instead of a table.")] = False,
) -> None:
    """Measure the fieldwork in a database of its own, which is dropped afterwards.

    Claims a second (claim and release, each a transaction of its own, on this server's own disk settings) by
    1, 2, 4 and 8 worker processes with 100,000 waiting contacts; plans of 132 × 25, 500 × 100 and
    2,000 × 200; the import of 1,000,000 contacts with their first attempts by COPY.

    Example: `svartid bench fieldwork --quick --json`

    Exit codes: 0 measured · 3 the database cannot be opened.
    """
    from benchmark.planning.bench import SIZES, planning_cost

    tell: Callable[[str], None] = (lambda _: None) if json_ else typer.echo
    sizes = SIZES[:1] if quick else SIZES
    plans = {}
    peak = 0.0
    for organisations, each in sizes:
        tell(f"a plan of {organisations} × {each} …")
        cost = planning_cost(organisations=organisations, contacts_each=each)
        plans[f"{organisations}x{each}"] = cost.seconds
        peak = max(peak, cost.peak_mb)
    with own_database():
        claims = claims_per_second(waiting=10_000 if quick else WAITING, tell=tell)
        imported = 50_000 if quick else IMPORTED
        tell(f"importing {imported:,} contacts …")
        seconds = _import(imported, name="import")
    found = FieldworkCost(claims, plans, seconds, imported, max(peak, _peak_mb()))
    if json_:
        typer.echo(json.dumps(found.flat(), indent=1))
        return
    for key, value in found.flat().items():
        typer.echo(f"{key:24} {value:>12,}")


@contextmanager
def own_database() -> Iterator[None]:
    """Let this process and its children use a new database on the record's server; drop it afterwards."""
    import psycopg

    from results.embedded.server import start_server
    from results.state import make_state_folder

    url = os.environ.get("DATABASE_URL", "")
    server = read_database_url(url) if url else start_server(make_state_folder())
    name = f"svartid_bench_{secrets.token_hex(4)}"
    _run(server, f"CREATE DATABASE {name}")
    os.environ["DATABASE_URL"] = _url(server, name)
    try:
        from results.setup import open_record

        open_record()
        yield
    finally:
        from django.db import connections

        connections.close_all()
        os.environ.pop("DATABASE_URL")
        if url:
            os.environ["DATABASE_URL"] = url
        try:
            _run(server, f"DROP DATABASE {name} WITH (FORCE)")
        except psycopg.Error as error:
            typer.echo(f"the database {name} could not be dropped ({error})", err=True)


def claims_per_second(*, waiting: int, tell: Callable[[str], None]) -> dict[int, float]:
    """Return claims a second for each number of workers, among so many waiting contacts."""
    tell(f"{waiting:,} contacts wait …")
    _import(waiting, name="claims")
    rates = {}
    for count in WORKERS:
        # Ctrl-C is for the one who waits: it ends these.
        with get_context("spawn").Pool(count, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
            pool.map(_warm, range(count), chunksize=1)
            done = pool.map(_claim_for, range(count), chunksize=1)
        rates[count] = sum(claims / seconds for claims, seconds in done)
        tell(f"{count} workers: {rates[count]:,.0f} claims a second")
    return rates


def _warm(_: int) -> None:
    from results.setup import open_record

    open_record(migrate=False)


def _claim_for(number: int) -> tuple[int, float]:
    """Claim and release for some seconds, in a process of its own."""
    from django.db import connection

    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.claim import claim_attempt
    from results.models import Worker

    worker = Worker.objects.get_or_create(label=f"bench-{number}")[0].pk
    capabilities = Capabilities()
    claims = 0
    began = perf_counter()
    while perf_counter() - began < _SECONDS:
        claim = claim_attempt(worker=worker, capabilities=capabilities, now=datetime.now(UTC))
        if claim is None:
            continue
        claims += 1
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE results_attempt SET state = 'not_run', not_run_reason = 'bench' WHERE id = %s",
                [claim.attempt],
            )
    seconds = perf_counter() - began
    connection.close()
    return claims, seconds


def _import(count: int, *, name: str) -> float:
    """Import so many contacts that are due now, with first attempts; return the seconds it took."""
    from django.db import connection, transaction

    from benchmark.fieldwork.copy_contacts import ContactLine, copy_contacts
    from results.models import CampaignControl, CampaignState

    campaign, klass, enquiry, points = _ground(name)
    now = datetime.now(UTC)

    def lines() -> Iterator[ContactLine]:
        for number in range(count):
            organisation, point = points[number % len(points)]
            due = now - timedelta(seconds=count - number)
            yield ContactLine(
                f"{number:07}", organisation, klass, point, "phone", enquiry, "nb", "automatic", None, None,
                due, now + timedelta(days=1),
            )  # fmt: skip

    began = perf_counter()
    with transaction.atomic():
        copy_contacts(campaign=campaign, lines=lines())
    seconds = perf_counter() - began
    CampaignControl.objects.filter(pk=campaign).update(state=CampaignState.RUNNING)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE results_contact, results_attempt, results_touchpoint")
    return seconds


def _ground(name: str) -> tuple[int, int, int, list[tuple[int, int]]]:
    """Make a campaign with many touchpoints, one an organisation, and return the ids."""
    from results.keep_document import keep_document
    from results.models import Campaign, Organisation, OrganisationClass, Touchpoint
    from scenarios.library_path import library_file
    from scenarios.load import load_campaign, load_enquiry, load_method

    def read(kind: str, slug: str) -> str:
        return str(library_file(kind=kind, name=slug))

    klass = OrganisationClass.objects.get_or_create(slug="municipality")[0]
    organisations = Organisation.objects.bulk_create(
        Organisation(
            slug=f"{name}-{n}", name=f"{name} {n}", klass=klass, country="NO", clock="Europe/Oslo",
            languages=["nb"],
        )
        for n in range(_POINTS)
    )  # fmt: skip
    points = Touchpoint.objects.bulk_create(
        Touchpoint(
            organisation=each, slug="switchboard", channel="phone", languages=["nb"],
            address=f"sip:{each.slug}@127.0.0.1:9",
        )
        for each in organisations
    )  # fmt: skip
    campaign = Campaign.objects.create(
        slug=name,
        document=keep_document(load_campaign(read("campaign", "town-award"))),
        method=keep_document(load_method(read("method", "kundeserviceprisen"))),
        starts_on=datetime.now(UTC).date(),
        ends_on=datetime.now(UTC).date() + timedelta(days=30),
        seed=1,
        cap_touchpoint_day=1_000_000,
    )
    enquiry = keep_document(load_enquiry(read("enquiry", "nursery-admission")))
    return campaign.pk, klass.pk, enquiry.pk, [(each.organisation_id, each.pk) for each in points]


def _run(server: DatabaseAddress, statement: str) -> None:
    import psycopg

    with psycopg.connect(**server.to_libpq(name="postgres"), autocommit=True) as connection:
        connection.execute(statement.encode())


def _url(server: DatabaseAddress, name: str) -> str:
    who = quote(server.user, safe="") + (f":{quote(server.password, safe='')}" if server.password else "")
    more = "&".join(f"{key}={quote(str(value), safe='')}" for key, value in server.options.items())
    if server.host.startswith("/"):
        folder = f"host={quote(server.host, safe='')}"
        return f"postgresql://{who}@/{name}?" + "&".join(each for each in (folder, more) if each)
    port = f":{server.port}" if server.port else ""
    return f"postgresql://{who}@{server.host}{port}/{name}" + (f"?{more}" if more else "")


def _peak_mb() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * unit / 1e6
