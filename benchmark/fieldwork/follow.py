"""`svartid status --follow`: the fieldwork as it goes on, on whatever hosts."""

import json
import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.db import connection
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from benchmark.fieldwork.desk import with_database
from benchmark.fieldwork.live import LIVE
from benchmark.fieldwork.pulse import CHANNEL

LOOK_S = 1.0
"""How often it is looked even if nothing is told."""

_MOST_LIVE = 40
_REST_S = 0.2
"""Between two looks, however much is told: a picture a fifth of a second is enough for eyes."""

Look = Callable[[], dict[str, Any]]


def follow(look: Look, *, console: Console, as_json: bool, looks: int | None = None) -> None:
    """Show what `look` returns (a status document) again and again, until Ctrl-C or `looks` times.

    A terminal shows one picture that changes; elsewhere, and as JSON, a line is written for each change.
    """
    drawn = console.is_terminal and not as_json
    told: Any = None
    picture = Live(console=console, auto_refresh=False, transient=True) if drawn else None
    with picture or nullcontext():
        while looks is None or looks > 0:
            looks = None if looks is None else looks - 1
            document = with_database(look)
            if picture is not None:
                picture.update(_picture(document), refresh=True)
            elif (words := _words(document, as_json)) != told:
                told = words
                print(words, flush=True)  # noqa: T201 - lines for a pipe
            if looks != 0:
                with_database(_wait)


def _wait() -> None:
    """Wait until something is told, or for a second."""
    time.sleep(_REST_S)
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {LIVE}")
        cursor.execute(f"LISTEN {CHANNEL}")
    for _ in connection.connection.notifies(timeout=LOOK_S, stop_after=1):
        pass


def _words(document: dict[str, Any], as_json: bool) -> str:
    """Return the document without its running seconds, which change at each look."""
    if as_json:
        return json.dumps(_still(document), ensure_ascii=False)
    campaigns = " · ".join(
        f"{each['campaign']} {each['state']} {each['done']}/{each['contacts']}"
        for each in document["campaigns"]
    )
    live = ", ".join(f"{each['contact']} {each['phase']}" for each in document["live"])
    return f"{campaigns}: {live}" if live else campaigns


def _still(document: dict[str, Any]) -> dict[str, Any]:
    live = [
        {key: each[key] for key in each if key not in ("phase_s", "total_s")} for each in document["live"]
    ]
    workers = [{key: each[key] for key in each if key != "silent_s"} for each in document["workers"]]
    return document | {"live": live, "workers": workers}


def _picture(document: dict[str, Any]) -> Group:
    parts: list[Any] = []
    for each in document["campaigns"]:
        endings = " · ".join(f"{count} {name.replace('_', ' ')}" for name, count in each["endings"].items())
        parts.append(
            Text.assemble(
                (each["campaign"], "bold"),
                f"  {each['state']}  {each['done']} of {each['contacts']}  ",
                (endings, "dim"),
            )
        )
        parts += [
            Text(f"  paused: {name} – {why}", style="yellow")
            for name, why in each["paused_touchpoints"].items()
        ]
    calls = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("contact", "doing", "for", "in all", "worker"):
        calls.add_column(heading)
    for each in document["live"][:_MOST_LIVE]:
        doing = Text(each["phase"].replace("_", " "), style="green" if each["phase"] == "talking" else "cyan")
        calls.add_row(
            each["contact"], doing, f"{each['phase_s']:.0f} s", f"{each['total_s']:.0f} s", each["worker"]
        )
    silent = [each["worker"] for each in document["workers"] if not each["alive"]]
    if silent:
        parts.append(Text(f"silent workers: {', '.join(silent)}", style="yellow"))
    nobody = not any(each["alive"] for each in document["workers"])
    if any(each["state"] == "running" for each in document["campaigns"]) and nobody:
        parts.append(Text("no worker lives: `svartid worker`", style="yellow"))
    return Group(*parts, calls if document["live"] else Text("nothing is in contact just now", style="dim"))
