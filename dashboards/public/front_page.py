"""The first page of an edition: who won, what that is worth, who was nominated, and the limits of it all."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import Any

from dashboards.charts.words import Language, number
from dashboards.public.linked_data import dataset
from dashboards.public.open_data import open_tables
from dashboards.public.page import (
    Document,
    Page,
    about_edition,
    edition_title,
    in_language,
    listed_links,
    names_of,
    reason_of,
    title_of_class,
)
from dashboards.public.picture import link_picture
from dashboards.public.words import channel_title, public_words


def front_page(document: Document, language: Language) -> Page:
    """Return an edition's first page."""
    title, about = edition_title(document, language), about_edition(document, language)
    by_kind: dict[str, list[dict[str, Any]]] = {"overall": [], "class": [], "channel": []}
    for prize in document["prizes"]:
        by_kind.setdefault(prize["kind"], []).append(_prize(document, prize, language))
    context = {
        "sample": document["sample"],
        "each": contacts_each(document),
        "overall": by_kind["overall"],
        "class_prizes": by_kind["class"],
        "channel_prizes": by_kind["channel"],
        "reasons": [each for each in by_kind["class"] if each["reason"][1]],
        "shortlists": _shortlists(document, language),
        "shortlist_rule": _rule(document, language),
        "limits": limits(document, language),
        "classes": [
            {
                "slug": each["class"],
                "title": title_of_class(document, each["class"], language),
                "size": len(each["rows"]) + len(each["unscored"]),
            }
            for each in document["classes"]
        ],
    }
    files = ["edition.json", *(f"data/{table}.csv" for table in open_tables())]
    linked = dataset(document=document, title=title, about=about, files=files, language=language)
    return Page("public/index.html", title, context, linked, about)


def front_picture(document: Document, language: Language) -> bytes:
    """Draw the picture that stands beside a link to the edition: its title and who won."""
    names = names_of(document, language)
    lines = []
    for kind in ("overall", "class"):
        for prize in document["prizes"]:
            if prize["kind"] == kind and prize["winners"]:
                what = (
                    public_words("winner_all", language)
                    if kind == "overall"
                    else title_of_class(document, prize["group"], language)
                )
                lines.append((what, ", ".join(names[key] for key in prize["winners"])))
    edition = document["edition"]
    head = edition["award"] or edition["house"]
    if edition["demonstration"]:
        head = public_words("demo_title", language)
    return link_picture(
        title=edition_title(document, language), head=head, lines=lines, foot=edition["house"] or "Svartid"
    )


def contacts_each(document: Document) -> int:
    """Return how many contacts an organisation usually has: the median."""
    counts = [row["n"] for klass in document["classes"] for row in klass["rows"]]
    return round(median(counts)) if counts else 0


def usual_difference(document: Document) -> float | None:
    """Return below which difference in points two organisations of a usual class cannot be told apart.

    Twice the median half length of the comparison bars, which are made so that two of them just touch where a
    difference is just more than chance.
    """
    bars = [row["bar"] for klass in document["classes"] for row in klass["rows"] if len(klass["rows"]) > 1]
    return 2 * median(bars) if bars else None


def limits(document: Document, language: Language) -> list[str]:
    """Say in plain words what the figures cannot say."""
    made = document["made"]
    level = round(100 * made["confidence"])
    found = [public_words("limit_chance", language, each=contacts_each(document), level=level)]
    least = usual_difference(document)
    if least is not None:
        found.append(public_words("limit_apart", language, points=number(least, language, places=0)))
    won = [each for each in document["prizes"] if each["kind"] == "class" and each["winners"]]
    if won:
        clear = sum(each["label"] == "clear winner" and not each["jury"] for each in won)
        which = "all" if clear == len(won) else "some" if clear else "none"
        which += "_one" if len(won) == 1 else ""
        found.append(public_words(f"limit_clear_{which}", language, prizes=len(won), clear=clear))
    found.append(public_words("limit_not", language))
    found.append(public_words("limit_small", language, least=made["least_contacts"]))
    if document["edition"]["named"] == "shortlist":
        found.append(public_words("limit_letters", language))
    return found


def _prize(document: Document, prize: Mapping[str, Any], language: Language) -> dict[str, Any]:
    group = prize["group"]
    rows = {row["key"]: row for klass in document["classes"] for row in klass["rows"]}
    scores = [rows[key]["score"] for key in prize["winners"] if key in rows]
    return {
        "group": group,
        "title": channel_title(group, language)
        if prize["kind"] == "channel"
        else title_of_class(document, group, language),
        "winners": listed_links(document, list(prize["winners"]), language),
        # A jury may choose another than the rules: then the winner's own score stands there.
        "score": (scores[0] if scores else None) if prize["jury"] else prize["score"],
        "words": in_language(prize["in_words"], language),
        "reason": reason_of(prize, language),
        "clear": prize["label"] == "clear winner" and not prize["jury"],
    }


def _shortlists(document: Document, language: Language) -> list[dict[str, Any]]:
    found = []
    for klass in document["classes"]:
        keys = [row["key"] for row in klass["rows"] if row["nominee"]]
        if keys:
            found.append(
                {
                    "title": title_of_class(document, klass["class"], language),
                    "slug": klass["class"],
                    "nominees": listed_links(document, keys, language),
                }
            )
    return found


def _rule(document: Document, language: Language) -> str:
    rule = (document["method"].get("award") or {}).get("shortlist")
    if not rule:
        return ""
    more = public_words("shortlist_set", language) if rule.get("by", "set") == "set" else ""
    return public_words("shortlist_note", language, size=rule["size"], more=more)
