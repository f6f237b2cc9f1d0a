"""One attempt made from the command line: asked first, stopped by Ctrl-C, ended with the right code."""

import asyncio
import contextlib
import ipaddress
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import typer

from probes.errors import BadSettings, EngineLost, NotAllowed, ProbeError
from probes.event import EventKind
from probes.outcome import Outcome
from probes.timeline import Timeline


def ask_first(address: str, *, kind: str, deed: str, question: str) -> None:
    """Ask before somebody outside this machine is disturbed: `question` at a terminal.

    Raises BadSettings where nobody can be asked (`ADDRESS is a real KIND – add --yes to DEED it …`), and ends
    the command with 130 after a no.
    """
    if not sys.stdin.isatty():
        raise BadSettings(f"{address} is a real {kind} – add --yes to {deed} it without being asked")
    if not typer.confirm(f"{question} Go on?", err=True):
        raise typer.Exit(130)


def check_web_address(url: str) -> None:
    """Raise BadSettings unless this is the address of a page that could be there.

    Names under `.example`, `.invalid` and `.test` belong to nobody (RFC 2606): only the town has such.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        parts, host = None, ""
    if parts is None or parts.scheme not in ("http", "https") or not host:
        raise BadSettings(f"{url!r} is no web address – write it like https://www.fjordvik.example/kontakt")
    if host.rpartition(".")[2] in ("example", "invalid", "test"):
        raise BadSettings(f"{url} leads nowhere from here – start the practice town: svartid sandbox up")


def is_on_this_machine(url: str) -> bool:
    """Return whether a web address stays on this machine, where nobody is disturbed."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextlib.contextmanager
def evidence_folder(out: Path | None) -> Iterator[Path]:
    """Give the folder that the evidence goes to: the one named, else one that is gone afterwards.

    Raises BadSettings if it cannot be written to: that is known before anybody is contacted.
    """
    if out is None:
        with tempfile.TemporaryDirectory(prefix="svartid-") as folder:
            yield Path(folder)
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise BadSettings(f"--out: {out} cannot be written to ({error.strerror})") from None
    yield out


def stop_by_signal() -> asyncio.Event:
    """Return what Ctrl-C or SIGTERM sets; a second Ctrl-C ends the program. Call it in the running loop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def interrupt() -> None:
        stop.set()
        loop.remove_signal_handler(signal.SIGINT)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, interrupt)
    return stop


def end_command(timeline: Timeline, *, interrupted: str, failed: str) -> None:
    """End the command as its attempt ended; return if the attempt was made, whatever came of it.

    Exits with 130 after `svartid: INTERRUPTED` for one that was cut off; raises what error_of returns.
    """
    if timeline.outcome is Outcome.CANCELLED:
        typer.echo(f"svartid: {interrupted}", err=True)
        raise typer.Exit(130)
    if (error := error_of(timeline, failed=failed)) is not None:
        raise error


def error_of(timeline: Timeline, *, failed: str) -> ProbeError | None:
    """Return the error that a timeline tells of, or None if the attempt was made.

    NotAllowed for a refusal of our own rules, EngineLost for a lost attempt, BadSettings with its reason
    (else `failed`) for an error.
    """
    refused = timeline.first(EventKind.REFUSED)
    if refused is not None and timeline.outcome in (Outcome.ERROR, Outcome.BLOCKED):
        return NotAllowed(str(refused.detail.get("reason", "refused by a rule")))
    if timeline.outcome is Outcome.LOST:
        lost = timeline.first(EventKind.ENGINE_LOST)
        return EngineLost(str(lost.detail.get("reason") if lost else "") or "what ran the attempt was lost")
    if timeline.outcome is not Outcome.ERROR:
        return None
    notes = [event.detail for event in timeline.all(EventKind.NOTE) if event.detail.get("note") == "error"]
    if not notes:
        return BadSettings(failed)
    return BadSettings(str(notes[0].get("reason") or f"{failed} ({notes[0].get('error')})"))
