from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from dashboards.charts.contact_timeline import contact_timeline
from dashboards.site.drawn import chart_language, drawn
from dashboards.site.kept import Kept
from probes.timeline import Timeline

_DRAWN: Kept[dict[str, Any]] = Kept(400)
"""Some 30 kB each. Drawing one takes 20 ms; the key is all that is drawn, so that nobody sees another's."""


def drawn_timeline(document: Mapping[str, Any], *, name: str, blind: bool = False) -> dict[str, Any] | None:
    """Return what `parts/chart.html` needs of a stored timeline; None where nothing happened in it.

    Args:
        document: as it is stored. name: tells the page's charts apart.
        blind: whose it is stays unsaid.

    Raises BadDocument as `Timeline.from_document` does.
    """
    if not document.get("events"):
        return None
    shown = {**document, "touchpoint": ""} if blind else document
    content = hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).digest()
    language = chart_language()
    return _DRAWN.get(
        (content, name, language),
        lambda: drawn(
            contact_timeline(Timeline.from_document(shown, name=f"attempt {name}"), language=language),
            name=name,
        ),
    )
