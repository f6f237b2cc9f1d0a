from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dashboards.site.errors import BadSiteSetting
from results.secret import read_secret


def oidc_provider(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the OpenID Connect provider that the environment names, as allauth wants it; none without.

    SVARTID_OIDC_URL is the issuer, SVARTID_OIDC_NAME what the button says. Raises BadSiteSetting, BadSecret.
    """
    url = environment.get("SVARTID_OIDC_URL", "")
    if not url:
        return []
    client, file = environment.get("SVARTID_OIDC_CLIENT", ""), environment.get("SVARTID_OIDC_SECRET_FILE", "")
    if not client or not file:
        raise BadSiteSetting(
            "SVARTID_OIDC_URL needs SVARTID_OIDC_CLIENT and SVARTID_OIDC_SECRET_FILE beside it"
        )
    return [
        {
            "provider_id": "house",
            "name": environment.get("SVARTID_OIDC_NAME", "OpenID Connect"),
            "client_id": client,
            "secret": read_secret(Path(file)),
            "settings": {"server_url": url, "oauth_pkce_enabled": True},
        }
    ]


def oidc_origin(environment: Mapping[str, str]) -> list[str]:
    """Return the origin of the provider, to which a form's answer may lead; nothing without one."""
    parts = urlsplit(environment.get("SVARTID_OIDC_URL", ""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
