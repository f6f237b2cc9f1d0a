from __future__ import annotations

import hmac
import os
from pathlib import Path

from django.http import HttpRequest

from results.secret import read_secret

_LOOPBACK = ("127.0.0.1", "::1")
_BY_PROXY = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "X-Real-IP", "Via")


def is_let_in(request: HttpRequest) -> bool:
    """Tell whether somebody may read the figures: from this machine itself, or with the token.

    The token stands in the file named by SVARTID_METRICS_TOKEN_FILE (mode 600) and comes as
    `Authorization: Bearer …`. What a proxy passes on comes from this machine, too, and counts as strange.
    Raises BadSecret if the file is open to others.
    """
    named = os.environ.get("SVARTID_METRICS_TOKEN_FILE", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if named and given and hmac.compare_digest(given.encode(), read_secret(Path(named)).encode()):
        return True
    direct = not any(name in request.headers for name in _BY_PROXY)
    return direct and request.META.get("REMOTE_ADDR") in _LOOPBACK
