"""How an edition was made, in plain words taken from its method: sample, waiting, weights, who wins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dashboards.charts.words import Language, listed
from dashboards.public.front_page import limits
from dashboards.public.page import Document, Page, in_language, title_of_area, title_of_class
from dashboards.public.words import channel_title, public_words

_OWN = re.compile(r"(?:the )?project's (?:own )?choice")
_LINK = re.compile(r"https?://[^\s;,)]+[^\s;,).]")
_UNITS = {"working days": ("virkedager", "arbetsdagar"), "working day": ("virkedag", "arbetsdag"),
          "h": ("t", "tim")}  # fmt: skip


def method_page(document: Document, language: Language) -> Page:
    """Return the page that says how it was done."""
    method, sample = document["method"], document["sample"]
    title = public_words("nav_method", language)
    context = {
        "method_title": in_language(method["title"], language),
        "about_method": in_language(method["about"], language),
        "sample": sample,
        "channels": [
            {**each, "title": channel_title(each["channel"], language)} for each in sample["channels"]
        ],
        "asked": [
            {
                "title": title_of_class(document, slug, language),
                "enquiries": [in_language(each, language) for each in enquiries],
            }
            for slug, enquiries in sample["asked"].items()
        ],
        "limit_rows": _limits(method, [each["channel"] for each in sample["channels"]], language),
        "weights": [
            {
                "title": title_of_area(document, name, language),
                "weight": float(each["weight"]),
                "source": _source(each.get("source", ""), language),
            }
            for name, each in sorted(
                (method.get("areas") or {}).items(), key=lambda one: (-float(one[1]["weight"]), one[0])
            )
        ],
        "official": public_words(f"official_{method.get('official', 'raw')}", language),
        "rules": _rules(method, language),
        "made": document["made"],
        "method": method,
        "limits": limits(document, language),
    }
    return Page("public/method.html", title, context, "", in_language(method["about"], language))


def _limits(method: Mapping[str, Any], channels: list[str], language: Language) -> list[dict[str, str]]:
    found = []
    for name in channels:
        limit = (method.get("limits") or {}).get(name)
        if not limit:
            continue
        retry = limit.get("retry") or {"times": 0}
        again = (
            public_words(f"retry_{retry.get('when', 'another day')}", language, times=retry["times"])
            if retry.get("times")
            else public_words("retry_none", language)
        )
        found.append(
            {
                "title": channel_title(name, language),
                "limit": _amount(str(limit.get("wait") or limit.get("reply")), language),
                "retry": again,
                "unanswered": public_words(f"otherwise_{limit.get('otherwise', 'missing')}", language),
            }
        )
    return found


def _rules(method: Mapping[str, Any], language: Language) -> list[str]:
    award = method.get("award") or {}
    found = []
    for name in ("winner", "overall", "channel"):
        prize = award.get(name)
        if prize:
            gates = [
                public_words(f"gate_{gate}", language, value=_amount(str(value), language))
                for gate, value in (prize.get("gates") or {}).items()
                if value is not None
            ]
            when = (
                public_words("gates_when", language, gates=listed(gates, language, most=9)) if gates else ""
            )
            found.append(public_words(f"rule_{prize['within']}", language, gates=when))
    return found


def _amount(text: str, language: Language) -> str:
    """Say an amount of the method's language in the reader's: `3 working days`, `5 min`, `80 %`."""
    if language == "en":
        return text
    for unit, (norwegian, swedish) in _UNITS.items():
        text = re.sub(rf"\b{unit}\b", norwegian if language == "nb" else swedish, text)
    return text


def _source(text: str, language: Language) -> dict[str, str]:
    """A source as its address, or that it is nobody's but ours."""
    link = _LINK.search(text)
    if link:
        return {"url": link[0], "words": re.sub(r"^https?://(www\.)?", "", link[0]).split("/")[0]}
    if _OWN.search(text):
        return {"url": "", "words": public_words("source_own", language)}
    return {"url": "", "words": text}
