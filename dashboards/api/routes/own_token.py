from __future__ import annotations

import datetime as dt
from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from dashboards.api.guard import Token, token_of

router = Router()


class OwnToken(Schema):
    """What a token is."""

    name: str = Field(description="What it is for, in its owner's words.")
    role: Literal["organisation", "shopper", "evaluator"]
    scopes: list[Literal["results", "assignments", "ratings", "status"]]
    expires_at: dt.datetime


@router.get("", response=OwnToken, auth=Token(), summary="What this token is for")
def read_token(request: HttpRequest) -> OwnToken:
    """Tell what the token is for and until when it is good: a way to try one."""
    token = token_of(request)
    return OwnToken.model_validate(
        {
            "name": token.name,
            "role": token.role.role,
            "scopes": token.scopes,
            "expires_at": token.expires_at,
        }
    )
