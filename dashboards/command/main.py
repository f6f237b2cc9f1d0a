"""`svartid`: one command, put together from what each room offers."""

import importlib
import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from dashboards.command.commands import COMMANDS

_HELP = """Svartid measures how organisations answer: by telephone, web form, e-mail and chat.

A **scenario** in YAML says what a citizen asks; an **organisation** file says where. Svartid places the
contact, measures the waiting to the tenth of a second and says when a *person* answered, what came
before, and how often the caller was passed on.

Start with the practice town (no telephone line is needed):

    svartid demo                          call every organisation of the town, compare with the truth
    svartid sandbox up                    start the town; then, in another terminal:
    svartid call --organisation fjordvik --enquiry nursery-admission

Then write your own: `svartid new organisation`, `svartid validate`, `svartid trunk check`.
"""

_EPILOGUE = """Exit codes: 0 done · 1 done, and the answer is no (mistakes found, target missed) · 2 the
command was typed wrong · 3 a setting, file or program is missing or wrong · 4 refused by an ethics rule ·
5 the call engine was lost · 130 interrupted. `svartid COMMAND --help` shows an example of each command."""


def main() -> None:
    """Run `svartid`. Errors that a user can mend are one sentence on standard error, never a traceback."""
    wanted = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    completing = "_SVARTID_COMPLETE" in os.environ
    # Small matrices: several threads of the linear algebra only wait for each other (nine times slower seen).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        if wanted in COMMANDS and os.environ.get("SVARTID_LOG") == "json":
            from results.logs.json_lines import set_up_json_logs

            set_up_json_logs()
        app = assemble(list(COMMANDS) if completing else [wanted] if wanted in COMMANDS else [])
        app(prog_name="svartid")
    except KeyboardInterrupt:
        typer.echo("svartid: interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        _hush()
    except SystemExit as ended:
        # typer ends with 1 where the reader has gone away; here 1 means that the answer is no.
        if not isinstance(ended.__context__, BrokenPipeError):
            raise
        _hush()
    except Exception as error:
        if os.environ.get("SVARTID_DEBUG"):
            raise
        typer.echo(f"svartid: {_in_words(error)}", err=True)
        sys.exit(getattr(error, "exit_code", 3 if isinstance(error, OSError) else 1))


def assemble(loaded: list[str]) -> typer.Typer:
    """Return the command; only the rooms of the `loaded` names are imported, the others are listed."""
    app = typer.Typer(
        help=_HELP,
        epilog=_EPILOGUE,
        rich_markup_mode="markdown",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name, command in COMMANDS.items():
        if name not in loaded:
            app.command(name, help=command.summary, rich_help_panel=command.panel)(_listed_only)
            continue
        thing: Callable[..., object] | typer.Typer = getattr(
            importlib.import_module(command.module), command.attribute
        )
        if isinstance(thing, typer.Typer):
            told = thing.info.help if isinstance(thing.info.help, str) else command.summary
            app.add_typer(thing, name=name, help=told, rich_help_panel=command.panel)
        else:
            app.command(name, rich_help_panel=command.panel)(thing)
    return app


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"svartid {version('svartid')}")
        raise typer.Exit


def _options(
    show_version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and end.", is_eager=True, callback=_print_version),
    ] = False,
) -> None:
    pass


def _hush() -> None:
    """End well: the reader (`| head`) has what it wanted, and Python would complain while closing stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
    sys.exit(0)


def _listed_only() -> None:
    """Stand for a command that is listed but not called in this run."""


def _in_words(error: Exception) -> str:
    if getattr(error, "exit_code", None) is not None:
        return str(error)
    if isinstance(error, OSError):
        # Python writes [Errno 13] Permission denied: '/srv/x': the number helps nobody.
        reason = error.strerror.lower() if error.strerror else str(error) or type(error).__name__
        return reason if error.filename is None else f"{error.filename}: {reason}"
    return (
        f"this should not have happened ({type(error).__name__}: {error})."
        " Run again with SVARTID_DEBUG=1 and report what it prints"
    )
