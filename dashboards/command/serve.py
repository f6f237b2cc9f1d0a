"""`svartid serve` and `svartid invite`: the site from the command line."""

import json
import os
from pathlib import Path
from typing import Annotated, Any, Literal

import typer


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes.")] = 2,
    threads: Annotated[
        int, typer.Option(min=2, max=256, help="Requests at once in a process; each live page holds one.")
    ] = 32,
    certificate: Annotated[Path | None, typer.Option(help="TLS: the certificate's file.")] = None,
    key: Annotated[Path | None, typer.Option(help="TLS: the key's file.")] = None,
    demo_cards: Annotated[
        bool, typer.Option("--demo-cards", help="Let anybody at this machine sign in as an example's people.")
    ] = False,
) -> None:
    """Serve the site; the embedded database is started if it is the one in use.

    On this machine nothing need be set. For others set SVARTID_SITE_URL=https://… and give it a certificate,
    or put it behind a proxy that has one and sets X-Forwarded-Proto. After `svartid example`, --demo-cards
    puts a card for each role on the first page: on this machine only, and into that example only.

    Example: `svartid serve --port 8000`

    Exit codes: 0 ended · 2 typed wrong · 3 a setting, the database or the port is not to be had.
    """
    from dashboards.command.check_listening import check_listening
    from dashboards.site.errors import BadSiteSetting
    from dashboards.site.site_address import read_site_address
    from results.setup import open_record

    if host not in ("127.0.0.1", "::1", "localhost") and not os.environ.get("SVARTID_SITE_URL", ""):
        raise BadSiteSetting(
            f"--host {host}: others could reach the site without TLS – set SVARTID_SITE_URL=https://…"
        )
    if demo_cards and not read_site_address(os.environ.get("SVARTID_SITE_URL", "")).loopback:
        raise BadSiteSetting("--demo-cards: others could reach the site – cards are for this machine only")
    check_listening(host=host, port=port, certificate=certificate, key=key)
    os.environ["SVARTID_DEMO_CARDS"] = "1" if demo_cards else "0"
    os.environ["DJANGO_SETTINGS_MODULE"] = "dashboards.settings"
    if certificate:
        os.environ.setdefault("SVARTID_PROXIES", "0")
    open_record(settings="dashboards.settings")
    _collect()
    _gather_figures()
    from dashboards.command.gunicorn_server import run_gunicorn

    run_gunicorn(
        host=host, port=port, workers=workers, threads=threads, certificate=certificate, key=key,
        ready=lambda url: typer.echo(f"Svartid is at {os.environ.get('SVARTID_SITE_URL') or url}"),
    )  # fmt: skip


def invite(
    email: Annotated[str, typer.Argument(help="Whom to invite.")],
    role: Annotated[
        Literal["evaluator", "shopper", "organisation", "juror"], typer.Option(help="What they will be.")
    ] = "evaluator",
    award: Annotated[str, typer.Option(help="The award of an evaluator or juror, by its short name.")] = "",
    organisation: Annotated[str, typer.Option(help="The organisation, by its short name.")] = "",
    shopper: Annotated[str, typer.Option(help="The shopper's label.")] = "",
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    language: Annotated[Literal["nb", "sv", "en"], typer.Option(help="The language of the letter.")] = "nb",
    site: Annotated[
        str,
        typer.Option(metavar="URL", help="Where the site is, for the link; without it, SVARTID_SITE_URL."),
    ] = "",
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")] = False,
) -> None:
    """Invite somebody to the site and print the link; the first evaluator comes in this way.

    Where neither --site nor SVARTID_SITE_URL says where the site is, the link leads to where `svartid serve`
    is without an option, and that it is a guess is said (`"guessed": true` in the JSON).

    Example: `svartid invite eva@house.example --role evaluator` ·
    `svartid invite eva@house.example --site http://127.0.0.1:8070`

    Exit codes: 0 done · 1 nobody or nothing of that name · 2 typed wrong · 3 no database, or the address is
    none.
    """
    from dashboards.site.site_address import read_site_address
    from results.setup import open_record

    _check_invited(email, role, {"award": award, "organisation": organisation, "shopper": shopper})
    setting = os.environ.get("SVARTID_SITE_URL", "")
    base = (read_site_address(site, of="--site") if site else read_site_address(setting)).url
    open_record()
    from results.access.invitations import invite as make
    from results.models import Award, Organisation, Shopper

    made = make(
        email=email,
        role=role,
        name=name,
        language=language,
        award=_named(Award, "slug", award),
        organisation=_named(Organisation, "slug", organisation),
        shopper=_named(Shopper, "label", shopper),
        invited_by="operator",
    )
    url = f"{base or _USUAL}/invitation/{made.token}/"
    if json_:
        told = {"email": made.invitation.email, "role": role, "url": url, "guessed": not base}
        typer.echo(json.dumps(told))
        return
    typer.echo(f"Give {made.invitation.email} this link; it works once, for two weeks:\n  {url}")
    if not base:
        typer.echo(
            "Nobody has said where the site is, so the link leads to where `svartid serve` is without an"
            " option. If yours is elsewhere, put its address before /invitation/, or say --site URL"
            " next time."
        )


_USUAL = "http://127.0.0.1:8000"
"""Where `svartid serve` is without an option."""

_NEEDS = {"evaluator": "", "shopper": "shopper", "organisation": "organisation", "juror": "award"}


def _check_invited(email: str, role: str, belongs: dict[str, str]) -> None:
    """Refuse an address that is none, and a role that lacks what it belongs to or has too much."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from dashboards.site.errors import BadInvitation

    try:
        validate_email(email.strip())
    except ValidationError:
        raise BadInvitation(f"{email}: this is no e-mail address – write it like eva@house.example") from None
    needed = _NEEDS[role]
    if needed and not belongs[needed]:
        raise BadInvitation(f"--role {role} needs --{needed}: whom or what it belongs to")
    for name, value in belongs.items():
        if value and name != needed and (role, name) != ("evaluator", "award"):
            raise BadInvitation(f"--role {role} goes without --{name}")


def _named(table: Any, column: str, wanted: str) -> Any:
    from dashboards.site.errors import BadInvitation

    if not wanted:
        return None
    found = table.objects.filter(**{column: wanted}).first()
    if found is None:
        raise BadInvitation(f"{wanted!r}: the record has no {table.__name__.lower()} of this name")
    return found


def _gather_figures() -> None:
    """Let the site's processes count together: each writes its figures into one folder, at first empty."""
    import shutil

    from results.state import make_state_folder

    folder = make_state_folder() / "figures" / str(os.getpid())
    shutil.rmtree(folder, ignore_errors=True)
    for old in folder.parent.glob("*") if Path("/proc/self").exists() else ():
        if not Path(f"/proc/{old.name}").exists():
            shutil.rmtree(old, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _collect() -> None:
    """Put style sheets, scripts and fonts under names that change with their content, packed for the wire.

    Only when they have changed since the last time: packing takes seconds. Of two sites that start at once on
    one state folder the second waits, and finds them made: else each would clear away what the other made.
    """
    import fcntl
    import hashlib

    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    from results.state import make_state_folder

    make_state_folder()
    whole = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            whole.update(f"{name} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    folder = Path(str(settings.STATIC_ROOT))
    mark = folder / "made_of"
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if mark.exists() and mark.read_text() == whole.hexdigest():
            return
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        mark.write_text(whole.hexdigest())
