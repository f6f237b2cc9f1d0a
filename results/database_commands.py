"""`svartid database`: the embedded PostgreSQL from the command line."""

import typer

database = typer.Typer(
    no_args_is_help=True,
    help="The embedded database: start it, stop it, find it.\n\nExample: `svartid database url`",
    rich_markup_mode="markdown",
)


@database.command()
def start() -> None:
    """Start the database if it does not run, and bring its schema up to date; every command does so itself.

    Example: `svartid database start`

    Exit codes: 0 it runs · 3 it cannot be started, and why.
    """
    from results.setup import open_record

    open_record()
    typer.echo("The database runs.")


@database.command()
def stop() -> None:
    """Stop the embedded database; the next command starts it again. Workers lose their connections.

    Example: `svartid database stop`

    Exit codes: 0 it does not run any more · 3 it cannot be stopped, or it is a server of your own.
    """
    import os

    from results.embedded.server import stop_server
    from results.errors import DatabaseMissing
    from results.state import state_folder

    if os.environ.get("DATABASE_URL"):
        raise DatabaseMissing("DATABASE_URL names a server of your own – stop it where it runs")
    typer.echo("Stopped." if stop_server(state_folder()) else "It did not run.")


@database.command()
def url() -> None:
    """Print the address of the database, for psql and for backups with pg_dump; a password is left out.

    Example: `psql "$(svartid database url)"`

    Exit codes: 0 printed · 3 DATABASE_URL is wrong.
    """
    import os
    from urllib.parse import quote, urlsplit

    from results.database_url import read_database_url
    from results.embedded.place import NAME, USER, data_folder
    from results.state import state_folder

    named = os.environ.get("DATABASE_URL")
    if not named:
        typer.echo(f"postgresql://{USER}@/{NAME}?host={quote(str(data_folder(state_folder())))}")
        return
    address = read_database_url(named)
    shown = named.replace(urlsplit(named).netloc, urlsplit(named).netloc.rpartition("@")[2], 1)
    typer.echo(shown.replace("://", f"://{quote(address.user)}@", 1) if address.user else shown)
