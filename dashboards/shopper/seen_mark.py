from __future__ import annotations

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse


def seen_mark(document: dict[str, Any] | list[Any]) -> str:
    """Return a short mark of what a part of a page shows: equal documents look the same."""
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:16]


def unchanged(request: HttpRequest, mark: str) -> HttpResponse | None:
    """Return the answer for a page that shows this already: nothing is drawn anew under a thumb."""
    return HttpResponse(status=204) if request.GET.get("seen") == mark else None
