"""The questions that shoppers answered, and the open data."""

from __future__ import annotations

from typing import Any

from dashboards.charts.words import Language
from dashboards.public.linked_data import dataset
from dashboards.public.open_data import explained, open_tables
from dashboards.public.page import Document, Page, about_edition, edition_title, in_language
from dashboards.public.words import channel_title, public_words


def questions_page(document: Document, language: Language) -> Page:
    """Return the list of questions, by area."""
    sheet = document["questionnaire"]
    context: dict[str, Any] = {"areas": [], "sheet": sheet}
    for area in sheet["areas"] if sheet else ():
        items = [
            {
                "ask": in_language(item["ask"], language),
                "channels": ", ".join(
                    channel_title(each, language).lower() for each in item["channels"] or ()
                ),
                "counts": item["counts"],
            }
            for item in area["items"]
        ]
        context["areas"].append(
            {"title": in_language(area["title"], language), "scored": area["scored"], "items_": items}
        )
    about = public_words("questions_lead" if sheet else "questions_none", language)
    return Page("public/questions.html", public_words("nav_questions", language), context, "", about)


def data_page(document: Document, language: Language) -> Page:
    """Return the page of the open data: files, columns, how to check them."""
    tables = explained(language)
    files = ["edition.json", *(f"data/{table}.csv" for table in open_tables())]
    linked = dataset(
        document=document, title=edition_title(document, language), about=about_edition(document, language),
        files=files, language=language,
    )  # fmt: skip
    about = public_words("data_lead", language)
    return Page("public/data.html", public_words("nav_data", language), {"tables": tables}, linked, about)
