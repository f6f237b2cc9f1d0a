"""News of an edition for those who follow it: Atom and RSS, with Django's own writer of feeds."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any, Literal

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from dashboards.charts.words import Language
from dashboards.public.words import public_words


def edition_feed(
    *, document: Mapping[str, Any], title: str, about: str, language: Language, base: str,
    kind: Literal["atom", "rss"],
) -> bytes:  # fmt: skip
    """Return a feed with each publication of an edition, the newest first.

    `base` is the edition's own address and must be known: a feed has no meaning on a disk.
    """
    made = Atom1Feed if kind == "atom" else Rss201rev2Feed
    name = "atom.xml" if kind == "atom" else "rss.xml"
    page = f"{base}{language}/index.html"
    house = document["edition"]["house"] or document["edition"]["award"] or "Svartid"
    feed = made(
        title=title, link=page, description=about, language=language, author_name=house,
        feed_url=f"{base}{language}/{name}", feed_guid=page,
    )  # fmt: skip
    for change in reversed(document["changes"]):
        words = "change" if change["reason"] else "change_first"
        said = public_words(words, language, reason=change["reason"])
        at = dt.datetime.fromisoformat(change["at"])
        feed.add_item(
            title=f"{title}: {said}", link=page, description=said, pubdate=at, updateddate=at,
            unique_id=f"{page}#{change['number']}", unique_id_is_permalink=False,
        )  # fmt: skip
    out = io.StringIO()
    feed.write(out, "utf-8")
    return out.getvalue().encode()
