"""A class: its ranking as a picture and as a table, and a sentence for each organisation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.charts.ranking_picture import PanelRow, ranking_picture
from dashboards.charts.words import Language, number
from dashboards.public.linked_data import ranked_list
from dashboards.public.page import (
    Document,
    Page,
    in_language,
    listed_links,
    reason_of,
    title_of_class,
)
from dashboards.public.words import public_words


def class_page(document: Document, language: Language, *, klass: Mapping[str, Any]) -> Page:
    """Return the page of a class."""
    title = title_of_class(document, klass["class"], language)
    rows = [_row(document, row, language) for row in klass["rows"]]
    prize = next(
        (each for each in document["prizes"] if each["kind"] == "class" and each["group"] == klass["class"]),
        None,
    )
    lead = _lead(document, klass, prize, language)
    context = {
        "lead": lead,
        "reason": reason_of(prize or {}, language),
        "rows": rows,
        "unscored": [in_language(each["name"], language) for each in klass["unscored"]],
        "wide": _picture(klass, language, narrow=False),
        "narrow": _picture(klass, language, narrow=True),
        "weighed": any("weights" in row for row in rows),
        "level": round(100 * document["made"]["confidence"]),
    }
    names = [(row["rank"], row["name"], row["url"]) for row in rows]
    return Page("public/class.html", title, context, ranked_list(title=title, names=names), lead)


def _lead(
    document: Document, klass: Mapping[str, Any], prize: Mapping[str, Any] | None, language: Language
) -> str:
    if prize is None:
        return ""
    ranked = len(klass["rows"])
    worth = in_language(prize["in_words"], language)
    winners = ", ".join(each["name"] for each in listed_links(document, list(prize["winners"]), language))
    if not winners:
        return public_words("class_lead_nobody", language, ranked=ranked, worth=worth)
    return public_words("class_lead", language, ranked=ranked, winners=winners, worth=worth)


def _row(document: Document, row: Mapping[str, Any], language: Language) -> dict[str, Any]:
    [link] = listed_links(document, [row["key"]], language)
    sentence = in_language(row["verdict"], language)
    return {**row, **link, "sentence": f"{sentence}." if sentence else ""}


def _picture(klass: Mapping[str, Any], language: Language, *, narrow: bool) -> str:
    rows = [
        PanelRow(
            name=in_language(row["name"], language),
            rank=row["rank"],
            score=row["score"],
            low=row["low"],
            high=row["high"],
            middle=row["adjusted"],
            bar=row["bar"],
            best=row["best"],
            worst=row["worst"],
            may_be_best=row["may_be_best"],
            shares=tuple(row["p_ranks"]),
        )
        for row in klass["rows"]
    ]
    if not rows:
        return ""
    first = rows[0]
    label = public_words(
        "panel",
        language,
        leader=first.name,
        score=number(first.score, language),
        low=number(first.low, language),
        high=number(first.high, language),
        best=sum(row.may_be_best for row in rows),
        size=len(rows),
    )
    return ranking_picture(rows, label=label, language=language, narrow=narrow)
