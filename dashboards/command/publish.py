"""`svartid publish`: an edition as a folder that anybody can read, keep and check."""

import json
import os
import time
from pathlib import Path
from typing import Annotated, Any, Literal

import typer


def publish(
    campaign: Annotated[str, typer.Argument(help="The campaign's short name; none with --check.")] = "",
    out: Annotated[
        Path | None, typer.Option(help="The folder to write; only what changed is written.")
    ] = None,
    url: Annotated[
        str, typer.Option(help="Where it will stand, such as https://award.example/2027/: feeds need it.")
    ] = "",
    now: Annotated[
        bool, typer.Option("--now", help="Publish it first, if every gate is met: everybody may read it.")
    ] = False,
    because: Annotated[
        str, typer.Option(help="With --now: publish the newest ranking as a correction, and say why.")
    ] = "",
    names: Annotated[
        Literal["all", "shortlist"] | None,
        typer.Option(help="With --now: who is named; the others are letters. First all, then as before."),
    ] = None,
    licence: Annotated[
        str | None,
        typer.Option(
            help="With --now: licence of the open data by its SPDX id, such as CC-BY-4.0, or none. First what"
            " the campaign's file says, then as before."
        ),
    ] = None,
    check: Annotated[
        Path | None, typer.Option(help="Hold a written folder against its checksums, and write nothing.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")] = False,
) -> None:
    """Write a published edition as a folder: no server and no script is needed to read it.

    Pages in three languages, open data, feeds, a picture for links, and SHA256SUMS over all files. The same
    edition always gives the same bytes. The folder changes in one step: interrupted, it stays as it was. An
    edition is published on the site, by an evaluator, when every gate is met; --now does the same from here.

    Example: `svartid publish example-small-2026 --out award-2026`

    Exit codes: 0 done · 1 not published, a gate fails, or a file was changed · 2 typed wrong · 3 the folder
    or the database is not to be had.
    """
    if check is not None:
        _check(check, json_)
        return
    if not campaign or out is None:
        raise typer.BadParameter("name a campaign and --out FOLDER, or --check FOLDER")
    if because and not now:
        raise typer.BadParameter("--because corrects what was published: say --now as well")
    if (names or licence) and not now:
        raise typer.BadParameter("--names and --licence say how to publish: say --now as well")
    _check_licence(licence)
    base = _base(url, campaign)
    from results.setup import open_record

    os.environ["DJANGO_SETTINGS_MODULE"] = "dashboards.settings"
    open_record(settings="dashboards.settings")
    if now:
        _publish(campaign, names, licence, because)
    _write(campaign, out, base, json_)


def _check_licence(licence: str | None) -> None:
    from scenarios.data_licence import LICENCES

    if licence and licence != "none" and licence not in LICENCES:
        raise typer.BadParameter(
            f"{licence!r} is no licence for data that is known here – {', '.join(LICENCES)}, or none",
            param_hint="--licence",
        )


def _publish(slug: str, names: Any, licence: str | None, because: str) -> None:
    """Publish what is released, or a correction; what is published already stays without a reason."""
    from benchmark.editions.find_campaign import find_campaign
    from benchmark.editions.publish_edition import publish_edition, published

    found = find_campaign(slug)
    if because or published(found) is None:
        publish_edition(
            campaign=found, actor="operator", names=names, reason=because,
            licence="" if licence == "none" else licence,
        )  # fmt: skip


def _write(slug: str, out: Path, base: str, json_: bool) -> None:
    from benchmark.editions.find_campaign import find_campaign
    from benchmark.editions.publish_edition import published
    from dashboards.public.edition_pages import EditionPages
    from dashboards.public.errors import NotPublished
    from dashboards.public.folder import write_folder
    from dashboards.public.publication import read_publication

    found = find_campaign(slug)
    publication = published(found)
    if publication is None:
        raise NotPublished(f"{slug} is not published yet – publish it on the site, or say --now")
    pages = EditionPages(read_publication(publication.pk), base=base)
    begun = time.perf_counter()
    with _progress(len(pages.paths), hidden=json_) as tell:
        done = write_folder(out, paths=pages.paths, make=pages.make, tell=tell)
    told = {
        "edition": slug,
        "number": publication.number,
        "digest": publication.digest,
        "folder": str(out),
        "files": len(pages.paths) + 1,
        "bytes": done.size,
        "written": list(done.written),
        "kept": len(done.kept),
        "removed": list(done.removed),
        "feeds": bool(base),
        "seconds": round(time.perf_counter() - begun, 2),
    }
    if json_:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    typer.echo(
        f"{out}: {told['files']} files, {done.size / 1e6:.1f} MB. Written {len(done.written)}, as before"
        f" {len(done.kept)}, taken away {len(done.removed)}."
    )
    for path in done.written[:10] if done.kept else ():
        typer.echo(f"  {path}")
    if done.kept and len(done.written) > 10:
        typer.echo(f"  … and {len(done.written) - 10} more")
    if not base:
        typer.echo("Without --url there are no feeds: they must name the place where they stand.")
    typer.echo(f"Open {out / 'index.html'}; check it with: svartid publish --check {out}")


def _check(folder: Path, json_: bool) -> None:
    from dashboards.public.folder import check_folder

    found = check_folder(folder)
    if json_:
        told = {
            "files": found.files, "whole": found.whole, "changed": list(found.changed),
            "missing": list(found.missing), "unknown": list(found.unknown),
        }  # fmt: skip
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for word in ("changed", "missing", "unknown"):
            for path in getattr(found, word):
                typer.echo(f"{word}: {path}")
        typer.echo(f"{folder}: {found.files} files, {'all as written' if found.whole else 'not as written'}.")
    raise typer.Exit(0 if found.whole else 1)


def _base(url: str, slug: str) -> str:
    """The address of the folder: as told, else the site's own, else unknown."""
    if url:
        if not url.startswith(("https://", "http://")) or any(each in url for each in " \"'<>"):
            raise typer.BadParameter(f"--url: {url!r} must be https:// and an address")
        return f"{url.rstrip('/')}/"
    site = os.environ.get("SVARTID_SITE_URL", "")
    return f"{site.rstrip('/')}/award/{slug}/" if site else ""


def _progress(count: int, *, hidden: bool) -> Any:
    """A bar on a terminal, nothing elsewhere; gives what is called for each file."""
    from collections.abc import Callable, Iterator
    from contextlib import contextmanager

    @contextmanager
    def showing() -> Iterator[Callable[[str], None]]:
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=hidden or not console.is_terminal) as bar:
            task = bar.add_task("pages", total=count)
            yield lambda _path: bar.advance(task)

    return showing()
