"""Every address of the site and what each persona gets there. An address that is not here fails a test.

A row names the address as in dashboards/urls.py, an example path, and the status for each persona:
`stranger` has not signed in, eva is an evaluator of all awards, erik of another award only, sam and siv are
shoppers, otto and olga of two organisations, jo a juror of the award, mallory signed in without a role.
Gaps in a path are filled from what `town.settle` tells.
"""

from __future__ import annotations

from typing import NamedTuple

PERSONAS = ("stranger", "eva", "erik", "sam", "siv", "otto", "olga", "jo", "mallory")


class Address(NamedTuple):
    """An address: its name, an example path, the method, the status a persona gets (`otherwise` for the rest)."""

    name: str
    path: str
    otherwise: int = 200
    statuses: dict[str, int] = {}  # noqa: RUF012 - never changed
    method: str = "GET"

    def status(self, persona: str) -> int:
        """Return the status that a persona gets."""
        return self.statuses.get(persona, self.otherwise)


def evaluator(name: str, path: str, *, erik: int = 404, eva: int = 200, method: str = "GET") -> Address:
    """An address of evaluators: strangers are sent to sign in, other roles refused, the other award's is lost."""
    return Address(
        f"evaluator:{name}", f"/evaluator/{path}", 403, {"stranger": 302, "eva": eva, "erik": erik}, method
    )


SIGNED_IN = {"stranger": 302}

ADDRESSES = (
    Address("home", "/", 302, {"stranger": 200, "mallory": 200}),
    Address("choose_role", "/role/", 302),
    Address("language", "/language/", 302),
    Address("design", "/design/"),
    Address("invitation", "/invitation/{token}/", 403, {"stranger": 200}),
    evaluator("home", "", erik=200),
)
"""Ours."""

SIGN_IN = (
    Address("account_login", "/account/login/", 302, {"stranger": 200}),
    Address("account_logout", "/account/logout/", 200, {"stranger": 302}),
    Address("account_signup", "/account/signup/", 302, {"stranger": 200}),
    Address("account_reauthenticate", "/account/reauthenticate/", 200, SIGNED_IN),
    Address("account_email", "/account/email/", 200, SIGNED_IN),
    Address("account_change_password", "/account/password/change/", 200, SIGNED_IN),
    Address("account_set_password", "/account/password/set/", 302),
    Address("account_reset_password", "/account/password/reset/", 200),
    Address("account_reset_password_done", "/account/password/reset/done/", 200),
    Address("account_inactive", "/account/inactive/", 200),
    Address("account_email_verification_sent", "/account/confirm-email/", 302),
    Address("account_request_login_code", "/account/login/code/", 302, {"stranger": 200}),
    Address("account_confirm_login_code", "/account/login/code/confirm/", 302),
    Address("mfa_index", "/account/2fa/", 200, SIGNED_IN),
    Address("usersessions_list", "/account/sessions/", 200, SIGNED_IN),
    Address("socialaccount_connections", "/account/3rdparty/", 200, SIGNED_IN),
)
"""allauth's that are pages."""
