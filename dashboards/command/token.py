"""`svartid token`: keys for programs, from the command line."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

token = typer.Typer(
    no_args_is_help=True,
    help="Keys with which programs use the API: make, list, revoke.\n\n"
    "Example: `svartid token make eva@house.example --name 'the wall' --for status`",
    rich_markup_mode="markdown",
)

_JSON = typer.Option("--json", help="Print one JSON document instead.")


@token.command()
def make(
    email: Annotated[str, typer.Argument(help="Whose: the mail address of an account.")],
    name: Annotated[str, typer.Option(help="The program that will use it.")],
    for_: Annotated[
        list[str], typer.Option("--for", help="results, assignments, ratings or status; may be repeated.")
    ],
    role: Annotated[int | None, typer.Option(help="The role's number, where several fit.")] = None,
    days: Annotated[int, typer.Option(min=1, max=365, help="How long it is good.")] = 90,
    json_: Annotated[bool, _JSON] = False,
) -> None:
    """Make a token for somebody's role and print its secret, which is told this once.

    Example: `svartid token make eva@house.example --name 'the wall' --for status`

    Exit codes: 0 done · 1 nobody of this address, or no such role · 2 typed wrong · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.access.tokens import make_token

    made = make_token(role=_role(email, for_, role), name=name, scopes=for_, days=days, made_by="operator")
    if json_:
        typer.echo(json.dumps({**_told(made.token), "secret": made.secret}))
        return
    typer.echo(f"Token {made.token.pk}, good until {made.token.expires_at:%Y-%m-%d}:\n  {made.secret}")


@token.command("list")
def list_(json_: Annotated[bool, _JSON] = False) -> None:
    """List the tokens that let somebody in, and when each was last used. No secret is shown: none is kept.

    Example: `svartid token list`

    Exit codes: 0 done · 2 typed wrong · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.access.tokens import good_tokens

    told = [_told(each) for each in good_tokens().select_related("role__account").order_by("pk")]
    if json_:
        typer.echo(json.dumps(told))
        return
    for each in told:
        typer.echo(
            f"{each['token']:>5}  …{each['hint']}  {each['account']} ({each['role']})"
            f"  {', '.join(each['for'])}  {each['name']!r}"
            f"  until {each['expires_at'][:10]}, last used {(each['last_used_at'] or 'never')[:10]}"
        )
    if not told:
        typer.echo("No token lets anybody in.")


@token.command()
def revoke(
    number: Annotated[int, typer.Argument(help="The token's number, as in the list.")],
    json_: Annotated[bool, _JSON] = False,
) -> None:
    """Take a token back: its program is out at once.

    Example: `svartid token revoke 3`

    Exit codes: 0 done · 1 no such token, or taken back already · 2 typed wrong · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.access.tokens import revoke_token
    from results.errors import NobodyFound
    from results.models import AccessToken

    found = AccessToken.objects.filter(pk=number).first()
    if found is None or not revoke_token(token=found, revoked_by="operator"):
        raise NobodyFound(f"token {number}: there is none that lets anybody in")
    typer.echo(json.dumps({"revoked": number}) if json_ else f"Token {number} lets nobody in any more.")


def _role(email: str, scopes: list[str], wanted: int | None) -> Any:
    """Find the one role that the token is for. Raises NobodyFound naming those that fit."""
    from results.access.tokens import SCOPES
    from results.errors import NobodyFound
    from results.models import Role

    roles = Role.objects.filter(account__email__iexact=email.strip(), ended_at__isnull=True).order_by("pk")
    fitting = [each for each in roles if set(scopes) <= set(SCOPES.get(each.role, ()))]
    if wanted is not None:
        fitting = [each for each in fitting if each.pk == wanted]
    if not fitting:
        raise NobodyFound(f"{email}: no role of theirs is for {', '.join(scopes)}")
    if len(fitting) > 1:
        numbers = ", ".join(f"{each.pk} ({each.role})" for each in fitting)
        raise NobodyFound(f"{email}: several roles fit – name one with --role: {numbers}")
    return fitting[0]


def _told(token: Any) -> dict[str, Any]:
    return {
        "token": token.pk,
        "name": token.name,
        "account": token.role.account.email,
        "role": token.role.role,
        "for": token.scopes,
        "hint": token.hint,
        "expires_at": token.expires_at.isoformat(),
        "last_used_at": token.last_used_at.isoformat() if token.last_used_at else None,
    }
