"""One organisation of an edition, as everybody may read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.charts.words import Language
from dashboards.public.linked_data import awarded
from dashboards.public.page import (
    Document,
    Page,
    edition_title,
    in_language,
    reason_of,
    title_of_area,
    title_of_class,
)
from dashboards.public.words import channel_title, public_words


def organisation_page(
    document: Document, language: Language, *, klass: Mapping[str, Any], row: Mapping[str, Any]
) -> Page:
    """Return the page of a named organisation: score, sentence, prizes, areas, channels, figures."""
    name = in_language(row["name"], language)
    own = document["organisations"][row["key"]]
    group = title_of_class(document, klass["class"], language)
    sentence = in_language(row["verdict"], language)
    won = _prizes(document, row["key"], language)
    if row["nominee"]:
        won.append(public_words("nominated", language, group=group))
    context = {
        "row": row,
        "group": group,
        "slug": klass["class"],
        "size": len(klass["rows"]),
        "sentence": f"{sentence}." if sentence else "",
        "won": won,
        "reasons": [
            reason_of(each, language) for each in document["prizes"] if row["key"] in each["winners"]
        ],
        "own": own,
        "areas": [
            {**each, "title": title_of_area(document, each["name"], language)} for each in own["areas"]
        ],
        "channels": [{**each, "title": channel_title(each["name"], language)} for each in own["channels"]],
        "figures": [
            {**each, "title": _figure(document, each["figure"], language)} for each in own["figures"]
        ],
    }
    title = edition_title(document, language)
    linked = awarded(name=name, awards=[f"{title}: {each}" for each in won])
    return Page("public/organisation.html", name, context, linked, sentence)


def _prizes(document: Document, key: str, language: Language) -> list[str]:
    found = []
    for prize in document["prizes"]:
        if key in prize["winners"]:
            group = (
                channel_title(prize["group"], language).lower()
                if prize["kind"] == "channel"
                else title_of_class(document, prize["group"], language)
            )
            found.append(public_words(f"prize_{prize['kind']}", language, group=group))
    return found


def _figure(document: Document, name: str, language: Language) -> str:
    told = (document["method"].get("indicators") or {}).get(name)
    return in_language(told["title"], language) if told else name
