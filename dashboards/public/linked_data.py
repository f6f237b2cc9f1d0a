"""What pages tell machines about themselves: schema.org as JSON-LD, in an inert block."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.charts.words import Language


def dataset(
    *,
    document: Mapping[str, Any],
    title: str,
    about: str,
    files: Sequence[str],
    language: Language,
) -> str:
    """Describe an edition's open data; `files` are addresses from its folder."""
    edition = document["edition"]
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": title,
        "description": about,
        "inLanguage": language,
        "temporalCoverage": f"{edition['starts_on']}/{edition['ends_on']}",
        "datePublished": document["changes"][0]["at"][:10],
        "dateModified": document["changes"][-1]["at"][:10],
        "version": str(document["changes"][-1]["number"]),
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": each,
                "encodingFormat": "text/csv" if each.endswith(".csv") else "application/json",
                "contentUrl": f"../{each}",
            }
            for each in files
        ],
    }
    if edition.get("licence"):
        told["license"] = edition["licence"]["url"]
    if edition["house"]:
        told["creator"] = {"@type": "Organization", "name": edition["house"]}
    return _inert(told)


def ranked_list(*, title: str, names: Sequence[tuple[int, str, str]]) -> str:
    """Describe a class's ranking: places, names and addresses ("" where there is none)."""
    return _inert(
        {
            "@context": "https://schema.org",
            "@type": "ItemList",
            "name": title,
            "itemListOrder": "https://schema.org/ItemListOrderAscending",
            "numberOfItems": len(names),
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name} | ({"url": url} if url else {})
                for place, name, url in names
            ],
        }
    )


def awarded(*, name: str, awards: Sequence[str]) -> str:
    """Describe an organisation with what it won."""
    told: dict[str, Any] = {"@context": "https://schema.org", "@type": "Organization", "name": name}
    return _inert(told | ({"award": list(awards)} if awards else {}))


def _inert(told: Mapping[str, Any]) -> str:
    """JSON that cannot end the block it stands in."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
