from __future__ import annotations

import inspect
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import typer

from dashboards.command.commands import COMMANDS
from dashboards.command.main import assemble
from dashboards.reference.markdown import MADE, code, table

_EXIT_CODES = (
    ("0", "done"),
    ("1", "done, and the answer is no: mistakes found, a target missed"),
    ("2", "the command was typed wrong"),
    ("3", "a setting, file or program is missing or wrong"),
    ("4", "refused by an ethics rule"),
    ("5", "the call engine was lost"),
    ("130", "interrupted"),
)


def commands_page() -> str:
    """Return the page of all commands: what each says of itself, its arguments, options and exit codes."""
    group: Any = typer.main.get_command(assemble(list(COMMANDS)))
    text = (
        f"{MADE}# Commands\n\nEvery command of `svartid`, in the order in which a campaign goes. Each has"
        " `--help`, and those with `--json` print one JSON document. `svartid --install-completion` teaches"
        " your shell their names.\n\n"
        "## Exit codes\n\nThe same for all commands; a command may use only some of them.\n\n"
        + table(["code", "means"], _EXIT_CODES)
    )
    panel = ""
    for name, command in COMMANDS.items():
        if command.panel != panel:
            panel = command.panel
            text += f"## {panel}\n\n"
        text += _command(f"svartid {name}", group.commands[name], 3)
    return text.rstrip() + "\n"


def _command(path: str, command: Any, level: int) -> str:
    text = f"{'#' * level} {path}\n\n{_help(command)}\n\n"
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option" and each.name != "help"]
    if arguments:
        rows = [(code(_shown(each)), _type(each), _told(each)) for each in arguments]
        text += table(["argument", "is", "meaning"], rows)
    if options:
        rows = [
            (code(", ".join((*each.opts, *each.secondary_opts))), _type(each), _told(each))
            for each in options
        ]
        text += table(["option", "is", "meaning"], rows)
    for name, child in getattr(command, "commands", {}).items():
        text += _command(f"{path} {name}", child, level + 1)
    return text


def _help(command: Any) -> str:
    return inspect.cleandoc(command.help or "").strip()


def _shown(parameter: Any) -> str:
    name = str(parameter.name).rstrip("_").upper()
    if parameter.nargs == -1:
        name += " …"
    return name if parameter.required else f"[{name}]"


def _type(parameter: Any) -> str:
    if getattr(parameter, "is_flag", False):
        return "flag"
    kind = parameter.type_descriptor.annotation
    if get_origin(kind) is tuple:
        return f"{len(get_args(kind))} numbers"
    if get_origin(kind) is Literal:
        return ", ".join(code(each) for each in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return ", ".join(code(each.value) for each in kind)
    told = {int: "number", float: "number", Path: "path"}.get(kind, "text")
    low, high = parameter.min, parameter.max
    if low is not None and high is not None:
        told += f", {low:,} to {high:,}"
    elif low is not None:
        told += f", {low:,} or more"
    return f"{told}, repeatable" if getattr(parameter, "multiple", False) else told


def _told(parameter: Any) -> str:
    told = str(getattr(parameter, "help", None) or "").strip()
    default = parameter.default
    if callable(default) or default in (None, False, True, "", (), [], Path()) or parameter.required:
        return told
    value = default.value if isinstance(default, Enum) else default
    return f"{told} Default: {code(value)}." if told else f"Default: {code(value)}."
