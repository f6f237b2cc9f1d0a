from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from dashboards.api.problems import NotFor, NotKnown
from dashboards.site.access.find import viewer_of
from results.audit import audit
from results.models import AccessToken


class Token(HttpBearer):
    """Lets a token in that is for something: `Token("organisation", "results")`.

    Both must be right, the role and the scope; an empty one lets in any.
    """

    openapi_bearerFormat = "svartid_…"  # noqa: N815 - OpenAPI's own name

    def __init__(self, role: str = "", scope: str = "") -> None:
        super().__init__()
        self.role = role
        self.scope = scope

    def __call__(self, request: HttpRequest) -> AccessToken:
        """Return the token that the middleware found. Raises NotKnown or NotFor."""
        token = getattr(request, "api_token", None)
        if not isinstance(token, AccessToken):
            raise NotKnown("Send it as: Authorization: Bearer svartid_…")
        if self.role not in ("", token.role.role) or self.scope not in ("", *token.scopes):
            raise NotFor(f"This takes a token of the role {self.role} for {self.scope}.")
        return token

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Never called: the middleware has looked the token up already."""
        raise NotImplementedError


def token_of(request: HttpRequest) -> AccessToken:
    """Return the token of a request that was let in."""
    token = getattr(request, "api_token", None)
    assert isinstance(token, AccessToken)
    return token


def noted(request: HttpRequest, action: str, subject: str, **detail: Any) -> None:
    """Note in the audit trail what was read or sent, by whose token."""
    audit(
        actor=viewer_of(request).label,
        action=action,
        subject=subject,
        detail={"token": token_of(request).pk, **detail},
    )
