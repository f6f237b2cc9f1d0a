from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse

from dashboards.site.access.trail import saw
from results.evidence import read_evidence
from results.models import Evidence


def sound_part(request: HttpRequest, piece: Evidence) -> HttpResponse:
    """Hand out a sound that may be heard, or the part of it that a player asks for; each hearing is noted.

    Whether it may be heard is the caller's to know. Players ask for parts: so a long call begins at once, and
    its whole lies in no browser's store.
    """
    content = read_evidence(piece)
    kind = piece.media_type if piece.media_type.startswith("audio/") else "audio/wav"
    asked = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("Range", ""))
    if asked is None:
        saw(request, f"evidence:{piece.pk}")
        response = HttpResponse(content, content_type=kind)
    else:
        first = int(asked[1])
        last = min(int(asked[2] or len(content) - 1), len(content) - 1)
        if first > last:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(content)}"})
        if first == 0:
            saw(request, f"evidence:{piece.pk}")
        response = HttpResponse(content[first : last + 1], content_type=kind, status=206)
        response.headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    response.headers["Accept-Ranges"] = "bytes"
    return response
