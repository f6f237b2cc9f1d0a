"""All files of a published edition: what the live site serves and what a folder of it holds are the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from django.template.loader import get_template
from django.utils import translation

from benchmark.editions.public_edition import canonical
from dashboards.charts.words import Language
from dashboards.public.class_page import class_page
from dashboards.public.feed import edition_feed
from dashboards.public.front_page import front_page, front_picture
from dashboards.public.method_page import method_page
from dashboards.public.open_data import data_package, open_tables, table_csv
from dashboards.public.organisation_page import organisation_page
from dashboards.public.page import Page, about_edition, edition_title
from dashboards.public.plain_pages import data_page, questions_page
from dashboards.public.words import LANGUAGES

_STATIC = Path(__file__).parents[1] / "static"
_ASSETS = {
    "look.css": Path(__file__).with_name("look.css"),
    "inter.woff2": _STATIC / "vendor" / "inter" / "inter-latin-wght-normal.woff2",
    "mark.svg": _STATIC / "site" / "mark.svg",
}


@dataclass(frozen=True)
class EditionPages:
    """The files of an edition by their path in its folder; each is made when it is asked for.

    Attributes:
        document: what was published.
        base: the address of the edition's folder, ending in a slash; "" where it is not known. Without it
            there are no feeds, for they would name no place.
        preview: whether it is shown before it is published.
    """

    document: Mapping[str, Any]
    base: str = ""
    preview: bool = False
    _makers: dict[str, Callable[[], bytes]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """List the files, and make none."""
        self._makers.update(_makers(self))

    @property
    def paths(self) -> tuple[str, ...]:
        """All paths, in the order in which a folder is written."""
        return tuple(self._makers)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what was published, in hexadecimal digits; it stands on each page, and is taken once."""
        return hashlib.sha256(canonical(self.document).encode()).hexdigest()

    def make(self, path: str) -> bytes:
        """Return a file's content, always the same. Raises KeyError where there is no such file."""
        return self._makers[path]()


def _makers(pages: EditionPages) -> dict[str, Callable[[], bytes]]:
    document = pages.document
    found: dict[str, Callable[[], bytes]] = {name: partial(_asset, path) for name, path in _ASSETS.items()}
    found["edition.json"] = lambda: canonical(document).encode()
    found["data/method.json"] = lambda: _json(document["method"])
    found["data/datapackage.json"] = lambda: data_package(document)
    for table in open_tables():
        found[f"data/{table}.csv"] = partial(table_csv, document, table)
    for language in LANGUAGES:
        for name, page in _pages(document).items():
            found[f"{language}/{name}.html"] = partial(_rendered, pages, page, name, language)
        found[f"{language}/picture.png"] = partial(front_picture, document, language)
        if pages.base:
            found[f"{language}/atom.xml"] = partial(_feed, pages, language, "atom")
            found[f"{language}/rss.xml"] = partial(_feed, pages, language, "rss")
    found["index.html"] = partial(_choice, pages)
    return found


def _pages(document: Mapping[str, Any]) -> dict[str, Callable[[Mapping[str, Any], Language], Page]]:
    found: dict[str, Callable[[Mapping[str, Any], Language], Page]] = {
        "method": method_page,
        "questions": questions_page,
        "data": data_page,
    }
    for klass in document["classes"]:
        found[f"class-{klass['class']}"] = partial(class_page, klass=klass)
        for row in klass["rows"]:
            if row["key"] in document["organisations"]:
                found[f"organisation-{row['key']}"] = partial(organisation_page, klass=klass, row=row)
    found["index"] = front_page
    return found


def _rendered(
    pages: EditionPages, made: Callable[[Mapping[str, Any], Language], Page], name: str, language: Language
) -> bytes:
    with translation.override(language):
        page = made(pages.document, language)
        context = {
            "language": language,
            "languages": LANGUAGES,
            "document": pages.document,
            "edition": pages.document["edition"],
            "changes": pages.document["changes"],
            "edition_title": edition_title(pages.document, language),
            "about": page.about or about_edition(pages.document, language),
            "page": page,
            "name": name,
            "base": pages.base,
            "preview": pages.preview,
            "digest": pages.digest,
            "title": page.title,
            "linked": page.linked,
            **page.context,
        }
        return _tidy(get_template(page.template).render(context))


def _choice(pages: EditionPages) -> bytes:
    """The door: one page that asks for a language, in all of them."""
    titles = [(language, edition_title(pages.document, language)) for language in LANGUAGES]
    context = {
        "titles": titles,
        "edition": pages.document["edition"],
        "base": pages.base,
        "preview": pages.preview,
    }
    with translation.override("nb"):
        return _tidy(get_template("public/choice.html").render(context))


def _feed(pages: EditionPages, language: Language, kind: Any) -> bytes:
    return edition_feed(
        document=pages.document,
        title=edition_title(pages.document, language),
        about=about_edition(pages.document, language),
        language=language,
        base=pages.base,
        kind=kind,
    )


def _tidy(html: str) -> bytes:
    """Leave out what templates leave between lines."""
    lines = (line.rstrip() for line in html.splitlines())
    return ("\n".join(line for line in lines if line) + "\n").encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def _asset(path: Path) -> bytes:
    return path.read_bytes()
