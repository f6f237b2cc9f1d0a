"""`svartid sound`: the key that seals kept sound, and the opening of what was sealed."""

import os
from pathlib import Path
from typing import Annotated

import typer

from probes.errors import BadSettings
from probes.sealing import KEY_FILE_VARIABLE, SUFFIX, Seal, find_seal

sound = typer.Typer(
    no_args_is_help=True,
    help="Seal and open the sound of calls, where an organisation agreed in writing that it is kept."
    "\n\nExample: `svartid sound key sound.key`",
    rich_markup_mode="markdown",
)


@sound.command()
def key(
    file: Annotated[Path, typer.Argument(help="Where to write the new key; must not exist yet.")],
) -> None:
    """Make a new key in a file that only you can read.

    Example: `svartid sound key ~/.config/svartid/sound.key`

    Then set SVARTID_SOUND_KEY_FILE to that file. Whoever loses the key loses the sound: keep a copy apart.
    Exit codes: 0 written · 3 the file exists or cannot be written.
    """
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BadSettings(f"{file}: {error.strerror} – name a new file in a folder of your own") from None
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(Seal.new_key() + "\n")
    typer.echo(f"A new key: {file}. Use it: export {KEY_FILE_VARIABLE}={file}")


@sound.command("open")
def open_(
    file: Annotated[Path, typer.Argument(help=f"A file that ends in {SUFFIX}.")],
    out: Annotated[Path, typer.Option(help="Where to write what was sealed; must not exist yet.")],
) -> None:
    """Open a sealed recording with the key of the environment.

    Example: `svartid sound open call/sound.wav.sealed --out sound.wav`

    Exit codes: 0 written · 3 no key, another key, or a file that cannot be read or written.
    """
    seal = find_seal()
    if seal is None:
        raise BadSettings(f"no key is set – set {KEY_FILE_VARIABLE} to the key's file")
    try:
        content = seal.open(file.read_bytes())
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BadSettings(f"{error.filename}: {error.strerror}") from None
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    typer.echo(f"Written: {out}. It is no longer sealed: delete it when it has been heard.")
