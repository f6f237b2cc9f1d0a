"""What every public page is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboards.charts.words import Language, whole, written_day
from dashboards.public.words import class_title, public_words

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is drawn: its template, title, what its template needs, and what machines are told.

    `linked` is JSON-LD, safe in an inert block; `about` a sentence for those who see only a link to it.
    """

    template: str
    title: str
    context: dict[str, Any] = field(default_factory=dict)
    linked: str = ""
    about: str = ""


def in_language(words: Mapping[str, str] | None, language: Language) -> str:
    """Pick a text: the reader's language, else English, else whatever there is; "" of nothing."""
    if not words:
        return ""
    return words.get(language) or words.get("en") or next((each for each in words.values() if each), "")


def reason_of(prize: Mapping[str, Any], language: Language) -> tuple[str, str]:
    """Return why the jury chose: the language it is said in here, and the text; "" where it is not said.

    The reader's language if it was written in it, else English, else any: then the page marks the language.
    """
    texts: Mapping[str, str] = prize.get("reason") or {}
    said = next((each for each in (language, "en", *texts) if texts.get(each)), "")
    return said, texts.get(said, "")


def edition_title(document: Document, language: Language) -> str:
    """Return what an edition is called; its short name where it has no title."""
    edition = document["edition"]
    return in_language(edition["title"], language) or edition["slug"]


def about_edition(document: Document, language: Language) -> str:
    """Say in a sentence who asked whom, and when."""
    edition, sample = document["edition"], document["sample"]
    start, end = (dt.date.fromisoformat(edition[each]) for each in ("starts_on", "ends_on"))
    subject = f"{edition['house']} {public_words('asked', language)}" if edition["house"] else ""
    return public_words(
        "lead",
        language,
        subject=subject or public_words("asked_passive", language),
        organisations=whole(sample["organisations"], language),
        classes=public_words(
            "one_class" if sample["classes"] == 1 else "many_classes",
            language,
            count=whole(sample["classes"], language),
        ),
        start=written_day(start, language, year=True),
        end=written_day(end, language, year=True),
    )


def title_of_class(document: Document, slug: str, language: Language) -> str:
    """Return what a class of the edition is called."""
    title = next((each["title"] for each in document["classes"] if each["class"] == slug), "")
    return class_title(slug, title, language)


def title_of_area(document: Document, name: str, language: Language) -> str:
    """Return what an area is called; what machines measure has no questions, and so a title of ours."""
    sheet = document["questionnaire"]
    for area in sheet["areas"] if sheet else ():
        if area["area"] == name:
            return in_language(area["title"], language)
    return public_words("area_waiting", language) if name == "waiting" else name.capitalize()


def names_of(document: Document, language: Language) -> dict[str, str]:
    """Return the names of all organisations by their keys."""
    return {
        row["key"]: in_language(row["name"], language)
        for klass in document["classes"]
        for row in (*klass["rows"], *klass["unscored"])
    }


def listed_links(document: Document, keys: list[str], language: Language) -> list[dict[str, str]]:
    """Return organisations with name and address; "" as address of one that has no page."""
    names = names_of(document, language)
    return [
        {
            "name": names.get(key, key),
            "url": f"organisation-{key}.html" if key in document["organisations"] else "",
        }
        for key in keys
    ]
